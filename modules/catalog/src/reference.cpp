#include "kjede/catalog/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "kjede/catalog/print.hpp"

namespace kjede::catalog {
namespace {

// The page's own words.
struct Headings {
  std::string_view title, contents, one_record, counted, variables, required, rules, cohorts, background, unit, levels,
      groups, source, definition, analyses, units, attributes, derived, unknown, rejected, warned, next_time,
      next_record, within, ordered, place;
};

constexpr Headings norwegian{
    .title =
        "# Katalogreferanse\n\nLaget av definisjonene «{}», versjon {}, med `kjede reference catalog`; ikke rediger.\n",
    .contents = "| indikator | navn | register | art | nivåer | mål |",
    .one_record = "Register `{}`. Én post per `{}`; perioden bestemmes av `{}` ({}).{}\n",
    .counted = " Radene er ferdig talt.",
    .variables = "Variabler i {}\n\n| variabel | navn | type | verdier | kilde | Utstein |",
    .required = "påkrevd",
    .rules = "Regler i {}\n\n| regel | må gjelde | ellers | melding |",
    .cohorts = "Utvalg i {}\n\n| utvalg | navn | hvem |",
    .background = "bakgrunnstall",
    .unit = "enhet",
    .levels = "nivåer",
    .groups = "grupper",
    .source = "kilde",
    .definition = "definisjon",
    .analyses = "Analyser i {}\n\n| analyse | navn | blant | kilde |",
    .units = "## Enheter\n\n| art | navn | antall |",
    .attributes = "\n| egenskap | navn | verdier |",
    .derived = "avledet",
    .unknown = "ukjent",
    .rejected = "avvises",
    .warned = "varsles",
    .next_time = "tid fra",
    .next_record = "til neste posts",
    .within = "innen",
    .ordered = "ordnet etter",
    .place = "nummer"};

constexpr Headings english{.title =
                               "# Catalog reference\n\nMade from the definitions of “{}”, version {}, by `kjede "
                               "reference catalog`; do not edit.\n",
                           .contents = "| indicator | name | register | kind | levels | goal |",
                           .one_record = "Register `{}`. One record per `{}`; its period is decided by `{}` ({}).{}\n",
                           .counted = " Rows are already counted.",
                           .variables = "Variables of {}\n\n| variable | label | type | values | source | Utstein |",
                           .required = "required",
                           .rules = "Rules of {}\n\n| rule | must hold | otherwise | message |",
                           .cohorts = "Cohorts of {}\n\n| cohort | name | who |",
                           .background = "background",
                           .unit = "unit",
                           .levels = "levels",
                           .groups = "groups",
                           .source = "source",
                           .definition = "definition",
                           .analyses = "Analyses of {}\n\n| analysis | name | among | source |",
                           .units = "## Units\n\n| kind | name | units |",
                           .attributes = "\n| attribute | name | values |",
                           .derived = "derived",
                           .unknown = "unknown",
                           .rejected = "rejected",
                           .warned = "warned",
                           .next_time = "time from",
                           .next_record = "to the next record's",
                           .within = "within",
                           .ordered = "ordered by",
                           .place = "place"};

// A cell of a markdown table: one line, no bars.
std::string cell(std::string_view text) {
  std::string clean;
  for (const char c : text) {
    if (c == '|')
      clean += "\\|";
    else
      clean += c == '\n' ? ' ' : c;
  }
  while (clean.ends_with(' ')) clean.pop_back();
  return clean;
}

class Page {
 public:
  Page(const Catalog& catalog, Language language)
      : catalog_(catalog), language_(language), words_(language == Language::nb ? norwegian : english) {}

  std::string write() {
    line(fmt::runtime(words_.title), catalog_.name, catalog_.version);
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
    line("{}\n|---|---|---|---|---|---|", words_.contents);
    for (const auto& indicator : catalog_.indicators) {
      line("| [{0}](#{0}) | {1} | {2} | {3} | {4} | {5} |", indicator.id, cell(say(indicator.name)),
           indicator.register_id, to_string(indicator.kind), fmt::join(indicator.levels, ", "),
           indicator.goal ? cell(in_words(*indicator.goal, language_)) : "");
    }
    line("");
  }

  void write(const Register& reg) {
    line("## {}\n", say(reg.name));
    line(fmt::runtime(words_.one_record), reg.id, reg.key, reg.date, reg.time_zone,
         reg.counted ? words_.counted : std::string_view());
    variables(reg);
    rules(reg);
    cohorts(reg);
    for (const auto& indicator : catalog_.indicators) {
      if (indicator.register_id == reg.id) write(indicator);
    }
    analyses(reg);
  }

  void variables(const Register& reg) {
    line("### {}\n|---|---|---|---|---|---|", fmt::format(fmt::runtime(words_.variables), reg.id));
    for (const auto& variable : reg.variables) {
      line("| `{}`{} | {} | {} | {} | {} | {} |", variable.name, variable.required ? " *" : "",
           cell(say(variable.label)), variable.derived ? words_.derived : to_string(variable.type),
           cell(values(variable, reg)), variable.source, cell(variable.utstein));
    }
    line("\n\\* {}\n", words_.required);
  }

  std::string values(const Variable& variable, const Register& reg) const {
    if (variable.derived) return derived(variable, reg);
    if (variable.type == VariableType::unit) return variable.unit_kind;
    std::string text;
    for (const auto& code : variable.codes)
      text += fmt::format("{}`{}` {}", text.empty() ? "" : ", ", code.code,
                          code.unknown ? fmt::format("({})", words_.unknown) : say(code.name));
    if (variable.min || variable.max) {
      text = fmt::format("{}..{}", variable.min ? fmt::format("{}", *variable.min) : "",
                         variable.max ? fmt::format("{}", *variable.max) : "");
    }
    return variable.measure.empty() ? text : fmt::format("{}{}{}", text, text.empty() ? "" : " ", variable.measure);
  }

  std::string derived(const Variable& variable, const Register& reg) const {
    const auto& from = *variable.derived;
    switch (from.form) {
      case Derived::Form::expression: return in_words(*from.expression, catalog_, reg, language_);
      case Derived::Form::time_to_next:
        return fmt::format("{} `{}` {} `{}` {} {}, {} {}", words_.next_time, from.from, words_.next_record, from.next,
                           words_.within, fmt::join(from.within, ", "), words_.ordered, fmt::join(from.order, ", "));
      case Derived::Form::rank: break;
    }
    return fmt::format("{} {} {}, {} {}", words_.place, words_.within, fmt::join(from.within, ", "), words_.ordered,
                       fmt::join(from.order, ", "));
  }

  void rules(const Register& reg) {
    if (reg.rules.empty()) return;
    line("### {}\n|---|---|---|---|", fmt::format(fmt::runtime(words_.rules), reg.id));
    for (const auto& rule : reg.rules) {
      line("| `{}` | {} | {} | {} |", rule.id, cell(in_words(*rule.holds, catalog_, reg, language_)),
           rule.rejects ? words_.rejected : words_.warned, cell(say(rule.message)));
    }
    line("");
  }

  void cohorts(const Register& reg) {
    line("### {}\n|---|---|---|", fmt::format(fmt::runtime(words_.cohorts), reg.id));
    for (const auto& cohort : catalog_.cohorts) {
      if (cohort.register_id == reg.id)
        line("| `{}` | {} | {} |", cohort.id, cell(say(cohort.name)), cell(in_words(cohort, catalog_, language_)));
    }
    line("");
  }

  void write(const Indicator& indicator) {
    line("### {}\n\n**{}**{}\n", indicator.id, say(indicator.name),
         indicator.role == IndicatorRole::background ? fmt::format(" ({})", words_.background) : "");
    if (const auto& description = say(indicator.description); !description.empty()) line("{}\n", cell(description));
    line("{}\n", in_words(indicator, catalog_, language_));
    line("- {}: `{}`; {}: {}{}", words_.unit, indicator.unit_variable, words_.levels, fmt::join(indicator.levels, ", "),
         indicator.groups.empty() ? "" : fmt::format("; {}: {}", words_.groups, fmt::join(indicator.groups, ", ")));
    if (!indicator.source.empty()) line("- {}: {}", words_.source, cell(indicator.source));
    line("- {}: `{}`\n", words_.definition, indicator.hash);
  }

  void analyses(const Register& reg) {
    const auto belongs = [&](const Analysis& analysis) { return analysis.register_id == reg.id; };
    if (std::none_of(catalog_.analyses.begin(), catalog_.analyses.end(), belongs)) return;
    line("### {}\n|---|---|---|---|", fmt::format(fmt::runtime(words_.analyses), reg.id));
    for (const auto& analysis : catalog_.analyses) {
      if (!belongs(analysis)) continue;
      line("| `{}` | {} | {} | {} |", analysis.id, cell(say(analysis.name)),
           analysis.cohort ? cell(in_words(*analysis.cohort->expression, catalog_, reg, language_))
                           : cell(fmt::format("{}", fmt::join(analysis.cohorts, ", "))),
           cell(analysis.source));
    }
    line("");
  }

  void units() {
    std::map<std::string, std::size_t> count;
    for (const auto& unit : catalog_.units.all()) ++count[unit.kind];
    line("{}\n|---|---|---|", words_.units);
    for (const auto& kind : catalog_.units.kinds())
      line("| `{}` | {} | {} |", kind.id, cell(say(kind.plural)), count[kind.id]);
    if (catalog_.unit_attributes.empty()) return;
    line("{}\n|---|---|---|", words_.attributes);
    for (const auto& attribute : catalog_.unit_attributes) {
      std::string values;
      for (const auto& value : attribute.values)
        values += fmt::format("{}`{}` {}", values.empty() ? "" : ", ", value.code, say(value.name));
      line("| `{}` | {} | {} |", attribute.id, cell(say(attribute.name)), cell(values));
    }
  }

  const Catalog& catalog_;
  Language language_;
  const Headings& words_;
  std::string text_;
};

}  // namespace

std::string reference_page(const Catalog& catalog, Language language) { return Page(catalog, language).write(); }

}  // namespace kjede::catalog
