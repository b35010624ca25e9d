#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/publish/report.hpp"
#include "kjede/service/plan_compare.hpp"
#include "plan_figures.hpp"
#include "plan_report_figures.hpp"

namespace kjede::service {
namespace {

using planning::Comparison;
using planning::Verdict;
using publish::Block;
using publish::List;
using publish::Paragraph;
using publish::Section;

class Reporter {
 public:
  Reporter(const CompareAnswer& answer, Language language)
      : answer_(answer), result_(answer.result), language_(language), nb_(language == Language::nb) {}

  base::Result<publish::Document> write() {
    publish::Document document;
    document.id = "plan";
    document.language = language_;
    document.date = base::make_date(answer_.area.year, 1, 1);
    document.synthetic = result_.synthetic;
    document.compact = true;
    document.author = "Kjede";
    document.title = nb_ ? "Hva om ambulansene sto et annet sted?" : "What if the ambulances stood elsewhere?";
    document.subtitle = fmt::format(fmt::runtime(say("{}: {} planer sammenlignet", "{}: {} plans compared")),
                                    name(result_.area_name), result_.scenarios.size());
    document.facts = facts();
    document.sections.push_back(findings());
    KJEDE_ASSIGN(auto where, maps());
    document.sections.push_back(std::move(where));
    document.sections.push_back(responses());
    document.sections.push_back(load());
    if (result_.survival) document.sections.push_back(survival());
    document.sections.push_back(method());
    if (nb_) document.sections.push_back(english());
    return document;
  }

 private:
  std::string say(const char* norwegian, const char* english_text) const { return nb_ ? norwegian : english_text; }
  const std::string& name(const planning::Label& label) const { return label.in(nb_ ? "nb" : "en"); }
  const std::string& name(std::size_t s) const { return name(result_.scenarios[s].name); }
  std::string whole(double value) const { return publish::integer(std::llround(value), language_); }
  publish::Look look(int width) const { return {language_, result_.synthetic, true, width}; }

  std::vector<std::string> facts() const {
    std::vector<std::string> lines;
    if (!result_.complete)
      lines.push_back(fmt::format(fmt::runtime(say("AVBRUTT: rapporten bygger på {} av {} gjentakelser.",
                                                   "STOPPED: the report rests on {} of {} replications.")),
                                  result_.replications, result_.replications_wanted));
    for (std::size_t s = 0; s < result_.scenarios.size(); ++s)
      lines.push_back(fmt::format("Plan {}: {}. {}", s + 1, name(s), name(result_.scenarios[s].description)));
    lines.push_back(fmt::format(
        fmt::runtime(say("{} simulerte oppdrag: {} gjentakelser på {} døgn. Alle planer møter de samme hendelsene.",
                         "{} simulated missions: {} replications of {} days. All plans meet the same calls.")),
        whole(static_cast<double>(result_.missions)), result_.replications, result_.days));
    return lines;
  }

  // One sentence a scenario for P90, one for survivors, one for places.
  std::string headline(std::size_t s) const {
    std::vector<std::string> parts;
    for (const auto& group : result_.groups) {
      if (group.id == "all") continue;
      const auto area = group.id == "urban" ? say("i tettbygde strøk", "in urban areas")
                                            : say("i spredtbygde strøk", "in rural areas");
      parts.push_back(fmt::format("{} {}", area, change_sentence(group.within[s])));
    }
    const auto gain = people_in(changed_places(result_, s, Verdict::better));
    const auto loss = people_in(changed_places(result_, s, Verdict::worse));
    auto text = fmt::format(fmt::runtime(say("Plan {}, {}: andelen som nås innen målet {}. ",
                                             "Plan {}, {}: the share reached within the target {}. ")),
                            s + 1, name(s), publish::list_text(parts, language_));
    text += fmt::format(
        fmt::runtime(
            say("{} personer bor på steder der hjelpen kommer minst 15 sekunder raskere i snitt, {} der den kommer "
                "senere.",
                "{} persons live in places where help comes at least 15 seconds sooner on average, {} where it "
                "comes later.")),
        whole(gain), whole(loss));
    if (result_.survival)
      text += fmt::format(fmt::runtime(say(" Overlevende etter hjertestans på ti år: {}.",
                                           " Survivors of cardiac arrest in ten years: {}.")),
                          change_words(*result_.survival->survivors[s].change, Measure::persons, language_));
    return text;
  }

  std::string change_sentence(const planning::Compared& within) const {
    const auto points = signed_words(within.change->mean, Measure::share, language_);
    switch (planning::verdict(within, false)) {
      case Verdict::better:
        return fmt::format(fmt::runtime(say("øker ({} prosentpoeng)", "rises ({} points)")), points);
      case Verdict::worse:
        return fmt::format(fmt::runtime(say("synker ({} prosentpoeng)", "falls ({} points)")), points);
      case Verdict::unclear: return say("er uten sikker endring", "has no certain change");
    }
    return {};
  }

  Section findings() const {
    Section section{"", say("Hovedfunn", "Main findings"), "findings", language_, {}, {}};
    List list;
    for (std::size_t s = 1; s < result_.scenarios.size(); ++s) list.items.push_back(headline(s));
    section.blocks.push_back(std::move(list));
    section.blocks.push_back(key_table());
    return section;
  }

  publish::Table key_table() const {
    publish::Table table;
    table.id = "key";
    table.caption = fmt::format(
        fmt::runtime(say("Nøkkeltall. Endring er mot plan 1, med 95 % intervall for parede gjentakelser. Andeler: "
                         "endring i prosentpoeng.",
                         "Key figures. Changes are from plan 1, with the 95 % interval of paired replications. Shares: "
                         "change in percentage points.")));
    table.columns.push_back({say("Tall", "Figure"), false});
    for (std::size_t s = 0; s < result_.scenarios.size(); ++s) {
      table.columns.push_back({fmt::format("Plan {}", s + 1), true});
      if (s > 0) table.columns.push_back({say("Endring", "Change"), true});
    }
    for (const auto& row : key_figures(result_, language_)) {
      std::vector<publish::TableCell> cells{{row.name}};
      for (std::size_t s = 0; s < result_.scenarios.size(); ++s) {
        const auto& figure = (*row.values)[s];
        cells.push_back({value_words(figure.value.mean, row.measure, language_)});
        if (s > 0) cells.push_back({change_words(*figure.change, row.measure, language_)});
      }
      table.rows.push_back(std::move(cells));
    }
    return table;
  }

  base::Result<Section> maps() const {
    Section section{"", say("Hvem vinner, og hvem taper?", "Who gains, and who loses?"), "places", language_, {}, {}};
    for (std::size_t s = 1; s < result_.scenarios.size(); ++s) {
      KJEDE_ASSIGN(auto figure, gain_map(answer_, s, look(640)));
      auto caption = fmt::format(fmt::runtime(say("Plan {} mot plan 1: endring i gjennomsnittlig svartid for akutte "
                                                  "oppdrag, minutter. {}.",
                                                  "Plan {} against plan 1: change of the mean response time of acute "
                                                  "missions, minutes. {}.")),
                                 s + 1, figure.legend);
      section.blocks.push_back(publish::Illustration{std::move(figure), std::move(caption)});
      if (auto table = place_table(s)) section.blocks.push_back(std::move(*table));
    }
    return section;
  }

  // The places that change most: at most eight that gain and eight that lose.
  std::optional<publish::Table> place_table(std::size_t s) const {
    constexpr std::size_t most = 8;
    publish::Table table;
    table.id = fmt::format("places_{}", result_.scenarios[s].id);
    table.columns = {{say("Sted", "Place"), false},
                     {say("Innbyggere", "People"), true},
                     {"Plan 1", true},
                     {fmt::format("Plan {}", s + 1), true},
                     {say("Endring", "Change"), true},
                     {say("Innen målet, endring", "Within target, change"), true}};
    for (const auto which : {Verdict::better, Verdict::worse}) {
      auto places = changed_places(result_, s, which);
      if (places.size() > most) places.resize(most);
      for (const auto* place : places) {
        const auto& r = place->response;
        table.rows.push_back({{r.id},
                              {whole(r.population)},
                              {value_words(r.mean.front().value.mean, Measure::minutes, language_)},
                              {value_words(r.mean[s].value.mean, Measure::minutes, language_)},
                              {change_words(*r.mean[s].change, Measure::minutes, language_)},
                              {change_words(*r.within[s].change, Measure::share, language_)}});
      }
    }
    if (table.rows.empty()) return std::nullopt;
    table.caption = fmt::format(
        fmt::runtime(
            say("Plan {}: steder der gjennomsnittlig svartid endres sikkert og med minst 15 sekunder, de største "
                "endringene først (inntil åtte hver vei).",
                "Plan {}: places whose mean response time changes certainly and by at least 15 seconds, the "
                "largest changes first (up to eight each way).")),
        s + 1);
    return table;
  }

  Section responses() const {
    Section section{"", say("Svartid", "Response time"), "response", language_, {}, {}};
    const auto legend =
        say("Merke: beregnet endring. Strek: 95 % intervall", "Mark: computed change. Line: 95 % interval");
    section.blocks.push_back(value_table());
    for (auto figure :
         {change_plot(answer_, Measure::minutes, look(430)), change_plot(answer_, Measure::share, look(430))}) {
      auto caption = fmt::format(
          fmt::runtime(say("{} for akutte oppdrag, mot plan 1. {}.", "{} for acute missions, against plan 1. {}.")),
          figure.title, legend);
      section.blocks.push_back(publish::Illustration{std::move(figure), std::move(caption)});
    }
    return section;
  }

  // Each plan's own figures with their intervals.
  publish::Table value_table() const {
    publish::Table table;
    table.id = "values";
    table.caption =
        say("Svartid for akutte oppdrag med 95 % intervall.", "Response times of acute missions with 95 % intervals.");
    table.columns.push_back({say("Tall", "Figure"), false});
    for (std::size_t s = 0; s < result_.scenarios.size(); ++s)
      table.columns.push_back({fmt::format("Plan {}", s + 1), true});
    for (const auto& group : result_.groups) {
      const auto row = [&](const std::string& what, const std::vector<planning::Compared>& values, Measure measure) {
        std::vector<publish::TableCell> cells{{what + ", " + group_name(group.id, result_, language_)}};
        for (const auto& one : values) cells.push_back({with_interval(one.value, measure, language_)});
        table.rows.push_back(std::move(cells));
      };
      row("Median", group.median, Measure::minutes);
      row(say("90-persentil", "90th percentile"), group.p90, Measure::minutes);
      row(say("Innen målet", "Within target"), group.within, Measure::share);
    }
    return table;
  }

  Section load() const {
    Section section{"", say("Belastning per stasjon", "Load by station"), "load", language_, {}, {}};
    publish::Table table;
    table.id = "stations";
    table.caption = say("Andel av vakttiden ambulansene er på oppdrag, og oppdrag per døgn i plan 1.",
                        "Share of time on duty that the ambulances are on missions, and missions a day in plan 1.");
    table.columns = {{say("Stasjon", "Station"), false}, {say("Oppdrag per døgn", "Missions a day"), true}};
    for (std::size_t s = 0; s < result_.scenarios.size(); ++s)
      table.columns.push_back({fmt::format("Plan {}", s + 1), true});
    for (const auto& station : result_.stations) {
      std::vector<publish::TableCell> cells{{name_of(station)}};
      const auto& missions = station.missions_a_day.front();
      cells.push_back({missions ? publish::decimal(*missions, 1, language_) : "–"});
      for (const auto& busy : station.busy)
        cells.push_back({busy ? value_words(busy->value.mean, Measure::share_of_time, language_) : "–"});
      table.rows.push_back(std::move(cells));
    }
    section.blocks.push_back(std::move(table));
    return section;
  }

  // "Skarnes ambulansestasjon → Tangen ambulansestasjon" where a plan gives it another name.
  static std::string name_of(const planning::StationFigures& station) {
    std::string text = station.name;
    std::string last = station.name;
    for (const auto& name : station.names) {
      if (name.empty() || name == last) continue;
      last = name;
      text += " → " + name;
    }
    return text;
  }

  Section survival() const {
    const auto& figures = *result_.survival;
    Section section{"", say("Overlevelse etter hjertestans", "Survival of cardiac arrest"), "survival", language_, {},
                    {}};
    section.blocks.push_back(Paragraph{fmt::format(
        fmt::runtime(say(
            "Regionen venter {} behandlede hjertestans i året i plan 1, og {} overlever; på ti år {}. Tallene er hele "
            "personer, av ti år fordi endringene er små. Intervallet er simuleringens.",
            "The region expects {} treated cardiac arrests a year in plan 1, and {} survive; in ten years "
            "{}. Numbers are whole persons, of ten years because changes are small. The interval is the "
            "simulation's.")),
        whole(figures.arrests.front()), whole(figures.survivors.front().value.mean),
        with_interval(figures.survivors.front().value, Measure::persons, language_))});
    publish::Table table;
    table.id = "curves";
    table.caption =
        say("Endring i overlevende på ti år etter hvilken publisert kurve som brukes for Utstein-gruppen og "
            "for de andre. Alle er kalibrert til registerets overlevelse.",
            "Change of survivors in ten years by the published curve used for the Utstein group and for "
            "the others. All are calibrated to the register's survival.");
    table.columns.push_back({say("Kurver (Utstein / andre)", "Curves (Utstein / others)"), false});
    for (std::size_t s = 1; s < result_.scenarios.size(); ++s)
      table.columns.push_back({fmt::format("Plan {}", s + 1), true});
    constexpr const char* curves[] = {"Larsen", "Valenzuela", "Waalewijn", "De Maio"};
    for (const auto& one : figures.by_curve) {
      std::vector<publish::TableCell> cells{{fmt::format("{} / {}", curves[static_cast<std::size_t>(one.utstein)],
                                                         curves[static_cast<std::size_t>(one.others)])}};
      for (std::size_t s = 1; s < result_.scenarios.size(); ++s)
        cells.push_back({change_words(*one.survivors[s].change, Measure::persons, language_)});
      table.rows.push_back(std::move(cells));
    }
    section.blocks.push_back(std::move(table));
    return section;
  }

  Section method() const {
    Section section{"", say("Slik er det regnet", "How it is computed"), "method", language_, {}, {}};
    List list;
    list.items = {
        say("Svartid er tiden fra anropet mottas i AMK til første ambulanse er fremme, for akutte oppdrag, 0 til under "
            "70 minutter, som i registeret. Lengre svartider telles for seg.",
            "Response time runs from the call received until the first ambulance is at the scene, acute missions, 0 to "
            "under 70 minutes, as in the register. Longer ones are counted apart."),
        say("Ambulansene simuleres hendelse for hendelse: samtidige oppdrag, vaktskifter, transport til sykehus og "
            "retur. Beslutningene tas av de samme reglene som i driften.",
            "The ambulances are simulated call by call: simultaneous missions, shifts, transport to hospital and "
            "return. Decisions are made by the same rules as in operation."),
        say("En endring kalles sikker når 95 % intervallet ikke inneholder null. Intervallet dekker tilfeldighet i "
            "simuleringen, ikke feil i forutsetningene.",
            "A change is called certain when its 95 % interval does not hold zero. The interval covers chance in the "
            "simulation, not errors of the assumptions."),
        fmt::format(fmt::runtime(say("Akutte svartider på 70 minutter eller mer i plan 1: {} i året.",
                                     "Acute responses of 70 minutes or more in plan 1: {} a year.")),
                    whole(result_.service.beyond.front().value.mean)),
        fmt::format(fmt::runtime(say("Alt kan gjentas fra frø {}.", "Everything can be repeated from seed {}.")),
                    result_.seed)};
    section.blocks.push_back(std::move(list));
    return section;
  }

  Section english() const {
    const Reporter other(answer_, Language::en);
    auto section = other.findings();
    section.title = "Summary in English";
    section.id = "english";
    std::string plans;
    for (std::size_t s = 0; s < result_.scenarios.size(); ++s)
      plans += fmt::format("{}Plan {}: {}.", s == 0 ? "" : " ", s + 1, result_.scenarios[s].name.en);
    section.blocks.insert(section.blocks.begin(), Paragraph{plans});
    section.blocks.pop_back();
    return section;
  }

  const CompareAnswer& answer_;
  const Comparison& result_;
  Language language_;
  bool nb_;
};

}  // namespace

base::Result<std::vector<publish::ExportFile>> comparison_report(const CompareAnswer& answer,
                                                                 const std::string& language, const std::string& home) {
  KJEDE_ASSIGN(const auto tools, publish::find_tools(home));
  KJEDE_ASSIGN(const auto document, Reporter(answer, language_of(language)).write());
  return publish::print_report(document, tools);
}

}  // namespace kjede::service
