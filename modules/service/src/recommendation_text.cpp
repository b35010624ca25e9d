#include <fmt/format.h>

#include "kjede/service/recommendation.hpp"
#include "kjede/text/table.hpp"

namespace kjede::service {
namespace {

using text::Align;
using text::Tone;

class Page {
 public:
  Page(const dispatch::Recommendation& answer, bool norwegian, text::TableStyle style)
      : answer_(answer), norwegian_(norwegian), style_(style) {}

  std::string render() const {
    std::string out = head();
    out += table().render(style_);
    if (const auto& aed = answer_.bystander_aed) {
      out += fmt::format("\n{} {} ({}, {:.0f} m)\n", said("Nærmeste åpne hjertestarter:", "Nearest open AED:"),
                         shown(aed->name), shown(aed->location), aed->metres_to_patient);
    }
    if (answer_.police) out += fmt::format("\n112: {}\n", shown(*answer_.police));
    if (!answer_.not_eligible.empty()) {
      out += fmt::format("\n{}\n", said("Ikke aktuelle:", "Not eligible:"));
      out += not_eligible().render(style_);
    }
    for (const auto& remark : answer_.remarks) out += fmt::format("\n! {}\n", remark.in(norwegian_));
    return out;
  }

 private:
  std::string_view said(std::string_view nb, std::string_view en) const { return norwegian_ ? nb : en; }

  // Control characters out: names come from registers.
  static std::string shown(std::string_view text) {
    std::string out(text);
    for (auto& c : out) {
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return out;
  }

  static std::string clock(int seconds) {
    const auto* sign = seconds < 0 ? "-" : "";
    return fmt::format("{}{}:{:02d}", sign, std::abs(seconds) / 60, std::abs(seconds) % 60);
  }

  std::string eta(const std::optional<dispatch::Arrival>& arrival) const {
    if (!arrival) return std::string(said("ukjent", "unknown"));
    const auto* guess = arrival->straight_line || arrival->old_position ? "~" : "";
    return fmt::format("{}{} ({}–{})", guess, clock(arrival->seconds), clock(arrival->low), clock(arrival->high));
  }

  std::string head() const {
    std::string gain;
    if (answer_.time_gain_seconds) {
      gain = fmt::format(". {} {}", said("Tidsgevinst", "Time gain"), clock(*answer_.time_gain_seconds));
    }
    return fmt::format("{} {}: {} {}, {} {} {}{}\n\n", said("Hendelse", "Incident"), shown(answer_.incident),
                       said("policy", "policy"), answer_.policy, said("regler", "rules"), answer_.rules,
                       answer_.rules_version, gain);
  }

  std::string role(const dispatch::ResponderChoice& responder) const {
    if (responder.role == dispatch::ResponderRole::to_patient)
      return std::string(said("til pasienten", "to the patient"));
    return fmt::format("{} {}", said("henter", "fetches"), shown(responder.aed->name));
  }

  text::Table table() const {
    text::Table table({{std::string(said("enhet", "unit"))},
                       {std::string(said("oppgave", "role"))},
                       {std::string(said("kanal", "channel"))},
                       {std::string(said("framme (80 %)", "arrival (80 %)")), Align::right},
                       {std::string(said("gevinst", "gain")), Align::right}});
    for (const auto& each : answer_.ordinary) {
      const auto what = each.free ? kind(each.kind) : fmt::format("{} ({})", kind(each.kind), said("opptatt", "busy"));
      table.add({{shown(each.id), Tone::bold}, what, "", eta(each.arrival), ""});
    }
    for (const auto& each : answer_.responders) add(table, each, Tone::green);
    for (const auto& each : answer_.reserves) add(table, each, Tone::faint);
    return table;
  }

  void add(text::Table& table, const dispatch::ResponderChoice& each, Tone tone) const {
    auto what = tone == Tone::faint ? std::string(said("reserve", "reserve")) : role(each);
    for (const auto& warning : each.warnings)
      what += fmt::format("; {} {}", warning.requirement, shown(warning.what.in(norwegian_)));
    table.add({{shown(each.name), tone},
               what,
               each.channel,
               eta(each.arrival),
               each.gain_seconds ? clock(*each.gain_seconds) : ""});
  }

  std::string kind(dispatch::ResourceKind kind) const {
    switch (kind) {
      case dispatch::ResourceKind::ambulance: return std::string(said("ambulanse", "ambulance"));
      case dispatch::ResourceKind::doctor: return std::string(said("lege", "doctor"));
      case dispatch::ResourceKind::air: return std::string(said("luftambulanse", "air ambulance"));
    }
    return {};
  }

  text::Table not_eligible() const {
    text::Table table({{std::string(said("enhet", "unit"))},
                       {std::string(said("krav", "rule"))},
                       {std::string(said("grunn", "reason"))}});
    for (const auto& each : answer_.not_eligible) {
      table.add({each.unit.empty() ? std::string(said("alle", "all")) : shown(each.unit), each.requirement,
                 shown(each.reason.in(norwegian_))});
    }
    return table;
  }

  const dispatch::Recommendation& answer_;
  bool norwegian_;
  text::TableStyle style_;
};

}  // namespace

std::string recommendation_text(const dispatch::Recommendation& answer, const std::string& language, bool colour,
                                std::size_t width) {
  return Page(answer, language != "en", {colour, width}).render();
}

}  // namespace kjede::service
