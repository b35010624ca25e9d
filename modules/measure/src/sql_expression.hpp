#pragma once
// Expressions as SQL. A condition has two faces: `truth`, true exactly where the condition is true, and `falsity`, true
// exactly where it is false; where neither is, it is unknown (Kleene). Both may be NULL instead of false, which filters
// and CASE read alike. Faces avoid NOT and NULLIF: unknown codes simply stand in neither list, which the databases
// evaluate several times faster than three-valued columns.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "condition.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/store/database.hpp"

namespace kjede::measure {

// A value in SQL. micros > 0: a whole number of that many microseconds (1: between times; 86 400 000 000: between
// dates). micros = 0: the value itself, durations in seconds as double precision.
struct SqlValue {
  std::string sql;
  std::int64_t micros = 0;
  std::optional<Distance> distance{};  // the same, between two stored columns
};

inline constexpr std::int64_t kMicrosPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

class SqlWriter {
 public:
  SqlWriter(const catalog::Register& reg, store::Dialect dialect) : register_(reg), dialect_(dialect) {}

  std::string truth(const catalog::Expression& e) const;
  std::string falsity(const catalog::Expression& e) const;
  std::string unknown(const catalog::Expression& e) const;  // never NULL
  std::string known(const catalog::Expression& e) const;
  SqlValue value(const catalog::Expression& e) const;  // NULL where unknown
  std::string unknown_variable(std::string_view name) const;
  Tree unknown_tree(std::string_view name) const;
  std::string known_variable(std::string_view name) const;
  // Whether truth and falsity of a condition are never NULL.
  bool never_null(const catalog::Expression& e) const;
  // Truth (wanted) or falsity, false instead of NULL. All named columns of conditions are settled: databases combine
  // conditions that are never NULL several times faster.
  std::string settled(const catalog::Expression& e, bool wanted = true) const;
  // The same as a tree. Cohorts are their own trees.
  Tree tree(const catalog::Expression& e, bool wanted = true) const;
  // A variable's value as it is stored or derived, unknown codes as NULL.
  std::string cleaned(std::string_view name) const;
  // Where a text stands among several, from 1; NULL where it does not. Missing reads as the empty text.
  std::string place_in(std::string_view column, const std::vector<std::string>& texts) const;
  // A condition as one three-valued column.
  std::string three_valued(const catalog::Expression& e) const;

  // What a derived duration's column holds, once its layer is written.
  void set_duration(const std::string& variable, const SqlValue& value) { durations_[variable] = value; }
  void set_cohort(std::string_view cohort, Tree tree) { cohorts_[std::string(cohort)] = std::move(tree); }

 private:
  std::string face(const catalog::Expression& e, bool wanted) const;
  std::string joined(const catalog::Expression& e, bool wanted, std::string_view word) const;
  std::string compared(const catalog::Expression& e, bool wanted) const;
  std::string coded(const catalog::Expression& variable, const std::vector<std::string>& codes, bool wanted) const;
  std::string one_of(const catalog::Expression& e, bool wanted) const;
  std::string chosen(const catalog::Expression& e, bool wanted) const;
  std::string durations(const catalog::Expression& a, const catalog::Expression& b, std::string_view sign) const;
  Tree compared_distances(const catalog::Expression& e, bool wanted) const;
  const SqlValue* duration(std::string_view variable) const;
  bool is_stored(const catalog::Expression& e) const;
  SqlValue variable(const catalog::Expression& e) const;
  SqlValue elapsed(const catalog::Expression& e) const;
  std::string calculated(const catalog::Expression& e) const;
  std::string calendar(const catalog::Expression& e) const;
  std::string listed(const catalog::Expression& e, std::string_view function) const;
  std::string plain(const catalog::Expression& e) const;  // value, durations as seconds
  std::string in_list(std::string_view column, const std::vector<std::string>& texts) const;
  std::vector<std::string> unknown_codes(std::string_view variable) const;

  const catalog::Register& register_;
  store::Dialect dialect_;
  std::map<std::string, SqlValue, std::less<>> durations_;
  std::map<std::string, Tree, std::less<>> cohorts_;
};

// A literal of the tree as SQL; safe for any text.
std::string sql_literal(const base::Value& value);
// A column that holds whether a record is a member of a cohort.
std::string cohort_column(std::string_view cohort);

}  // namespace kjede::measure
