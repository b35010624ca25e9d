#include <fmt/format.h>

#include "kjede/service/policy_replay.hpp"
#include "kjede/text/json.hpp"
#include "kjede/text/table.hpp"

namespace kjede::service {
namespace {

using text::Json;

Json interval(const std::optional<stats::Interval>& interval) {
  return interval ? Json::array({interval->low, interval->high}) : Json();
}

std::string changed(const ReplayMeasure& measure, const ReplayMeasure::Value& value) {
  if (!value.change) return "";
  auto out = fmt::format("{:+.{}f}", *value.change, measure.decimals);
  if (const auto& bounds = value.change_interval) {
    out += fmt::format(" ({:+.{}f} … {:+.{}f})", bounds->low, measure.decimals, bounds->high, measure.decimals);
  }
  return out;
}

}  // namespace

std::string replay_json(const ReplayAnswer& answer) {
  Json out;
  out["schema_version"] = 1;
  out["arrests"] = answer.run.arrests;
  out["generated"] = answer.drawn;
  out["days"] = answer.run.days;
  out["units"] = answer.run.units;
  out["complete"] = answer.run.complete;
  out["by_road"] = answer.by_road;
  out["seed"] = answer.seed;
  out["rules"] = answer.rules;
  out["replies"] = {{"source", answer.replies.source},     {"accept", answer.replies.accept},
                    {"refuse", answer.replies.refuse},     {"least_seconds", answer.replies.least},
                    {"gamma_shape", answer.replies.shape}, {"gamma_scale_seconds", answer.replies.scale}};
  out["best"] = answer.run.policies[answer.best].policy.name;
  out["policies"] = Json::array();
  for (std::size_t p = 0; p < answer.run.policies.size(); ++p) {
    const auto& policy = answer.run.policies[p].policy;
    Json one{{"policy", policy.name}, {"source", policy.source}};
    for (const auto& measure : answer.measures) {
      const auto& value = measure.values[p];
      Json figure{{"value", value.value}, {"interval", interval(value.interval)}};
      if (value.change) {
        figure["change"] = *value.change;
        figure["change_interval"] = interval(value.change_interval);
      }
      one[measure.id] = std::move(figure);
    }
    out["policies"].push_back(std::move(one));
  }
  return text::to_text(out);
}

std::string replay_text(const ReplayAnswer& answer, const std::string& language, bool colour, std::size_t width) {
  const bool norwegian = language != "en";
  const auto say = [&](const char* nb, const char* en) { return std::string(norwegian ? nb : en); };
  std::vector<text::TableColumn> columns{{say("mål", "measure")}};
  for (const auto& policy : answer.run.policies) columns.push_back({policy.policy.name, text::Align::right});
  text::Table table(columns);
  for (const auto& measure : answer.measures) {
    std::vector<text::TableCell> values{{measure.name.in(norwegian)}}, changes{{"", text::Tone::faint}};
    for (const auto& value : measure.values) {
      values.push_back({fmt::format("{:.{}f}", value.value, measure.decimals)});
      changes.push_back({changed(measure, value), text::Tone::faint});
    }
    table.add(std::move(values));
    if (measure.values.back().change) table.add(std::move(changes));
  }
  const auto& best = answer.run.policies[answer.best].policy.name;
  auto out = fmt::format("{} {}, {}{}\n\n", answer.run.arrests, say("hjertestans", "cardiac arrests"),
                         answer.drawn ? say("genererte", "generated") : say("fra fil", "from a file"),
                         answer.run.complete ? "" : say(" (AVBRUTT)", " (STOPPED)"));
  out += table.render({colour, width});
  out += fmt::format("\n{} {}\n", say("Best:", "Best:"), best);
  out += say(
      "Endringer er mot den første policyen, hjertestans for hjertestans, med 95 % intervall. Best: flest overlevende; "
      "av dem som ikke kan skilles fra den, den som varsler færrest.\n",
      "Changes are from the first policy, arrest by arrest, with 95 % intervals. Best: most survivors; of those that "
      "cannot be told from it, the one that alerts fewest.\n");
  if (!answer.by_road) {
    out +=
        say("! Tidene er regnet i luftlinje, uten vei.\n", "! Times are reckoned in a straight line, without roads.\n");
  }
  return out;
}

}  // namespace kjede::service
