#pragma once
// The demonstration's rows as records the catalog can judge: one base::Value per variable, ranks and times to the
// next record filled in by the plainest means, so that a mistake of the importer or the SQL cannot hide here.

#include <map>
#include <string>
#include <vector>

#include "kjede/base/value.hpp"
#include "kjede/catalog/load.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/demo/rows.hpp"

namespace kjede::demo::testing {

struct Record {
  std::vector<base::Value> values;
  std::string person;
  int year = 0;
};

class Collected final : public RowSink {
 public:
  explicit Collected(const catalog::Catalog& catalog) : catalog_(catalog) {}

  base::Result<void> begin(const Table& table) override;
  base::Result<void> row(std::span<const Cell> cells) override;
  base::Result<void> end() override;

  const std::vector<Record>& of(const std::string& register_id) const { return records_.at(register_id); }
  const std::vector<std::string>& problems() const { return problems_; }  // values the register does not allow

 private:
  base::Value value_of(const Cell& cell, const catalog::Variable& variable);

  const catalog::Catalog& catalog_;
  const catalog::Register* register_ = nullptr;
  std::vector<int> positions_;  // of the columns among the variables; -1: identifier, -2: name
  std::map<std::string, std::vector<Record>> records_;
  std::vector<std::string> problems_;
};

const catalog::Catalog& norway();  // the shipped catalog, loaded once

}  // namespace kjede::demo::testing
