#pragma once
// One row of a file to one checked record of a register.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "binding.hpp"
#include "converter.hpp"
#include "kjede/catalog/evaluate.hpp"

namespace kjede::registry {

struct BuiltRecord {
  base::Date event_date{};
  std::string identifier;  // normalised; empty: none
  std::string name;
};

enum class RowOutcome { good, rejected, passed_over };

class RecordBuilder {
 public:
  // The catalog, register and binding's mapping must outlive the builder.
  static base::Result<RecordBuilder> make(const catalog::Catalog& catalog, const catalog::Register& reg,
                                          Binding binding, const Mapping* mapping, text::DecimalMark decimal,
                                          bool test_persons);

  // `record`: one value per variable, derived ones stay missing. Warnings may stand beside a good record.
  RowOutcome build(const SourceRow& row, std::span<base::Value> record, BuiltRecord& built, Problems& problems);

  // The record's key as text; empty if the row has none, cannot be read or is passed over.
  std::string key(const SourceRow& row);

 private:
  struct Field {
    BoundColumn column;
    Converter converter;
  };
  struct Rule {
    const catalog::RecordRule* rule;
    catalog::CompiledExpression holds;
  };

  RecordBuilder(const catalog::Catalog& catalog, const catalog::Register& reg, const Mapping* mapping,
                bool test_persons);

  base::Result<void> add_field(BoundColumn column, text::DecimalMark decimal);
  bool passed_over(const SourceRow& row) const;
  void fill(Field& field, const SourceRow& row, base::Value& out, Problems& problems);
  void add_offset(const Field& field, const SourceRow& row, base::Value& out, Problems& problems);
  void whole_years(Field& field, const SourceRow& row, std::string_view from, base::Value& out, Problems& problems);
  void check_required(std::span<const base::Value> record, Problems& problems) const;
  void check_units(std::span<const base::Value> record, base::Date event_date, Problems& problems) const;
  void check_person(const SourceRow& row, BuiltRecord& built, Problems& problems);
  void check_rules(std::span<const base::Value> record, Problems& problems) const;

  const catalog::Catalog* catalog_;
  const catalog::Register* reg_;
  const Mapping* mapping_;
  bool test_persons_;
  std::vector<Field> fields_;
  std::size_t key_field_ = 0;
  std::size_t date_variable_ = 0;
  std::optional<ColumnPlan> identifier_;
  std::optional<ColumnPlan> name_;
  std::vector<BoundCondition> keep_;
  std::vector<Rule> rules_;
  std::vector<std::size_t> unit_variables_;
  std::vector<std::size_t> required_;
  std::shared_ptr<ZoneCache> zone_;  // the register's
};

// The canonical text of a value, the same for every source: 2024-12-31, 12, yes.
std::string canonical_text(const base::Value& value);

}  // namespace kjede::registry
