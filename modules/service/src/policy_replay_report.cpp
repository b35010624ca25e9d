// The report that explains the choice of a policy to a dispatch centre.
#include <fmt/format.h>

#include <algorithm>

#include "kjede/publish/figure.hpp"
#include "kjede/service/policy_replay.hpp"
#include "kjede/stats/quantile.hpp"

namespace kjede::service {
namespace {

using publish::Language;
using publish::Section;

class Report {
 public:
  Report(const ReplayAnswer& answer, bool norwegian)
      : answer_(answer), nb_(norwegian), language_(norwegian ? Language::nb : Language::en) {}

  publish::Document write() const {
    publish::Document document;
    document.id = "policies";
    document.title = say("Hvem skal varsles ved hjertestans?", "Who should be alerted to a cardiac arrest?");
    document.subtitle = say("Policyer for akutthjelpere, sammenlignet på de samme hendelsene",
                            "Policies for first responders, compared on the same incidents");
    document.author = "Kjede";
    document.language = language_;
    document.date = answer_.date;
    document.synthetic = answer_.drawn;
    document.compact = true;
    document.facts = facts();
    document.sections = {choice(), times(), policies(), method()};
    return document;
  }

 private:
  std::string say(const char* nb, const char* en) const { return nb_ ? nb : en; }
  const std::string& name(std::size_t p) const { return answer_.run.policies[p].policy.name; }
  std::string number(double value, int decimals) const { return publish::decimal(value, decimals, language_); }
  Section section(const char* id, std::string title) const { return {"", std::move(title), id, language_, {}, {}}; }

  const ReplayMeasure& measure(std::string_view id) const {
    return *std::find_if(answer_.measures.begin(), answer_.measures.end(), [&](const auto& m) { return m.id == id; });
  }

  std::vector<std::string> facts() const {
    const auto made = answer_.drawn ? say("genererte", "generated") : say("innleste", "read from a file");
    std::vector<std::string> facts{
        fmt::format("{} {} {}, {} {}", answer_.run.arrests, made, say("hjertestans", "cardiac arrests"),
                    answer_.run.units, say("akutthjelperenheter", "first-responder units")),
        fmt::format("{} {}", say("Regler:", "Rules:"), answer_.rules)};
    if (!answer_.run.complete)
      facts.push_back(say("AVBRUTT: ikke alle hendelser er med.", "STOPPED: not all incidents are in."));
    return facts;
  }

  std::string with(const ReplayMeasure& m, std::size_t p) const {
    const auto& value = m.values[p];
    auto out = number(value.value, m.decimals);
    if (!value.change) return out;
    out += fmt::format("; {}{}", *value.change > 0 ? "+" : "", number(*value.change, m.decimals));
    if (const auto& bounds = value.change_interval) {
      out += fmt::format(" ({} … {})", number(bounds->low, m.decimals), number(bounds->high, m.decimals));
    }
    return out;
  }

  Section choice() const {
    auto out = section("choice", say("Valget", "The choice"));
    const auto best = answer_.best;
    const auto& survivors = measure("survivors_per_year");
    const auto& alerts = measure("alerts");
    out.blocks.push_back(publish::Paragraph{fmt::format(
        fmt::runtime(say("Best er {}: {} overlevende per år etter modellen, mot {} med {}. Den varsler {} enheter per "
                         "hjertestans, og en akutthjelper er først på stedet i {} % av hendelsene.",
                         "Best is {}: {} survivors a year by the model, against {} with {}. It alerts {} units per "
                         "arrest, and a first responder is first on scene in {} % of the incidents.")),
        name(best), number(survivors.values[best].value, 1), number(survivors.values[0].value, 1), name(0),
        number(alerts.values[best].value, 2), number(measure("responder_first").values[best].value, 1))});
    out.blocks.push_back(publish::Paragraph{say(
        "Regelen: flest overlevende; av policyene som ikke kan skilles fra den beste (95 % intervall for den parede "
        "forskjellen rommer null), den som forstyrrer færrest.",
        "The rule: most survivors; of the policies that cannot be told from the best (the 95 % interval of the paired "
        "difference holds zero), the one that disturbs fewest.")});
    out.blocks.push_back(key_table());
    out.blocks.push_back(
        publish::Illustration{survivor_bars(), say("Overlevende per år etter modellen, med 95 % intervall.",
                                                   "Survivors per year by the model, with 95 % intervals.")});
    return out;
  }

  publish::Table key_table() const {
    publish::Table table;
    table.id = "key";
    table.caption = fmt::format(fmt::runtime(say("Nøkkeltall; etter semikolon endring fra {} med paret 95 % intervall.",
                                                 "Key figures; after the semicolon the change from {} with its paired "
                                                 "95 % interval.")),
                                name(0));
    table.columns.push_back({say("Tall", "Figure"), false});
    for (const auto& policy : answer_.run.policies) table.columns.push_back({policy.policy.name, true});
    for (const auto& m : answer_.measures) {
      std::vector<publish::TableCell> row{{m.name.in(nb_)}};
      for (std::size_t p = 0; p < m.values.size(); ++p) row.push_back({with(m, p), {}, p == answer_.best});
      table.rows.push_back(std::move(row));
    }
    return table;
  }

  publish::Figure survivor_bars() const {
    publish::UnitBars bars;
    bars.title = say("Overlevende per år", "Survivors per year");
    bars.scale.decimals = 1;
    const auto& survivors = measure("survivors_per_year");
    for (std::size_t p = 0; p < survivors.values.size(); ++p) {
      publish::UnitRow row;
      row.unit = name(p);
      const auto& value = survivors.values[p];
      row.value = value.value;
      if (value.interval) {
        row.low = value.interval->low;
        row.high = value.interval->high;
      }
      bars.rows.push_back(std::move(row));
    }
    return publish::unit_bars("survivors", bars, {language_, answer_.drawn, true, 430});
  }

  Section times() const {
    auto out = section("times", say("Tidene", "The times"));
    using Figure = float sim::ReplayOutcome::*;
    const std::tuple<const char*, const char*, const char*, Figure> all[] = {
        {"cpr", "Tid til første HLR", "Time to first CPR", &sim::ReplayOutcome::cpr},
        {"shock", "Tid til første sjokk mulig", "Time to first possible shock", &sim::ReplayOutcome::shock},
        {"scene", "Første på stedet", "First on scene", &sim::ReplayOutcome::scene}};
    for (const auto& [id, nb, en, figure] : all) {
      out.blocks.push_back(
          publish::Illustration{boxes(id, say(nb, en), figure),
                                say("Minutter fra nødanrop. Boks: P25–P75, strek: median; ender: P10 og P90.",
                                    "Minutes from the call. Box: P25–P75, line: median; ends: P10 and P90.")});
    }
    return out;
  }

  publish::Figure boxes(const char* id, const std::string& title, float sim::ReplayOutcome::*figure) const {
    publish::PercentileBoxes boxes;
    boxes.title = title;
    boxes.scale.decimals = 1;
    boxes.scale.axis = say("minutter", "minutes");
    for (const auto& policy : answer_.run.policies) {
      std::vector<double> minutes;
      for (const auto& outcome : policy.outcomes) minutes.push_back(outcome.*figure / 60);
      std::sort(minutes.begin(), minutes.end());
      const auto at = [&](double p) { return stats::quantile(minutes, p).value_or(0); };
      publish::PercentileRow row;
      row.unit = policy.policy.name;
      row.p10 = at(0.1);
      row.p25 = at(0.25);
      row.p50 = at(0.5);
      row.p75 = at(0.75);
      row.p90 = at(0.9);
      row.n = static_cast<std::int64_t>(minutes.size());
      boxes.rows.push_back(std::move(row));
    }
    return publish::percentile_boxes(id, boxes, {language_, answer_.drawn, true, 430});
  }

  Section policies() const {
    auto out = section("policies", say("Policyene", "The policies"));
    publish::List list;
    for (const auto& each : answer_.run.policies) list.items.push_back(described(each.policy));
    out.blocks.push_back(std::move(list));
    return out;
  }

  std::string described(const dispatch::ResponderPolicy& policy) const {
    auto text = fmt::format("{} ({}): ", policy.name, policy.source);
    for (std::size_t i = 0; i < policy.phases.size(); ++i) {
      const auto& phase = policy.phases[i];
      if (i > 0) text += fmt::format(fmt::runtime(say("; etter {} s ", "; after {} s ")), phase.after_seconds);
      text += fmt::format(fmt::runtime(say("inntil {} enheter", "up to {} units")), phase.number);
      if (phase.radius > 0) text += fmt::format(fmt::runtime(say(" innen {:.0f} m", " within {:.0f} m")), phase.radius);
    }
    if (policy.choose > 0)
      text += fmt::format(fmt::runtime(say("; {} av dem som svarer ja", "; {} of those who accept")), policy.choose);
    text += policy.replace ? fmt::format(fmt::runtime(say("; en ny når noen avslår eller er tause i {} s",
                                                          "; another when one refuses or is silent for {} s")),
                                         policy.silent_after)
                           : say("; ingen erstatter", "; no replacement");
    return text + ".";
  }

  Section method() const {
    auto out = section("method", say("Slik er det regnet", "How it was reckoned"));
    const auto& replies = answer_.replies;
    out.blocks.push_back(publish::Paragraph{fmt::format(
        fmt::runtime(say(
            "Hver hendelse spilles om igjen under hver policy med de samme tilfeldighetene: samme ambulanser, samme "
            "svar "
            "fra samme enhet. Anbefalingen er den som brukes i drift. Svar: {:.1f} % ja, {:.1f} % nei, resten tause; "
            "forsinkelse {:.0f} s pluss gamma (form {:.2f}, skala {:.1f} s), tilpasset {}. Av tilstedeværende får 78 % "
            "HLR, fra AMKs erkjennelse (median 61 s) og veiledning (60 s) av.",
            "Each incident is replayed under each policy with the same chance: the same ambulances, the same answer of "
            "the same unit. The recommendation is the one used in service. Answers: {:.1f} % yes, {:.1f} % no, the "
            "rest "
            "silent; delay {:.0f} s plus a gamma (shape {:.2f}, scale {:.1f} s), fitted to {}. Bystanders give CPR in "
            "78 %, from the operator's recognition (median 61 s) and guidance (60 s) on.")),
        100 * replies.accept, 100 * replies.refuse, replies.least, replies.shape, replies.scale, replies.source)});
    out.blocks.push_back(publish::Paragraph{say(
        "Overlevelse ved sjokkbar rytme: logit p = 0,26 − 0,106·HLR − 0,139·sjokk, minutter fra kollaps (Valenzuela "
        "m.fl., Circulation 1997). 22,5 % har sjokkbar rytme; for de andre regnes 3 % under alle policyer. Modellen "
        "sier hva som skiller policyene, ikke hvor mange som overlever i alt.",
        "Survival of a shockable rhythm: logit p = 0.26 − 0.106·CPR − 0.139·shock, minutes from collapse (Valenzuela "
        "et al., Circulation 1997). 22.5 % have a shockable rhythm; 3 % of the others survive under all policies. "
        "The model says what tells policies apart, not how many survive in all.")});
    if (answer_.drawn) {
      out.blocks.push_back(publish::Paragraph{say(
          "Hendelsene er generert rundt ordningens enheter, hjertestartere og stasjoner. Bruk egne hendelser "
          "(--arrests) før noe bestemmes.",
          "The incidents are generated around the scheme's units, AEDs and stations. Use your own (--arrests) before "
          "anything is decided.")});
    }
    return out;
  }

  const ReplayAnswer& answer_;
  bool nb_;
  Language language_;
};

}  // namespace

publish::Document replay_document(const ReplayAnswer& answer, const std::string& language) {
  return Report(answer, language != "en").write();
}

}  // namespace kjede::service
