#include "sql_expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/catalog/parse.hpp"
#include "kjede/store/dialect.hpp"
#include "sql_comparison.hpp"

namespace kjede::measure {
namespace {

using catalog::Expression;
using catalog::Op;
using catalog::ValueKind;

// Reals carry an exponent, so that both databases read them as double precision.
std::string real(double value) {
  auto text = fmt::format("{}", value);
  if (text.find('e') == std::string::npos) text += "e0";
  return value < 0 ? fmt::format("({})", text) : text;
}

std::string_view sign_of(Op op) {
  switch (op) {
    case Op::equal: return "=";
    case Op::not_equal: return "<>";
    case Op::less: return "<";
    case Op::less_equal: return "<=";
    case Op::greater: return ">";
    case Op::greater_equal: return ">=";
    default: return {};
  }
}

std::string either(bool wanted, const std::string& truth, std::string_view falsity) {
  return wanted ? truth : fmt::format(fmt::runtime(falsity), truth);
}

bool is_word(ValueKind kind) { return kind == ValueKind::code || kind == ValueKind::unit || kind == ValueKind::text; }

std::string joined_list(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::vector<std::string> quoted_texts(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const auto& text : texts) out.push_back(store::literal(text));
  return out;
}

std::string as_seconds(const SqlValue& value) {
  if (value.micros == 0) return value.sql;
  if (value.micros == 1) return fmt::format("(cast({} as double precision) / 1e6)", value.sql);
  return fmt::format("(cast({} as double precision) * {})", value.sql, real(static_cast<double>(value.micros) / 1e6));
}

}  // namespace

std::string sql_literal(const base::Value& value) {
  struct Writer {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool v) const { return v ? "true" : "false"; }
    std::string operator()(std::int64_t v) const { return v < 0 ? fmt::format("({})", v) : fmt::format("{}", v); }
    std::string operator()(double v) const { return real(v); }
    std::string operator()(const std::string& v) const { return store::literal(v); }
    std::string operator()(base::Date v) const { return fmt::format("date '{}'", base::to_string(v)); }
    std::string operator()(base::Instant v) const {
      auto text = base::to_string(v);  // 2024-01-01T10:00:00Z: the columns are UTC without a zone
      text[10] = ' ';
      text.pop_back();
      return fmt::format("timestamp '{}'", text);
    }
  };
  return std::visit(Writer{}, value);
}

std::string cohort_column(std::string_view cohort) { return store::quoted(fmt::format("cohort {}", cohort)); }

const SqlValue* SqlWriter::duration(std::string_view variable) const {
  const auto found = durations_.find(variable);
  return found == durations_.end() ? nullptr : &found->second;
}

bool SqlWriter::is_stored(const Expression& e) const {
  const auto* variable = e.op == Op::variable ? register_.find(e.name) : nullptr;
  return variable != nullptr && !variable->derived;
}

std::vector<std::string> SqlWriter::unknown_codes(std::string_view name) const {
  std::vector<std::string> out;
  if (const auto* variable = register_.find(name)) {
    for (const auto& code : variable->codes) {
      if (code.unknown) out.push_back(code.code);
    }
  }
  return out;
}

// Never NULL: missing reads as the empty text. DuckDB evaluates functions of one text column once per dictionary entry,
// `in` once per row, and combines conditions that are never NULL several times faster.
std::string SqlWriter::in_list(std::string_view column, const std::vector<std::string>& texts) const {
  if (texts.empty()) return "false";
  const auto list = joined_list(quoted_texts(texts), ", ");
  if (dialect_ == store::Dialect::duckdb) return fmt::format("list_contains([{}], concat({}, ''))", list, column);
  if (texts.size() == 1) return fmt::format("coalesce({}, '') = {}", column, list);
  return fmt::format("coalesce({}, '') in ({})", column, list);
}

std::string SqlWriter::place_in(std::string_view column, const std::vector<std::string>& texts) const {
  const auto list = joined_list(quoted_texts(texts), ", ");
  if (dialect_ == store::Dialect::duckdb) return fmt::format("list_position([{}], concat({}, ''))", list, column);
  return fmt::format("cast(array_position(array[{}], coalesce({}, '')) as bigint)", list, column);
}

std::string SqlWriter::unknown_variable(std::string_view name) const {
  const auto column = store::quoted(name);
  auto codes = unknown_codes(name);
  if (codes.empty()) return fmt::format("({} is null)", column);
  codes.insert(codes.begin(), "");
  return fmt::format("({})", in_list(column, codes));
}

std::string SqlWriter::known_variable(std::string_view name) const {
  return fmt::format("(not {})", unknown_variable(name));
}

bool SqlWriter::never_null(const Expression& e) const {
  const auto literal_text = [](const auto& part) {
    return part->op == Op::literal && std::holds_alternative<std::string>(part->literal);
  };
  switch (e.op) {
    case Op::literal:
    case Op::is_unknown:
    case Op::is_known:
    case Op::cohort: return true;
    case Op::negate: return never_null(*e.arguments[0]);
    case Op::all_of:
    case Op::any_of:
      return std::all_of(e.arguments.begin(), e.arguments.end(), [&](const auto& part) { return never_null(*part); });
    case Op::equal:
    case Op::not_equal:
    case Op::one_of:
      return is_word(e.arguments[0]->kind) && e.arguments[0]->op == Op::variable &&
             std::all_of(e.arguments.begin() + 1, e.arguments.end(), literal_text);
    default: return false;
  }
}

std::string SqlWriter::settled(const Expression& e, bool wanted) const {
  const auto sql = face(e, wanted);
  return never_null(e) ? sql : fmt::format("coalesce({}, false)", sql);
}

std::string SqlWriter::cleaned(std::string_view name) const {
  const auto column = store::quoted(name);
  const auto codes = unknown_codes(name);
  if (codes.empty()) return column;
  if (codes.size() == 1) return fmt::format("nullif({}, {})", column, store::literal(codes.front()));
  return fmt::format("(case when {} then null else {} end)", in_list(column, codes), column);
}

std::string SqlWriter::truth(const Expression& e) const { return face(e, true); }
std::string SqlWriter::falsity(const Expression& e) const { return face(e, false); }

std::string SqlWriter::face(const Expression& e, bool wanted) const {
  switch (e.op) {
    case Op::literal: {
      const auto* truth_value = std::get_if<bool>(&e.literal);
      return truth_value != nullptr && *truth_value == wanted ? "true" : "false";
    }
    case Op::variable: return either(wanted, store::quoted(e.name), "(not {})");
    case Op::cohort: return either(wanted, cohort_column(e.name), "(not {})");
    case Op::negate: return face(*e.arguments[0], !wanted);
    case Op::all_of: return joined(e, wanted, wanted ? " and " : " or ");
    case Op::any_of: return joined(e, wanted, wanted ? " or " : " and ");
    case Op::one_of: return one_of(e, wanted);
    case Op::is_unknown: return wanted ? unknown(*e.arguments[0]) : known(*e.arguments[0]);
    case Op::is_known: return wanted ? known(*e.arguments[0]) : unknown(*e.arguments[0]);
    case Op::choose: return chosen(e, wanted);
    case Op::first_known: return either(wanted, three_valued(e), "(not {})");
    default: return compared(e, wanted);
  }
}

std::string SqlWriter::joined(const Expression& e, bool wanted, std::string_view word) const {
  std::vector<std::string> parts;
  for (const auto& argument : e.arguments) parts.push_back(face(*argument, wanted));
  return parts.size() == 1 ? parts.front() : fmt::format("({})", joined_list(parts, word));
}

// The variable holds one of the codes (wanted), or a known other one.
std::string SqlWriter::coded(const Expression& variable, const std::vector<std::string>& codes, bool wanted) const {
  const auto column = store::quoted(variable.name);
  const auto unknown = unknown_codes(variable.name);
  std::vector<std::string> list;
  for (const auto& code : codes) {
    if (std::find(unknown.begin(), unknown.end(), code) == unknown.end()) list.push_back(code);
  }
  if (wanted) return list.empty() ? "false" : fmt::format("({})", in_list(column, list));
  list.insert(list.begin(), "");
  list.insert(list.end(), unknown.begin(), unknown.end());
  return fmt::format("(not ({}))", in_list(column, list));
}

std::string SqlWriter::durations(const Expression& a, const Expression& b, std::string_view sign) const {
  const auto left = value(a);
  const auto right = value(b);
  if (left.micros > 0 && right.micros == left.micros) return fmt::format("({} {} {})", left.sql, sign, right.sql);
  if (const auto seconds = literal_seconds(b); seconds && left.micros > 0) {
    if (const auto whole = whole_in(*seconds, left.micros)) return fmt::format("({} {} {})", left.sql, sign, *whole);
  }
  if (const auto seconds = literal_seconds(a); seconds && right.micros > 0) {
    if (const auto whole = whole_in(*seconds, right.micros)) return fmt::format("({} {} {})", *whole, sign, right.sql);
  }
  return fmt::format("({} {} {})", as_seconds(left), sign, as_seconds(right));
}

std::string SqlWriter::compared(const Expression& e, bool wanted) const {
  const auto& a = *e.arguments[0];
  const auto& b = *e.arguments[1];
  const Op op = wanted ? e.op : opposite(e.op);
  const bool equality = op == Op::equal || op == Op::not_equal;
  if (equality && is_word(a.kind) && a.op == Op::variable && b.op == Op::literal) {
    return coded(a, {std::get<std::string>(b.literal)}, op == Op::equal);
  }
  if (equality && is_word(b.kind) && b.op == Op::variable && a.op == Op::literal) {
    return coded(b, {std::get<std::string>(a.literal)}, op == Op::equal);
  }
  if (a.kind == ValueKind::duration || b.kind == ValueKind::duration) return durations(a, b, sign_of(op));
  return fmt::format("({} {} {})", plain(a), sign_of(op), plain(b));
}

std::string SqlWriter::one_of(const Expression& e, bool wanted) const {
  const auto& asked = *e.arguments[0];
  std::vector<std::string> codes;
  std::vector<std::string> values;
  bool literal_words = is_word(asked.kind) && asked.op == Op::variable;
  for (std::size_t i = 1; i < e.arguments.size(); ++i) {
    const auto& argument = *e.arguments[i];
    const auto* text = argument.op == Op::literal ? std::get_if<std::string>(&argument.literal) : nullptr;
    if (text == nullptr)
      literal_words = false;
    else
      codes.push_back(*text);
    values.push_back(plain(argument));
  }
  if (literal_words) return coded(asked, codes, wanted);
  if (values.empty()) return wanted ? "false" : known(asked);
  return fmt::format("({} {} ({}))", plain(asked), wanted ? "in" : "not in", joined_list(values, ", "));
}

std::string SqlWriter::chosen(const Expression& e, bool wanted) const {
  const auto& condition = *e.arguments[0];
  return fmt::format("(({} and {}) or ({} and {}))", truth(condition), face(*e.arguments[1], wanted),
                     falsity(condition), face(*e.arguments[2], wanted));
}

std::string SqlWriter::unknown(const Expression& e) const {
  if (e.op == Op::literal) return base::is_missing(e.literal) ? "true" : "false";
  if (e.op == Op::is_unknown || e.op == Op::is_known || e.op == Op::cohort) return "false";
  if (e.op == Op::negate) return unknown(*e.arguments[0]);
  if (e.op == Op::variable) return unknown_variable(e.name);
  if (e.kind != ValueKind::logic) return fmt::format("{} is null", value(e).sql);
  const auto is_literal = [](const auto& part) { return part->op == Op::literal; };
  const bool one_variable = (e.arguments.size() == 2 || e.op == Op::one_of) && e.arguments[0]->op == Op::variable &&
                            std::all_of(e.arguments.begin() + 1, e.arguments.end(), is_literal);
  if (one_variable) return unknown_variable(e.arguments[0]->name);
  return fmt::format("(not {} and not {})", settled(e, true), settled(e, false));
}

std::string SqlWriter::known(const Expression& e) const {
  if (e.op == Op::variable) return known_variable(e.name);
  return fmt::format("(not {})", unknown(e));
}

std::string SqlWriter::three_valued(const Expression& e) const {
  if (e.op == Op::first_known) return listed(e, "coalesce");
  return fmt::format("(case when {} then true when {} then false end)", truth(e), falsity(e));
}

SqlValue SqlWriter::variable(const Expression& e) const {
  const auto* variable = register_.find(e.name);
  if (const auto* known = duration(e.name)) return {store::quoted(e.name), known->micros, known->distance};
  const bool derived = variable != nullptr && variable->derived.has_value();
  if (e.kind == ValueKind::duration && variable != nullptr && !derived) {
    const double seconds = catalog::seconds_in(variable->measure);
    return {fmt::format("({} * {})", store::quoted(e.name), real(seconds))};
  }
  return {cleaned(e.name)};
}

SqlValue SqlWriter::elapsed(const Expression& e) const {
  const auto from = value(*e.arguments[0]).sql;
  const auto to = value(*e.arguments[1]).sql;
  std::optional<Distance> distance;
  if (is_stored(*e.arguments[0]) && is_stored(*e.arguments[1])) distance = Distance{to, from};
  if (e.arguments[0]->kind == ValueKind::date) return {fmt::format("({} - {})", to, from), kMicrosPerDay, distance};
  return {store::microseconds_between(dialect_, from, to), 1, distance};
}

SqlValue SqlWriter::value(const Expression& e) const {
  switch (e.op) {
    case Op::literal: return {sql_literal(e.literal)};
    case Op::variable: return variable(e);
    case Op::elapsed: return elapsed(e);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide: return {calculated(e)};
    case Op::year_of:
    case Op::month_of:
    case Op::weekday_of:
    case Op::hour_of:
    case Op::date_of: return {calendar(e)};
    case Op::earliest: return {listed(e, "least")};
    case Op::latest: return {listed(e, "greatest")};
    case Op::first_known:
      if (e.kind != ValueKind::logic) return {listed(e, "coalesce")};
      return {three_valued(e)};
    case Op::choose:
      if (e.kind == ValueKind::logic) return {three_valued(e)};
      return {fmt::format("(case when {} then {} when {} then {} end)", truth(*e.arguments[0]), plain(*e.arguments[1]),
                          falsity(*e.arguments[0]), plain(*e.arguments[2]))};
    default: return {three_valued(e)};
  }
}

std::string SqlWriter::plain(const Expression& e) const { return as_seconds(value(e)); }

std::string SqlWriter::calculated(const Expression& e) const {
  const auto a = plain(*e.arguments[0]);
  const auto b = plain(*e.arguments[1]);
  if (e.op == Op::divide)
    return fmt::format("(cast({} as double precision) / nullif(cast({} as double precision), 0))", a, b);
  const char sign = e.op == Op::add ? '+' : e.op == Op::subtract ? '-' : '*';
  return fmt::format("({} {} {})", a, sign, b);
}

// Times are UTC without a zone; a calendar part is that of the register's local time.
std::string SqlWriter::calendar(const Expression& e) const {
  auto inner = value(*e.arguments[0]).sql;
  if (e.arguments[0]->kind == ValueKind::time) {
    inner = fmt::format("timezone({}, timezone('UTC', {}))", store::literal(register_.time_zone), inner);
  }
  if (e.op == Op::date_of) return fmt::format("cast({} as date)", inner);
  const std::string_view part = e.op == Op::year_of    ? "year"
                                : e.op == Op::month_of ? "month"
                                : e.op == Op::hour_of  ? "hour"
                                                       : "isodow";
  return fmt::format("cast(extract({} from {}) as bigint)", part, inner);
}

std::string SqlWriter::listed(const Expression& e, std::string_view function) const {
  std::vector<std::string> parts;
  for (const auto& argument : e.arguments) parts.push_back(plain(*argument));
  return fmt::format("{}({})", function, joined_list(parts, ", "));
}

}  // namespace kjede::measure
