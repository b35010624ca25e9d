#include "converter.hpp"

#include <fast_float/fast_float.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "kjede/registry/codes.hpp"
#include "kjede/registry/identifier.hpp"

namespace kjede::registry {
namespace {

constexpr std::size_t longest_text = 10'000;

std::string lowered(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return low;
}

catalog::Label range_words(const catalog::Variable& v) {
  if (v.min && v.max)
    return {fmt::format("tillatt: {} til {}", *v.min, *v.max), fmt::format("allowed: {} to {}", *v.min, *v.max)};
  if (v.min) return {fmt::format("tillatt: minst {}", *v.min), fmt::format("allowed: at least {}", *v.min)};
  return {fmt::format("tillatt: høyst {}", *v.max), fmt::format("allowed: at most {}", *v.max)};
}

bool perhaps_thousands(std::string_view text) {
  const auto comma = text.find(',');
  return comma != std::string_view::npos && text.size() - comma == 4 && text.find('.') == std::string_view::npos;
}

}  // namespace

void assign_text(base::Value& out, std::string_view text) {
  if (auto* held = std::get_if<std::string>(&out))
    held->assign(text);
  else
    out.emplace<std::string>(text);
}

void Converter::refuse(Problems& problems, const base::Code& code, catalog::Label value_class, catalog::Label reason,
                       catalog::Label advice) const {
  problems.push_back({&code, variable_->name, std::move(value_class), std::move(reason), std::move(advice), false});
}

void Converter::convert(std::string_view value, base::Value& out, Problems& problems) {
  switch (variable_->type) {
    case catalog::VariableType::text: return text(value, out, problems);
    case catalog::VariableType::code: return code(value, out, problems);
    case catalog::VariableType::unit: return unit(value, out, problems);
    case catalog::VariableType::integer: return integer(value, out, problems);
    case catalog::VariableType::number: return number(value, out, problems);
    case catalog::VariableType::date:
    case catalog::VariableType::time: return calendar(value, out, problems);
  }
}

void Converter::text(std::string_view value, base::Value& out, Problems& problems) const {
  const bool control = std::any_of(value.begin(), value.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
  });
  if (value.size() > longest_text || control) {
    return refuse(problems, codes::text_not_allowed, value_class(value),
                  control ? catalog::Label{"et kontrolltegn i teksten", "a control character in the text"}
                          : catalog::Label{fmt::format("lengre enn {} byte", longest_text),
                                           fmt::format("longer than {} bytes", longest_text)},
                  {"forkort eller rens den i kilden", "shorten or clean it in the source"});
  }
  if (holds_identifier(value)) {
    refuse(problems, codes::person_in_text, value_class(value),
           {"teksten har et gyldig identitetsnummer", "the text holds a valid identity number"},
           {"fjern det; identitet hører til i identitetskolonnen",
            "take it out; identity belongs in the identity column"});
    problems.back().warning = options_.warn_of_persons;
    if (!options_.warn_of_persons) return;
  }
  assign_text(out, value);
}

std::optional<std::string> Converter::code_by_label(std::string_view value) const {
  const std::string wanted = lowered(value);
  for (const auto& code : variable_->codes) {
    if (lowered(code.code) == wanted || lowered(code.name.nb) == wanted || lowered(code.name.en) == wanted)
      return code.code;
  }
  return std::nullopt;
}

void Converter::code(std::string_view value, base::Value& out, Problems& problems) {
  for (const auto& code : variable_->codes) {
    if (code.code == value) return assign_text(out, value);
  }
  const auto known = known_labels_.find(value);
  if (known != known_labels_.end()) return assign_text(out, known->second);
  if (const auto by_label = code_by_label(value)) {
    known_labels_.emplace(value, *by_label);
    return assign_text(out, *by_label);
  }
  std::vector<std::string> codes;
  for (const auto& code : variable_->codes) codes.push_back(code.code);
  const auto near = base::nearest(value, codes);
  const auto allowed = fmt::format("{}", fmt::join(codes, ", "));
  refuse(problems, codes::unknown_code, value_class(value),
         {"ikke en av variabelens koder", "not one of the variable's codes"},
         near.empty() ? catalog::Label{fmt::format("tillatt: {}; eller oversett den i en mapping", allowed),
                                       fmt::format("allowed: {}; or translate it in a mapping", allowed)}
                      : catalog::Label{fmt::format("mente du «{}»?", near), fmt::format("did you mean '{}'?", near)});
}

void Converter::unit(std::string_view value, base::Value& out, Problems& problems) {
  auto known = known_units_.find(value);
  if (known == known_units_.end()) {
    if (known_units_.size() > 100'000) known_units_.clear();
    known = known_units_.emplace(value, units_->find_by_name(value, variable_->unit_kind)).first;
  }
  if (known->second != nullptr) return assign_text(out, known->second->id);
  refuse(problems, codes::unknown_unit, value_class(value),
         {fmt::format("ingen {} har dette navnet, nummeret eller aliaset", variable_->unit_kind),
          fmt::format("no {} has this name, number or alias", variable_->unit_kind)},
         {"legg et alias til i katalogen, eller «units» i mappingen",
          "add an alias to the catalog, or 'units' to the mapping"});
}

std::optional<double> Converter::parse_number(std::string_view value, Problems& problems) const {
  using text::DecimalMark;
  std::array<char, 64> digits{};
  const auto not_a_number = [&]() -> std::optional<double> {
    refuse(problems, codes::not_a_number, value_class(value), {"ikke et tall", "not a number"},
           {"skriv sifre med ett desimaltegn og uten mellomrom", "write digits with one decimal mark and no blanks"});
    return std::nullopt;
  };
  const bool comma = value.find(',') != std::string_view::npos;
  const bool point = value.find('.') != std::string_view::npos;
  const bool wrong_mark =
      (options_.decimal == DecimalMark::comma && point) || (options_.decimal == DecimalMark::point && comma);
  if (value.size() >= digits.size() || (comma && point) || wrong_mark) return not_a_number();
  if (options_.decimal != DecimalMark::comma && perhaps_thousands(value)) {
    refuse(problems, codes::thousand_mark, value_class(value),
           {"kommaet kan være et desimaltegn eller et tusenskille", "the comma may be a decimal or a thousand mark"},
           {"oppgi «decimal» i en mapping", "state 'decimal' in a mapping"});
    return std::nullopt;
  }
  const std::size_t skip = value.starts_with('+') ? 1 : 0;
  const auto end =
      std::replace_copy(value.begin() + static_cast<std::ptrdiff_t>(skip), value.end(), digits.begin(), ',', '.');
  double parsed = 0;
  const auto result = fast_float::from_chars(digits.data(), &*end, parsed);
  if (result.ec != std::errc() || result.ptr != &*end || !std::isfinite(parsed)) return not_a_number();
  return parsed * options_.scale;
}

bool Converter::in_range(double value, Problems& problems) const {
  const bool above = variable_->max && value > *variable_->max;
  if (!above && !(variable_->min && value < *variable_->min)) return true;
  refuse(problems, codes::out_of_range,
         above ? catalog::Label{"tall over grensen", "number above range"}
               : catalog::Label{"tall under grensen", "number below range"},
         range_words(*variable_), {"sjekk verdien i kilden", "check the value at its source"});
  return false;
}

void Converter::integer(std::string_view value, base::Value& out, Problems& problems) const {
  std::int64_t whole = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), whole);
  const bool plain = error == std::errc() && end == value.data() + value.size() && options_.scale == 1.0;
  if (!plain) {
    const auto parsed = parse_number(value, problems);
    if (!parsed) return;
    if (*parsed != std::floor(*parsed) || std::abs(*parsed) > 9e15) {
      return refuse(problems, codes::not_a_number, value_class(value), {"ikke et helt tall", "not a whole number"},
                    {"rund av i kilden, hvis det er riktig", "round it at the source, if that is right"});
    }
    whole = static_cast<std::int64_t>(*parsed);
  }
  if (in_range(static_cast<double>(whole), problems)) out = whole;
}

void Converter::number(std::string_view value, base::Value& out, Problems& problems) const {
  const auto parsed = parse_number(value, problems);
  if (parsed && in_range(*parsed, problems)) out = *parsed == 0.0 ? 0.0 : *parsed;  // -0 is 0
}

void Converter::calendar(std::string_view value, base::Value& out, Problems& problems) {
  const ParsedTime parsed = options_.time_format ? options_.time_format->parse(value) : parse_common_time(value);
  const auto fault = [&](const base::Code& code, catalog::Label reason, catalog::Label advice) {
    refuse(problems, code, value_class(value), std::move(reason), std::move(advice));
  };
  if (parsed.fault == TimeFault::not_understood && options_.time_format) {
    return fault(codes::date_format,
                 {fmt::format("ikke på formen {}", options_.time_format->text()),
                  fmt::format("not of the form {}", options_.time_format->text())},
                 {"sjekk «time» i mappingen", "check 'time' in the mapping"});
  }
  if (parsed.fault != TimeFault::none) {
    auto problem = time_problem(parsed.fault, {}, value);
    return fault(*problem.code, std::move(problem.reason), std::move(problem.advice));
  }
  if (variable_->type == catalog::VariableType::date && !parsed.wall.offset) {
    out = std::chrono::floor<std::chrono::days>(base::Instant(parsed.wall.local.time_since_epoch()));
    return;
  }
  if (variable_->type == catalog::VariableType::time && !parsed.has_clock) {
    return fault(
        codes::no_time_of_day, {"en dato uten klokkeslett", "a date without a time of day"},
        {"oppgi klokkeslettet også, eller bruk kolonnen som dato", "give the time too, or map the column to a date"});
  }
  const base::Resolved resolved = options_.zone->resolve(parsed.wall);
  if (resolved.kind == base::LocalKind::nonexistent) {
    return fault(codes::skipped_hour,
                 {fmt::format("klokken i {} hoppet over dette tidspunktet", options_.zone->zone().name()),
                  fmt::format("the clock in {} skipped this time", options_.zone->zone().name())},
                 {"sjekk klokken eller tidssonen i kilden", "check the clock or the time zone of the source"});
  }
  if (resolved.kind == base::LocalKind::ambiguous) {
    fault(codes::repeated_hour,
          {fmt::format("klokken i {} viste dette tidspunktet to ganger; det første er brukt",
                       options_.zone->zone().name()),
           fmt::format("the clock in {} showed this time twice; the first is taken", options_.zone->zone().name())},
          {"eksporter tidspunkter med tidsforskyvning", "export times with their offset"});
    problems.back().warning = true;
  }
  if (variable_->type == catalog::VariableType::time)
    out = resolved.instant;
  else
    out = options_.zone->local_date(resolved.instant);
}

}  // namespace kjede::registry
