#include "kjede/catalog/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "kjede/catalog/print.hpp"

namespace kjede::catalog {
namespace {

// A cell of a markdown table: one line, no bars.
std::string cell(std::string_view text) {
  std::string clean;
  for (const char c : text) {
    if (c == '|') clean += "\\|";
    else clean += c == '\n' ? ' ' : c;
  }
  while (clean.ends_with(' ')) clean.pop_back();
  return clean;
}

class Page {
 public:
  Page(const Catalog& catalog, Language language) : catalog_(catalog), language_(language) {}

  std::string write() {
    line("# Catalog reference\n\nMade from the definitions of “{}”, version {}, by `kjede reference catalog`; do not edit.\n", catalog_.name, catalog_.version);
    contents();
    for (const auto& reg : catalog_.registers) write(reg);
    units();
    return std::move(text_);
  }

 private:
  template <class... Values>
  void line(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
    text_ += '\n';
  }

  const std::string& say(const Label& label) const { return in(language_, label); }

  void contents() {
    line("| indicator | name | register | kind | levels | goal |\n|---|---|---|---|---|---|");
    for (const auto& indicator : catalog_.indicators) {
      line("| [{0}](#{0}) | {1} | {2} | {3} | {4} | {5} |", indicator.id, cell(say(indicator.name)), indicator.register_id, to_string(indicator.kind),
           fmt::join(indicator.levels, ", "), indicator.goal ? cell(in_words(*indicator.goal, language_)) : "");
    }
    line("");
  }

  void write(const Register& reg) {
    line("## {}\n\nRegister `{}`. One record per `{}`; its period is decided by `{}` ({}).{}\n", say(reg.name), reg.id, reg.key, reg.date, reg.time_zone,
         reg.counted ? " Rows are already counted." : "");
    variables(reg);
    rules(reg);
    cohorts(reg);
    for (const auto& indicator : catalog_.indicators) {
      if (indicator.register_id == reg.id) write(indicator);
    }
    analyses(reg);
  }

  void variables(const Register& reg) {
    line("### Variables of {}\n\n| variable | label | type | values | source | Utstein |\n|---|---|---|---|---|---|", reg.id);
    for (const auto& variable : reg.variables) {
      line("| `{}`{} | {} | {} | {} | {} | {} |", variable.name, variable.required ? " *" : "", cell(say(variable.label)),
           variable.derived ? "derived" : to_string(variable.type), cell(values(variable, reg)), variable.source, cell(variable.utstein));
    }
    line("\n\\* required\n");
  }

  std::string values(const Variable& variable, const Register& reg) const {
    if (variable.derived) return derived(variable, reg);
    if (variable.type == VariableType::unit) return variable.unit_kind;
    std::string text;
    for (const auto& code : variable.codes) text += fmt::format("{}`{}` {}", text.empty() ? "" : ", ", code.code, code.unknown ? "(unknown)" : say(code.name));
    if (variable.min || variable.max) {
      text = fmt::format("{}..{}", variable.min ? fmt::format("{}", *variable.min) : "", variable.max ? fmt::format("{}", *variable.max) : "");
    }
    return variable.measure.empty() ? text : fmt::format("{}{}{}", text, text.empty() ? "" : " ", variable.measure);
  }

  std::string derived(const Variable& variable, const Register& reg) const {
    const auto& from = *variable.derived;
    switch (from.form) {
      case Derived::Form::expression: return in_words(*from.expression, catalog_, reg, language_);
      case Derived::Form::time_to_next:
        return fmt::format("time from `{}` to the next record's `{}` within {}, ordered by {}", from.from, from.next, fmt::join(from.within, ", "), fmt::join(from.order, ", "));
      case Derived::Form::rank: break;
    }
    return fmt::format("place within {}, ordered by {}", fmt::join(from.within, ", "), fmt::join(from.order, ", "));
  }

  void rules(const Register& reg) {
    if (reg.rules.empty()) return;
    line("### Rules of {}\n\n| rule | must hold | otherwise | message |\n|---|---|---|---|", reg.id);
    for (const auto& rule : reg.rules) {
      line("| `{}` | {} | {} | {} |", rule.id, cell(in_words(*rule.holds, catalog_, reg, language_)), rule.rejects ? "rejected" : "warned", cell(say(rule.message)));
    }
    line("");
  }

  void cohorts(const Register& reg) {
    line("### Cohorts of {}\n\n| cohort | name | who |\n|---|---|---|", reg.id);
    for (const auto& cohort : catalog_.cohorts) {
      if (cohort.register_id == reg.id) line("| `{}` | {} | {} |", cohort.id, cell(say(cohort.name)), cell(in_words(cohort, catalog_, language_)));
    }
    line("");
  }

  void write(const Indicator& indicator) {
    line("### {}\n\n**{}**{}\n", indicator.id, say(indicator.name), indicator.role == IndicatorRole::background ? " (background)" : "");
    if (const auto& description = say(indicator.description); !description.empty()) line("{}\n", cell(description));
    line("{}\n", in_words(indicator, catalog_, language_));
    line("- unit: `{}`; levels: {}{}", indicator.unit_variable, fmt::join(indicator.levels, ", "), indicator.groups.empty() ? "" : fmt::format("; groups: {}", fmt::join(indicator.groups, ", ")));
    if (!indicator.source.empty()) line("- source: {}", cell(indicator.source));
    line("- definition: `{}`\n", indicator.hash);
  }

  void analyses(const Register& reg) {
    const auto belongs = [&](const Analysis& analysis) { return analysis.register_id == reg.id; };
    if (std::none_of(catalog_.analyses.begin(), catalog_.analyses.end(), belongs)) return;
    line("### Analyses of {}\n\n| analysis | name | among | source |\n|---|---|---|---|", reg.id);
    for (const auto& analysis : catalog_.analyses) {
      if (!belongs(analysis)) continue;
      line("| `{}` | {} | {} | {} |", analysis.id, cell(say(analysis.name)),
           analysis.cohort ? cell(in_words(*analysis.cohort->expression, catalog_, reg, language_)) : cell(fmt::format("{}", fmt::join(analysis.cohorts, ", "))), cell(analysis.source));
    }
    line("");
  }

  void units() {
    std::map<std::string, std::size_t> count;
    for (const auto& unit : catalog_.units.all()) ++count[unit.kind];
    line("## Units\n\n| kind | name | units |\n|---|---|---|");
    for (const auto& kind : catalog_.units.kinds()) line("| `{}` | {} | {} |", kind.id, cell(say(kind.plural)), count[kind.id]);
    if (catalog_.unit_attributes.empty()) return;
    line("\n| attribute | name | values |\n|---|---|---|");
    for (const auto& attribute : catalog_.unit_attributes) {
      std::string values;
      for (const auto& value : attribute.values) values += fmt::format("{}`{}` {}", values.empty() ? "" : ", ", value.code, say(value.name));
      line("| `{}` | {} | {} |", attribute.id, cell(say(attribute.name)), cell(values));
    }
  }

  const Catalog& catalog_;
  Language language_;
  std::string text_;
};

}  // namespace

std::string reference_page(const Catalog& catalog, Language language) { return Page(catalog, language).write(); }

}  // namespace kjede::catalog
