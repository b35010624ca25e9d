#pragma once
// The current rows of one register as of a batch, read column by name.
//
//   KJEDE_TRY(each_row(records, *reg, batch, [&](const RegisterRow& row) { unit.id = row.text("unit_id"); }));

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "kjede/catalog/model.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

class RegisterRow {
 public:
  RegisterRow(const std::map<std::string, std::size_t, std::less<>>& columns, const store::Chunk& chunk,
              std::size_t row)
      : columns_(columns), chunk_(chunk), row_(row) {}

  // Empty, or nothing, when missing. A name that is no stored variable of that type is a fault of the program.
  std::string text(std::string_view name) const;
  bool yes(std::string_view name) const { return text(name) == "yes"; }
  std::optional<base::Date> date(std::string_view name) const;
  std::optional<base::Instant> time(std::string_view name) const;
  std::optional<std::int64_t> integer(std::string_view name) const;
  double real(std::string_view name) const;
  // Parts between "|", without blanks around; empty parts are left out.
  std::vector<std::string> list(std::string_view name) const;

 private:
  const store::ColumnData* present(std::string_view name) const;

  const std::map<std::string, std::size_t, std::less<>>& columns_;
  const store::Chunk& chunk_;
  std::size_t row_;
};

// In no order. Nothing is visited when the register never had an import. Fails when the store lacks a column.
base::Result<void> each_row(store::RecordStore& records, const catalog::Register& reg, std::int64_t batch,
                            const std::function<void(const RegisterRow&)>& visit);

}  // namespace kjede::service
