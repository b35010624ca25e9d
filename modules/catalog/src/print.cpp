#include "kjede/catalog/print.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/catalog/parse.hpp"

namespace kjede::catalog {
namespace {

bool is_word(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty()) return false;
  if (std::all_of(text.begin(), text.end(), digit)) return true;
  return letter(text.front()) && std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || digit(c); });
}

std::string text_of(const Expression& literal) {
  struct Printer {
    ValueKind kind;
    std::string operator()(std::monostate) const { return "unknown"; }
    std::string operator()(bool value) const { return value ? "yes" : "no"; }
    std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
    std::string operator()(double value) const {
      auto text = fmt::format("{:.17g}", value);
      for (int digits = 15; digits < 17; ++digits) {
        const auto shorter = fmt::format("{:.{}g}", value, digits);
        if (std::stod(shorter) == value) {
          text = shorter;
          break;
        }
      }
      if (kind == ValueKind::duration) return text + " s";
      return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
    }
    std::string operator()(const std::string& value) const {
      if (kind != ValueKind::text && is_word(value)) return value;
      const char quote = value.find('\'') == std::string::npos ? '\'' : '"';
      return fmt::format("{0}{1}{0}", quote, value);
    }
    std::string operator()(base::Date value) const { return base::to_string(value); }
    std::string operator()(base::Instant value) const { return base::to_string(value); }
  };
  return std::visit(Printer{literal.kind}, literal.literal);
}

std::string_view sign_of(Op op) {
  switch (op) {
    case Op::equal: return "=";
    case Op::not_equal: return "!=";
    case Op::less: return "<";
    case Op::less_equal: return "<=";
    case Op::greater: return ">";
    case Op::greater_equal: return ">=";
    case Op::add: return "+";
    case Op::subtract: return "-";
    case Op::multiply: return "*";
    case Op::divide: return "/";
    case Op::all_of: return "and";
    case Op::any_of: return "or";
    default: return "";
  }
}

class Writer {
 public:
  explicit Writer(Cohorts cohorts) : cohorts_(cohorts) {}

  std::string whole(const Expression& tree) const {
    switch (tree.op) {
      case Op::literal: return text_of(tree);
      case Op::variable: return tree.name;
      case Op::cohort:
        return cohorts_ == Cohorts::by_name ? tree.name : fmt::format("member({})", whole(*tree.arguments[0]));
      case Op::negate: return "not " + part(*tree.arguments[0]);
      case Op::all_of:
      case Op::any_of: return joined(tree.arguments, 0, fmt::format(" {} ", sign_of(tree.op)));
      case Op::one_of: return fmt::format("{} in ({})", part(*tree.arguments[0]), joined(tree.arguments, 1, ", "));
      case Op::is_unknown: return part(*tree.arguments[0]) + " is unknown";
      case Op::is_known: return part(*tree.arguments[0]) + " is known";
      case Op::elapsed: return elapsed(tree);
      case Op::choose:
        return fmt::format("if {} then {} else {}", part(*tree.arguments[0]), part(*tree.arguments[1]),
                           part(*tree.arguments[2]));
      default: break;
    }
    if (!sign_of(tree.op).empty())
      return fmt::format("{} {} {}", part(*tree.arguments[0]), sign_of(tree.op), part(*tree.arguments[1]));
    return call(tree);
  }

 private:
  std::string part(const Expression& tree) const {
    const bool simple = tree.op == Op::literal || tree.op == Op::variable || tree.op == Op::cohort;
    return simple ? whole(tree) : fmt::format("({})", whole(tree));
  }

  std::string joined(const std::vector<ExpressionPtr>& parts, std::size_t from, std::string_view between) const {
    std::string text;
    for (std::size_t i = from; i < parts.size(); ++i) text += (i == from ? "" : std::string(between)) + part(*parts[i]);
    return text;
  }

  std::string elapsed(const Expression& tree) const {
    const auto unit = tree.name == "s"     ? "seconds"
                      : tree.name == "min" ? "minutes"
                      : tree.name == "h"   ? "hours"
                                           : "days";
    return fmt::format("{} from {} to {}", unit, part(*tree.arguments[0]), part(*tree.arguments[1]));
  }

  std::string call(const Expression& tree) const {
    const bool calendar = tree.arguments[0]->kind == ValueKind::date || tree.arguments[0]->kind == ValueKind::time;
    const auto list = fmt::format("({})", joined(tree.arguments, 0, ", "));
    switch (tree.op) {
      case Op::year_of: return "year of " + part(*tree.arguments[0]);
      case Op::month_of: return "month of " + part(*tree.arguments[0]);
      case Op::weekday_of: return "weekday of " + part(*tree.arguments[0]);
      case Op::hour_of: return "hour of " + part(*tree.arguments[0]);
      case Op::date_of: return "date of " + part(*tree.arguments[0]);
      case Op::earliest: return (calendar ? "earliest of " : "lowest of ") + list;
      case Op::latest: return (calendar ? "latest of " : "highest of ") + list;
      case Op::first_known: return "first known of " + list;
      default: return {};
    }
  }

  Cohorts cohorts_;
};

}  // namespace

std::string print(const Expression& tree, Cohorts cohorts) { return Writer(cohorts).whole(tree); }

}  // namespace kjede::catalog
