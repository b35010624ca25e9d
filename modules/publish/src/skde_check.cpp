#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "kjede/publish/codes.hpp"
#include "kjede/publish/skde.hpp"

namespace kjede::publish {

namespace {

constexpr std::array columns{"context", "year", "orgnr", "ind_id", "var", "denominator"};

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::optional<double> numeric(std::string text, char decimal_mark) {
  std::replace(text.begin(), text.end(), decimal_mark, '.');
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return text.empty() || *end != '\0' || !std::isfinite(value) ? std::nullopt : std::optional(value);
}

// imongr's own test: not negative, and whole within the square root of machine precision.
bool natural(double value) { return value >= 0.0 && std::abs(value - std::round(value)) < 1.4901161193847656e-08; }

class Checker {
 public:
  Checker(const SkdeTable& table, const SkdeKnown& known) : table_(table), known_(known) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      at_[table.columns[i]] = i;
    }
  }

  base::Diagnostics run() {
    for (const auto* column : columns) {
      if (!at_.contains(column)) {
        add("missing_var", fmt::format("the column '{}' is missing", column));
      }
    }
    for (const auto& column : table_.columns) {
      if (std::find(columns.begin(), columns.end(), column) == columns.end()) {
        add("invalid_var", fmt::format("the column '{}' does not belong here", column));
      }
    }
    if (!found_.empty()) {
      return std::move(found_);
    }
    known_words();
    numbers();
    existence();
    return std::move(found_);
  }

 private:
  using RowTest = std::function<bool(std::size_t)>;

  const std::string& cell(std::size_t row, const char* column) const { return table_.rows[row][at_.at(column)]; }
  std::optional<double> value(std::size_t row, const char* column) const {
    return numeric(cell(row, column), known_.decimal_mark);
  }
  bool fraction(std::size_t row) const { return contains(known_.fractions, cell(row, "ind_id")); }

  void add(const char* check, std::string message) {
    auto diagnostic = base::fail(codes::skde_refused, std::move(message)).diagnostics.front();
    diagnostic.notes.push_back(fmt::format("check: {}", check));
    found_.push_back(std::move(diagnostic));
  }

  void each_row(const char* check, const char* column, std::string_view what, const RowTest& wrong) {
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      if (wrong(row)) {
        add(check, fmt::format("row {}: {} '{}' {}", row + 1, column, cell(row, column), what));
      }
    }
  }

  void known_words() {
    each_row("invalid_context", "context", "is neither caregiver nor resident",
             [&](std::size_t r) { return cell(r, "context") != "caregiver" && cell(r, "context") != "resident"; });
    each_row("invalid_org", "orgnr", "is not a known unit",
             [&](std::size_t r) { return !contains(known_.organisations, cell(r, "orgnr")); });
    each_row("invalid_ind", "ind_id", "is not a registered indicator",
             [&](std::size_t r) { return !fraction(r) && !contains(known_.computed, cell(r, "ind_id")); });
  }

  void numbers() {
    const auto not_numeric = [&](const char* column) {
      return [this, column](std::size_t r) { return !value(r, column).has_value(); };
    };
    const auto not_natural = [&](const char* column) {
      return [this, column](std::size_t r) {
        const auto number = value(r, column);
        return number && !natural(*number);
      };
    };
    each_row("numeric_var", "var", "is not a number", not_numeric("var"));
    each_row("natural_var", "var", "is not a whole number",
             [&](std::size_t r) { return fraction(r) && not_natural("var")(r); });
    each_row("numeric_denominator", "denominator", "is not a number", not_numeric("denominator"));
    each_row("natural_denominator", "denominator", "is not a whole number", not_natural("denominator"));
    each_row("zero_denominator", "denominator", "must be above 0",
             [&](std::size_t r) { return value(r, "denominator") == 0.0; });
    each_row("numeric_year", "year", "is not a number", not_numeric("year"));
    each_row("natural_year", "year", "is not a whole number", not_natural("year"));
  }

  void existence() {
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      for (const auto* column : columns) {
        if (cell(row, column).empty() || cell(row, column) == "NA") {
          add("values_exists", fmt::format("row {}: {} is empty", row + 1, column));
        }
      }
    }
    std::set<std::string> seen;
    each_row("duplicated_inds", "ind_id", "stands twice for the same unit, context and year", [&](std::size_t r) {
      return !fraction(r) && !seen.insert(fmt::format("{}|{}|{}|{}", cell(r, "ind_id"), cell(r, "orgnr"),
                                                      cell(r, "context"), cell(r, "year")))
                                  .second;
    });
    each_row("overflow_var", "var", "is above the denominator", [&](std::size_t r) {
      const auto var = value(r, "var"), denominator = value(r, "denominator");
      return fraction(r) && var && denominator && *var > *denominator;
    });
  }

  const SkdeTable& table_;
  const SkdeKnown& known_;
  std::map<std::string, std::size_t> at_;
  base::Diagnostics found_;
};

}  // namespace

base::Diagnostics check_skde(const SkdeTable& table, const SkdeKnown& known) { return Checker(table, known).run(); }

}  // namespace kjede::publish
