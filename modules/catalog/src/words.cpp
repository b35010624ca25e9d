#include "kjede/catalog/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "kjede/catalog/parse.hpp"
#include "phrases.hpp"

namespace kjede::catalog {
namespace {

bool is_comparison(Op op) {
  return op == Op::equal || op == Op::not_equal || op == Op::less || op == Op::less_equal || op == Op::greater ||
         op == Op::greater_equal;
}

Op mirrored(Op op) {
  switch (op) {
    case Op::less: return Op::greater;
    case Op::less_equal: return Op::greater_equal;
    case Op::greater: return Op::less;
    case Op::greater_equal: return Op::less_equal;
    default: return op;
  }
}

class Speaker {
 public:
  Speaker(const Catalog& catalog, const Register& reg, Language language)
      : catalog_(catalog), reg_(reg), language_(language), words_(phrases_of(language)) {}

  std::string say(const Expression& tree) const {
    if (is_comparison(tree.op)) return comparison(tree);
    switch (tree.op) {
      case Op::literal: return literal(tree, nullptr);
      case Op::variable: return name_of(tree.name);
      case Op::cohort: return member(tree.name);
      case Op::negate: return negation(*tree.arguments[0]);
      case Op::all_of: return joined(tree.arguments, words_.conjunction, Op::any_of);
      case Op::any_of: return joined(tree.arguments, words_.disjunction, Op::all_of);
      case Op::one_of: return one_of(tree, words_.is);
      case Op::is_unknown: return fmt::format("{} {}", part(*tree.arguments[0]), words_.unknown);
      case Op::is_known: return fmt::format("{} {}", part(*tree.arguments[0]), words_.known);
      case Op::elapsed:
        return fmt::format("{} {} {} {}", words_.elapsed, part(*tree.arguments[0]), words_.to,
                           part(*tree.arguments[1]));
      case Op::choose:
        return fmt::format("{} {}{} {}{} {}", words_.if_open, say(*tree.arguments[0]), words_.then,
                           part(*tree.arguments[1]), words_.otherwise, part(*tree.arguments[2]));
      case Op::add: return infix(tree, "+");
      case Op::subtract: return infix(tree, "−");
      case Op::multiply: return infix(tree, "·");
      case Op::divide: return infix(tree, "/");
      default: return call(tree);
    }
  }

 private:
  std::string name_of(const std::string& variable) const {
    const auto* found = reg_.find(variable);
    return found == nullptr ? variable : mid_sentence(in(language_, found->label));
  }

  std::string member(const std::string& id) const {
    const auto* cohort = catalog_.find_cohort(reg_.id, id);
    const auto name = cohort == nullptr || cohort->name.nb.empty() ? id : in(language_, cohort->name);
    return fmt::format("{}{}{}", words_.member_open, name, words_.member_close);
  }

  std::string number(double value) const {
    auto text = fmt::format("{:.10g}", value);
    if (language_ == Language::nb) std::replace(text.begin(), text.end(), '.', ',');
    return text;
  }

  // How a literal reads beside its neighbour: a code by its label, a duration in the neighbour's unit.
  std::string literal(const Expression& tree, const Expression* neighbour) const {
    const auto* variable = neighbour != nullptr && neighbour->op == Op::variable ? reg_.find(neighbour->name) : nullptr;
    if (const auto* text = std::get_if<std::string>(&tree.literal)) return named(tree, *text, variable);
    if (const auto* whole = std::get_if<std::int64_t>(&tree.literal))
      return with_measure(number(static_cast<double>(*whole)), variable);
    if (const auto* real = std::get_if<double>(&tree.literal)) {
      if (tree.kind != ValueKind::duration) return with_measure(number(*real), variable);
      const auto measure = neighbour != nullptr && neighbour->op == Op::elapsed ? neighbour->name
                           : variable != nullptr                                ? variable->measure
                                                                                : "";
      return duration_in_words(*real, measure, language_);
    }
    if (const auto* date = std::get_if<base::Date>(&tree.literal)) return base::to_string(*date);
    const auto* instant = std::get_if<base::Instant>(&tree.literal);
    const auto zone = base::TimeZone::find(reg_.time_zone);
    return instant == nullptr ? "?" : zone ? zone->local_text(*instant).substr(0, 16) : base::to_string(*instant);
  }

  std::string named(const Expression& tree, const std::string& text, const Variable* variable) const {
    if (tree.kind == ValueKind::unit) {
      const auto* unit = catalog_.units.find(text);
      return unit == nullptr ? text : in(language_, unit->name);
    }
    if (tree.kind == ValueKind::text || variable == nullptr) return fmt::format("'{}'", text);
    for (const auto& code : variable->codes) {
      if (code.code == text) return mid_sentence(in(language_, code.name));
    }
    return text;
  }

  std::string with_measure(std::string text, const Variable* variable) const {
    if (variable == nullptr || variable->measure.empty()) return text;
    const bool years = variable->measure == "years";
    return fmt::format("{} {}", text, years ? words_.years : std::string_view(variable->measure));
  }

  std::string_view verb(Op op, ValueKind kind) const {
    const bool times = kind == ValueKind::date || kind == ValueKind::time;
    switch (op) {
      case Op::less: return times ? words_.before : words_.below;
      case Op::less_equal: return times ? words_.not_after : words_.at_most;
      case Op::greater: return times ? words_.after : words_.above;
      case Op::greater_equal: return times ? words_.not_before : words_.at_least;
      case Op::not_equal: return words_.is_not;
      default: return words_.is;
    }
  }

  struct Compared {
    std::string subject;
    std::string predicate;  // "er minst 12 minutter"
  };

  Compared compared(const Expression& tree) const {
    const auto *left = tree.arguments[0].get(), *right = tree.arguments[1].get();
    Op op = tree.op;
    if (left->op == Op::literal && right->op != Op::literal) std::swap(left, right), op = mirrored(op);
    const auto second = right->op == Op::literal ? literal(*right, left) : part(*right);
    return {left->op == Op::literal ? literal(*left, right) : part(*left),
            fmt::format("{} {}", verb(op, left->kind), second)};
  }

  std::string comparison(const Expression& tree) const {
    const auto [subject, predicate] = compared(tree);
    return fmt::format("{} {}", subject, predicate);
  }

  // "x er minst 0 timer og under 72 timer": the subject once.
  std::string without_subject(const Expression& tree, const Expression& before) const {
    if (!is_comparison(tree.op) || !is_comparison(before.op)) return {};
    auto [subject, predicate] = compared(tree);
    if (compared(before).subject != subject) return {};
    return predicate.substr(words_.is.size() + 1);
  }

  std::string one_of(const Expression& tree, std::string_view is) const {
    if (!tree.name.empty()) return unit_condition(tree, is);
    std::string list;
    for (std::size_t i = 1; i < tree.arguments.size(); ++i) {
      if (i > 1) list += i + 1 == tree.arguments.size() ? fmt::format(" {} ", words_.equals_or) : ", ";
      list += tree.arguments[i]->op == Op::literal ? literal(*tree.arguments[i], tree.arguments[0].get())
                                                   : part(*tree.arguments[i]);
    }
    return fmt::format("{} {} {}", part(*tree.arguments[0]), is, list);
  }

  // `category of icu_unit in (paediatric)`, `hospital within helse_nord`: as written, with the variable's label.
  std::string unit_condition(const Expression& tree, std::string_view is) const {
    const auto& written = tree.name;
    const auto variable = part(*tree.arguments[0]);
    if (const auto inside = written.find(" within "); inside != std::string::npos) {
      const auto* unit = catalog_.units.find(written.substr(inside + 8));
      return fmt::format("{} {} {} {}", variable, is, language_ == Language::nb ? "i" : "in",
                         unit == nullptr ? written.substr(inside + 8) : in(language_, unit->name));
    }
    const auto attribute = written.substr(0, written.find(" of "));
    const auto open = written.find('(') + 1;
    return fmt::format("{} ({}) {} {}", variable, attribute_name(attribute), is,
                       attribute_values(attribute, written.substr(open, written.size() - open - 1)));
  }

  std::string attribute_name(const std::string& id) const {
    for (const auto& attribute : catalog_.unit_attributes) {
      if (attribute.id == id) return mid_sentence(in(language_, attribute.name));
    }
    return id;
  }

  // "a, b" as "A eller B" with the catalog's words for the values.
  std::string attribute_values(const std::string& attribute, std::string_view list) const {
    std::string text;
    while (!list.empty()) {
      const auto end = std::min(list.find(", "), list.size());
      const auto* label = catalog_.attribute_value(attribute, list.substr(0, end));
      if (!text.empty()) text += fmt::format(" {} ", words_.equals_or);
      text += label == nullptr ? std::string(list.substr(0, end)) : mid_sentence(in(language_, *label));
      list.remove_prefix(std::min(end + 2, list.size()));
    }
    return text;
  }

  std::string negation(const Expression& tree) const {
    if (tree.op == Op::one_of) return one_of(tree, words_.is_not);
    if (tree.op == Op::cohort)
      return fmt::format("{} {}", language_ == Language::nb ? "ikke" : "not", member(tree.name));
    if (tree.op == Op::equal) {
      auto turned = tree;
      turned.op = Op::not_equal;
      return comparison(turned);
    }
    return fmt::format("{}({})", words_.negation_open, say(tree));
  }

  std::string joined(const std::vector<ExpressionPtr>& parts, std::string_view between, Op parenthesised) const {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) text += i + 1 == parts.size() ? fmt::format(" {} ", between) : ", ";
      const auto& each = *parts[i];
      const bool list = each.op == Op::one_of && each.arguments.size() > 2 && each.name.empty();  // has its own "or"
      const auto shortened = i > 0 ? without_subject(each, *parts[i - 1]) : std::string();
      if (!shortened.empty())
        text += shortened;
      else
        text += each.op == parenthesised || list ? fmt::format("({})", say(each)) : say(each);
    }
    return text;
  }

  std::string part(const Expression& tree) const {
    const bool compound = tree.kind == ValueKind::logic && tree.op != Op::cohort;
    return compound ? fmt::format("({})", say(tree)) : say(tree);
  }

  std::string infix(const Expression& tree, std::string_view sign) const {
    return fmt::format("{} {} {}", part(*tree.arguments[0]), sign, part(*tree.arguments[1]));
  }

  std::string call(const Expression& tree) const {
    const bool calendar = tree.kind == ValueKind::date || tree.kind == ValueKind::time;
    std::string_view words;
    switch (tree.op) {
      case Op::year_of: words = words_.year; break;
      case Op::month_of: words = words_.month; break;
      case Op::weekday_of: words = words_.weekday; break;
      case Op::hour_of: words = words_.hour; break;
      case Op::date_of: words = words_.date; break;
      case Op::earliest: words = calendar ? words_.earliest : words_.lowest; break;
      case Op::latest: words = calendar ? words_.latest : words_.highest; break;
      default: words = words_.first_known; break;
    }
    return fmt::format("{} {}", words, joined(tree.arguments, words_.conjunction, Op::negate));
  }

  const Catalog& catalog_;
  const Register& reg_;
  Language language_;
  const Phrases& words_;
};

}  // namespace

const std::string& in(Language language, const Label& label) { return language == Language::nb ? label.nb : label.en; }

std::string mid_sentence(std::string_view name) {
  const auto upper = [](unsigned char c) { return c >= 'A' && c <= 'Z'; };
  std::string text(name);
  const bool latin = text.size() > 2 && text[0] == '\xC3' && static_cast<unsigned char>(text[1]) >= 0x80U &&
                     static_cast<unsigned char>(text[1]) <= 0x9EU;
  if (latin) text[1] = static_cast<char>(static_cast<unsigned char>(text[1]) + 0x20U);
  const auto second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0U;
  const bool abbreviation = upper(static_cast<unsigned char>(second)) || (second >= '0' && second <= '9');
  if (!text.empty() && upper(static_cast<unsigned char>(text[0])) && !abbreviation)
    text[0] = static_cast<char>(text[0] + 0x20);
  return text;
}

std::string duration_in_words(double seconds, std::string_view measure, Language language) {
  const auto& words = phrases_of(language);
  double unit = seconds_in(measure);
  const auto whole = [&](double candidate) { return std::fmod(seconds, candidate) == 0.0; };
  if (unit == 0.0 || unit > 86400.0 || std::abs(seconds / unit) >= 1000.0) {
    unit = seconds == 0.0 || (whole(60.0) && seconds <= 10800.0 && seconds > 180.0) ? 60.0
           : seconds <= 180.0                                                       ? 1.0
           : whole(86400.0)                                                         ? 86400.0
           : whole(3600.0)                                                          ? 3600.0
                                                                                    : 60.0;
  }
  auto number = fmt::format("{:.10g}", seconds / unit);
  if (language == Language::nb) std::replace(number.begin(), number.end(), '.', ',');
  const bool one = number == "1";
  const auto name = unit == 1.0      ? (one ? words.second : words.seconds)
                    : unit == 60.0   ? (one ? words.minute : words.minutes)
                    : unit == 3600.0 ? (one ? words.one_hour : words.hours)
                                     : (one ? words.day : words.days);
  return fmt::format("{} {}", number, name);
}

std::string in_words(const Expression& tree, const Catalog& catalog, const Register& reg, Language language) {
  return Speaker(catalog, reg, language).say(tree);
}

std::string_view to_string(IndicatorKind kind) {
  constexpr std::array<std::string_view, 6> names{"proportion", "percentile", "median", "mean", "rate", "count"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view to_string(VariableType type) {
  constexpr std::array<std::string_view, 7> names{"text", "code", "integer", "number", "date", "time", "unit"};
  return names[static_cast<std::size_t>(type)];
}

}  // namespace kjede::catalog
