#pragma once
// A small CSV table by column names, whose cells know their place. For tables that fit in memory.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/text/csv.hpp"

namespace kjede::planning {

class CsvTable {
 public:
  CsvTable(const std::string& name, const std::string& text);

  bool has(std::string_view column) const { return find(column) >= 0; }
  void require(std::string_view column);                 // a fault if it is absent
  bool next();                                           // the next good row
  std::string_view cell(std::string_view column) const;  // trimmed; empty when the column is absent
  // A finite number; absent when the cell is empty or bad (bad is a fault).
  std::optional<double> number(std::string_view column);
  // The same, but empty is a fault too, and so is a number below 0 (or below -inf when any_sign).
  std::optional<double> needed(std::string_view column, bool any_sign = false);
  void fault(const base::Code& code, std::string message, std::string suggestion = {});
  void fault_at(std::uint64_t line, const base::Code& code, std::string message, std::string suggestion = {});
  std::uint64_t line() const { return row_.line; }
  const std::string& name() const { return name_; }
  bool failed() const { return !faults_.empty(); }
  bool failed_header() const { return header_faults_ > 0; }  // the file or its header is unusable
  base::Diagnostics take_faults();                           // the first twenty, then how many more

 private:
  int find(std::string_view column) const;

  std::string name_;
  std::shared_ptr<const base::SourceFile> file_;
  std::optional<text::CsvReader> reader_;
  text::CsvRow row_;
  base::Diagnostics faults_;
  std::size_t header_faults_ = 0;
};

// Numbers of ids; tells ids that stand twice and the nearest of those that are not there.
class IdList {
 public:
  bool add(const std::string& id);  // false: it is there already
  std::optional<std::size_t> find(const std::string& id) const;
  std::string suggestion(std::string_view id) const;  // "did you mean 'x'?" or empty
  const std::vector<std::string>& ids() const { return ids_; }
  std::size_t size() const { return ids_.size(); }

 private:
  std::vector<std::string> ids_;
  std::unordered_map<std::string, std::size_t> numbers_;
};

}  // namespace kjede::planning
