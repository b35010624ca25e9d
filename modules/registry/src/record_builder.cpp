#include "record_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "kjede/registry/codes.hpp"
#include "kjede/registry/identifier.hpp"

namespace kjede::registry {
namespace {

base::Result<std::shared_ptr<ZoneCache>> zone_named(const std::string& name) {
  const auto zone = base::TimeZone::find(name);
  if (!zone)
    return base::fail(codes::mapping_value, fmt::format("there is no time zone '{}'", name),
                      "write an IANA name such as Europe/Oslo");
  return std::make_shared<ZoneCache>(*zone);
}

}  // namespace

std::string canonical_text(const base::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  if (const auto* date = std::get_if<base::Date>(&value)) return base::to_string(*date);
  if (const auto* time = std::get_if<base::Instant>(&value)) return base::to_string(*time);
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "yes" : "no";
  return {};
}

RecordBuilder::RecordBuilder(const catalog::Catalog& catalog, const catalog::Register& reg, const Mapping* mapping,
                             bool test_persons)
    : catalog_(&catalog), reg_(&reg), mapping_(mapping), test_persons_(test_persons) {
  for (std::size_t v = 0; v < reg.variables.size(); ++v) {
    const auto& variable = reg.variables[v];
    if (variable.name == reg.date) date_variable_ = v;
    if (variable.derived) continue;
    if (variable.type == catalog::VariableType::unit) unit_variables_.push_back(v);
    if (variable.required || variable.name == reg.key || variable.name == reg.date) required_.push_back(v);
  }
  for (const auto& rule : reg.rules) rules_.push_back({&rule, catalog::CompiledExpression(*rule.holds, reg)});
}

base::Result<RecordBuilder> RecordBuilder::make(const catalog::Catalog& catalog, const catalog::Register& reg,
                                                Binding binding, const Mapping* mapping, text::DecimalMark decimal,
                                                bool test_persons) {
  RecordBuilder builder(catalog, reg, mapping, test_persons);
  KJEDE_ASSIGN(builder.zone_, zone_named(reg.time_zone.empty() ? "UTC" : reg.time_zone));
  for (auto& column : binding.columns) KJEDE_TRY(builder.add_field(std::move(column), decimal));
  builder.identifier_ = std::move(binding.identifier);
  builder.name_ = std::move(binding.name);
  builder.keep_ = std::move(binding.keep);
  return builder;
}

base::Result<void> RecordBuilder::add_field(BoundColumn column, text::DecimalMark decimal) {
  const auto& variable = reg_->variables[column.variable];
  const ColumnRule* rule = column.rule;
  ConverterOptions options;
  options.decimal = decimal;
  options.zone = zone_;
  options.warn_of_persons = !reg_->rejects_person_numbers;
  if (mapping_ != nullptr) {
    std::optional<std::string> format =
        rule != nullptr && rule->time_format ? rule->time_format : mapping_->time_format;
    std::optional<std::string> zone = rule != nullptr && rule->time_zone ? rule->time_zone : mapping_->time_zone;
    std::string why;
    if (format) options.time_format = TimeFormat::compile(*format, why);
    if (zone) {
      KJEDE_ASSIGN(options.zone, zone_named(*zone));
    }
    if (mapping_->decimal != text::DecimalMark::none_seen) options.decimal = mapping_->decimal;
    if (rule != nullptr && rule->decimal != text::DecimalMark::none_seen) options.decimal = rule->decimal;
    if (rule != nullptr) options.scale = rule->scale;
  } else if (decimal == text::DecimalMark::point) {
    options.decimal = text::DecimalMark::none_seen;  // what the first rows look like does not bind the rest
  }
  if (variable.name == reg_->key) key_field_ = fields_.size();
  fields_.push_back({std::move(column), Converter(variable, catalog_->units, std::move(options))});
  return {};
}

bool RecordBuilder::passed_over(const SourceRow& row) const {
  return !std::all_of(keep_.begin(), keep_.end(),
                      [&](const BoundCondition& condition) { return condition.holds(row); });
}

void RecordBuilder::fill(Field& field, const SourceRow& row, base::Value& out, Problems& problems) {
  const std::string_view text = field.column.plan.text(row);
  out = std::monostate();
  if (text.empty()) return;
  if (field.column.age_at) return whole_years(field, row, text, out, problems);
  field.converter.convert(text, out, problems);
  if (field.column.plus && !base::is_missing(out)) add_offset(field, row, out, problems);
}

void RecordBuilder::add_offset(const Field& field, const SourceRow& row, base::Value& out, Problems& problems) {
  const std::string_view text = row.cells[*field.column.plus];
  auto* time = std::get_if<base::Instant>(&out);
  double amount = 0;
  const bool read =
      !text.empty() && std::from_chars(text.data(), text.data() + text.size(), amount).ptr == text.data() + text.size();
  if (time != nullptr && read && std::abs(amount) < 1e9) {
    *time += base::Duration(std::llround(amount * field.column.rule->plus_seconds * 1e6));
    return;
  }
  out = std::monostate();
  if (text.empty()) return;
  problems.push_back({&codes::not_a_number,
                      field.converter.variable().name,
                      value_class(text),
                      {"det som legges til tidspunktet, er ikke et tall", "what is added to the time is not a number"},
                      {"sjekk «plus» i mappingen", "check 'plus' in the mapping"},
                      false});
}

void RecordBuilder::whole_years(Field& field, const SourceRow& row, std::string_view from, base::Value& out,
                                Problems& problems) {
  const auto date_of = [](std::string_view text) -> std::optional<std::chrono::year_month_day> {
    const ParsedTime parsed = parse_common_time(text);
    if (parsed.fault != TimeFault::none) return std::nullopt;
    return std::chrono::year_month_day(
        std::chrono::floor<std::chrono::days>(base::Instant(parsed.wall.local.time_since_epoch())));
  };
  const auto birth = date_of(from);
  const auto day = date_of(row.cells[*field.column.age_at]);
  if (!birth || !day) {
    if (!row.cells[*field.column.age_at].empty()) {
      problems.push_back({&codes::date_format,
                          field.converter.variable().name,
                          value_class(from),
                          {"en alder trenger to datoer", "an age needs two dates"},
                          {"sjekk «age at» i mappingen", "check 'age at' in the mapping"},
                          false});
    }
    return;
  }
  const bool had_birthday = std::pair(day->month(), day->day()) >= std::pair(birth->month(), birth->day());
  const int years = int(day->year()) - int(birth->year()) - (had_birthday ? 0 : 1);
  field.converter.convert(fmt::format("{}", years), out, problems);
}

void RecordBuilder::check_required(std::span<const base::Value> record, Problems& problems) const {
  for (const auto v : required_) {
    if (!base::is_missing(record[v])) continue;
    const std::string& name = reg_->variables[v].name;
    const bool told =
        std::any_of(problems.begin(), problems.end(), [&](const Problem& p) { return p.field == name && !p.warning; });
    if (!told)
      problems.push_back({&codes::value_missing,
                          name,
                          value_class({}),
                          {"registeret krever en verdi", "the register requires a value"},
                          {"fyll den inn i kilden", "fill it in at the source"},
                          false});
  }
}

void RecordBuilder::check_units(std::span<const base::Value> record, base::Date day, Problems& problems) const {
  for (const auto v : unit_variables_) {
    const auto* id = std::get_if<std::string>(&record[v]);
    const catalog::Unit* unit = id != nullptr ? catalog_->units.find(*id) : nullptr;
    if (unit == nullptr) continue;
    const bool early = unit->opened && day < *unit->opened;
    if (!early && !(unit->closed && day > *unit->closed)) continue;
    const auto since = base::to_string(early ? *unit->opened : *unit->closed);
    problems.push_back({&codes::closed_unit,
                        reg_->variables[v].name,
                        {fmt::format("enheten «{}»", unit->id), fmt::format("unit '{}'", unit->id)},
                        early ? catalog::Label{fmt::format("åpnet {}, etter postens dag", since),
                                               fmt::format("opened {}, after the record's day", since)}
                              : catalog::Label{fmt::format("stengt {}, før postens dag", since),
                                               fmt::format("closed {}, before the record's day", since)},
                        {"bruk enheten som var åpen den dagen", "use the unit that was open that day"},
                        false});
  }
}

void RecordBuilder::check_person(const SourceRow& row, BuiltRecord& built, Problems& problems) {
  built.identifier.clear();
  built.name.clear();
  if (!identifier_) return;
  const std::string_view text = identifier_->text(row);
  if (text.empty()) return;
  built.identifier = normalise_identifier(text);
  if (name_) built.name = name_->text(row);
  const auto verdict = check_identifier(built.identifier);
  const auto tell = [&](const base::Code& code, catalog::Label reason, catalog::Label advice, bool warning) {
    problems.push_back(
        {&code, reg_->identifier, value_class(built.identifier), std::move(reason), std::move(advice), warning});
  };
  if (!verdict.valid()) {
    problems.push_back(identifier_problem(verdict, reg_->identifier, built.identifier));
    return;
  }
  if (verdict.synthetic && !test_persons_) {
    return tell(codes::test_identifier,
                {"nummeret til en testperson i et register over virkelige personer",
                 "a test person's number in a register of real persons"},
                {"utelat testpersoner, eller sett «test persons: yes» i registeret",
                 "leave test persons out, or set 'test persons: yes' in the register"},
                false);
  }
  if (verdict.legacy_h)
    tell(codes::legacy_h_number,
         {"et H-nummer med kontrollsifrene til nummeret uten merket",
          "an H-number with the check digits of the number without its mark"},
         {"be kilden rette det", "ask the source to correct it"}, true);
}

void RecordBuilder::check_rules(std::span<const base::Value> record, Problems& problems) const {
  for (const auto& rule : rules_) {
    if (rule.holds.truth(record) != catalog::Truth::no) continue;
    const auto& label = rule.rule->message;
    problems.push_back({&codes::rule_broken,
                        "",
                        {fmt::format("regelen «{}»", rule.rule->id), fmt::format("rule '{}'", rule.rule->id)},
                        {label.nb.empty() ? label.en : label.nb, label.en.empty() ? label.nb : label.en},
                        {"rett verdiene i kilden", "correct the values at the source"},
                        !rule.rule->rejects});
  }
}

RowOutcome RecordBuilder::build(const SourceRow& row, std::span<base::Value> record, BuiltRecord& built,
                                Problems& problems) {
  problems.clear();
  if (row.problem) {
    problems.push_back(unreadable(*row.problem));
    return RowOutcome::rejected;
  }
  if (!keep_.empty() && passed_over(row)) return RowOutcome::passed_over;
  for (auto& field : fields_) fill(field, row, record[field.column.variable], problems);
  check_required(record, problems);
  check_person(row, built, problems);
  const auto& day = record[date_variable_];
  if (const auto* date = std::get_if<base::Date>(&day))
    built.event_date = *date;
  else if (const auto* time = std::get_if<base::Instant>(&day))
    built.event_date = zone_->local_date(*time);
  if (!base::is_missing(day)) check_units(record, built.event_date, problems);
  check_rules(record, problems);
  const bool rejected = std::any_of(problems.begin(), problems.end(), [](const Problem& p) { return !p.warning; });
  return rejected ? RowOutcome::rejected : RowOutcome::good;
}

std::string RecordBuilder::key(const SourceRow& row) {
  if (row.problem || (!keep_.empty() && passed_over(row))) return {};
  base::Value value;
  Problems problems;
  fill(fields_[key_field_], row, value, problems);
  return canonical_text(value);
}

}  // namespace kjede::registry
