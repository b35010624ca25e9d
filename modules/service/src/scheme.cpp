#include "kjede/service/scheme.hpp"

#include <algorithm>
#include <map>

#include "aed_hours.hpp"
#include "names.hpp"
#include "register_rows.hpp"

namespace kjede::service {
namespace {

using dispatch::Scheme;

constexpr std::string_view kItems[] = {"conditions", "competence",      "equipment", "channel", "procedures",
                                       "training",   "confidentiality", "follow_up", "costs"};
// What is taught once; everything else in the register is practised. As the rule set lists them.
constexpr std::string_view kKnowledge[] = {
    "vital_signs", "life_saving_first_aid", "own_limits",         "routines",  "nodnett", "triage",
    "advice",      "confidentiality",       "mental_preparation", "other_tool"};

bool ended(const RegisterRow& row) { return row.text("status") == "ended"; }

class Loader {
 public:
  Loader(store::RecordStore& records, const catalog::Catalog& catalog, std::optional<base::Date> practised_by)
      : records_(records), catalog_(catalog), practised_by_(practised_by) {}

  base::Result<Scheme> load(std::optional<base::Instant> as_of) {
    KJEDE_ASSIGN(batch_, records_.batch_at(as_of));
    KJEDE_TRY(read("responder_organisation", [&](const auto& row) { organisation(row); }));
    KJEDE_TRY(read("responder_agreement", [&](const auto& row) { agreement(row); }));
    KJEDE_TRY(read("responder_unit", [&](const auto& row) { unit(row); }));
    KJEDE_TRY(read("responder", [&](const auto& row) { responder(row); }));
    KJEDE_TRY(read("responder_skill", [&](const auto& row) { skill(row); }));
    KJEDE_TRY(read("responder_equipment", [&](const auto& row) { equipment(row); }));
    KJEDE_TRY(read("responder_attestation", [&](const auto& row) { attestation(row); }));
    KJEDE_TRY(read("aed", [&](const auto& row) { aed(row); }));
    KJEDE_TRY(read("ordinary_resource", [&](const auto& row) { resource(row); }));
    settle();
    return std::move(scheme_);
  }

 private:
  struct Skill {
    std::string responder, name, procedures, id;
    base::Date completed;
    bool confirmed = false;
  };

  template <class Visit>
  base::Result<void> read(const std::string& id, const Visit& visit) {
    KJEDE_ASSIGN(const auto* reg, find_register(catalog_, id));
    return each_row(records_, *reg, batch_, visit);
  }

  void organisation(const RegisterRow& row) {
    if (ended(row)) return;
    scheme_.organisations.push_back({row.text("organisation_id"), row.text("name"), row.text("responder_group"),
                                     row.text("party"), row.text("procedures"), row.date("procedures_review"),
                                     row.yes("follow_up")});
  }

  void agreement(const RegisterRow& row) {
    if (ended(row)) return;
    dispatch::Agreement out;
    out.id = row.text("agreement_id");
    out.organisation = row.text("organisation_id");
    out.principal = row.text("principal");
    out.provider = row.text("provider");
    out.from = row.date("valid_from");
    out.to = row.date("valid_to");
    out.channel = row.text("channel");
    if (out.channel == "via_110") out.channel = "110";
    for (const auto item : kItems) {
      if (auto text = row.text("item_" + std::string(item)); !text.empty()) out.items.emplace(item, std::move(text));
    }
    out.equipment = row.list("equipment");
    out.indications = row.list("indications");
    out.framework = row.text("framework");
    out.wages = row.yes("wages");
    out.municipalities = row.list("municipalities");
    out.equipment_costs = row.yes("equipment_costs");
    scheme_.agreements.push_back(std::move(out));
  }

  void unit(const RegisterRow& row) {
    dispatch::ResponderUnit out;
    out.id = row.text("unit_id");
    out.name = row.text("name");
    out.organisation = row.text("organisation_id");
    out.agreement = row.text("agreement_id");
    out.lon = row.real("lon");
    out.lat = row.real("lat");
    out.active = row.text("active") != "no";
    out.on_duty = row.yes("on_duty");
    out.terminal = row.text("terminal");
    out.talkgroup = row.text("talkgroup");
    out.insurance = row.text("insurance");
    out.turnout_seconds = static_cast<int>(row.integer("turnout_seconds").value_or(0));
    out.municipality = row.text("municipality");
    out.other_tools = row.list("other_tools");
    if (out.active) scheme_.units.push_back(std::move(out));
  }

  void responder(const RegisterRow& row) {
    if (ended(row)) return;
    dispatch::Responder out;
    out.id = row.text("responder_id");
    out.unit = row.text("unit_id");
    out.member = row.yes("member");
    out.member_since = row.date("member_since");
    scheme_.responders.push_back(std::move(out));
  }

  void skill(const RegisterRow& row) {
    const auto completed = row.date("completed").value_or(base::Date{});
    if (practised_by_ && completed > *practised_by_) return;
    skills_.push_back({row.text("responder_id"), row.text("skill"), row.text("procedures"), row.text("skill_id"),
                       completed, !row.text("confirmed_by").empty()});
  }

  void equipment(const RegisterRow& row) {
    if (ended(row)) return;
    scheme_.equipment.push_back(
        {row.text("unit_id"), row.text("item"), row.date("expires"), row.text("in_service") != "no"});
  }

  void attestation(const RegisterRow& row) {
    scheme_.attestations.push_back({row.text("requirement"), row.text("attested_by"), row.text("evidence"),
                                    row.date("attested"), row.date("valid_to")});
  }

  void aed(const RegisterRow& row) {
    const auto status = row.text("status");
    if (status == "removed") return;
    dispatch::Aed out;
    out.id = row.text("aed_id");
    out.name = row.text("name");
    out.lon = row.real("lon");
    out.lat = row.real("lat");
    if (auto hours = stored_hours(row)) out.hours = *std::move(hours);
    const auto access = row.text("access");
    out.access = access == "public"       ? dispatch::AedAccess::everyone
                 : access == "restricted" ? dispatch::AedAccess::restricted
                                          : dispatch::AedAccess::unknown;
    out.in_service = status == "active" && row.text("battery_ok") != "no";
    out.electrodes_expire = row.date("electrodes_expire");
    out.battery_expires = row.date("battery_expires");
    out.available_from = row.date("active_from");
    out.available_to = row.date("active_to");
    out.mobile = row.yes("mobile");
    out.location = aed_location(row);
    scheme_.aeds.push_back(std::move(out));
  }

  static std::string aed_location(const RegisterRow& row) {
    std::string out;
    const auto add = [&](const std::string& text, std::string_view before = {}) {
      if (text.empty()) return;
      if (!out.empty()) out += "; ";
      out.append(before).append(text);
    };
    add(row.text("address"));
    add(row.text("floor"), "etasje/level ");
    add(row.text("description"));
    add(row.text("access_info"));
    return out;
  }

  void resource(const RegisterRow& row) {
    dispatch::OrdinaryResource out;
    out.id = row.text("resource_id");
    out.station = row.text("station");
    const auto kind = row.text("kind");
    for (const auto each :
         {dispatch::ResourceKind::ambulance, dispatch::ResourceKind::doctor, dispatch::ResourceKind::air}) {
      if (to_string(each) == kind) out.kind = each;
    }
    const auto state = row.text("state");
    for (int i = 0; i <= static_cast<int>(dispatch::ResourceState::unknown); ++i) {
      if (to_string(static_cast<dispatch::ResourceState>(i)) == state) {
        out.state = static_cast<dispatch::ResourceState>(i);
      }
    }
    out.lon = row.real("lon");
    out.lat = row.real("lat");
    out.position_time = row.time("position_time");
    scheme_.resources.push_back(std::move(out));
  }

  // The latest day of each skill; of several rows of one day the last by id.
  void take_skills() {
    std::sort(skills_.begin(), skills_.end(), [](const Skill& a, const Skill& b) {
      return std::tie(a.responder, a.completed, a.id) < std::tie(b.responder, b.completed, b.id);
    });
    for (const auto& skill : skills_) {
      const auto found = std::lower_bound(scheme_.responders.begin(), scheme_.responders.end(), skill.responder,
                                          [](const auto& responder, const auto& id) { return responder.id < id; });
      if (found == scheme_.responders.end() || found->id != skill.responder) continue;
      const bool taught = std::find(std::begin(kKnowledge), std::end(kKnowledge), skill.name) != std::end(kKnowledge);
      (taught ? found->trained : found->practised)[skill.name] = skill.completed;
      if (!skill.procedures.empty()) found->procedures = skill.procedures;
      if (skill.name == "confidentiality") found->confidentiality_confirmed = skill.confirmed;
    }
  }

  void settle() {
    const auto by_id = [](auto& all) {
      std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    };
    by_id(scheme_.organisations);
    by_id(scheme_.agreements);
    by_id(scheme_.units);
    by_id(scheme_.responders);
    by_id(scheme_.aeds);
    by_id(scheme_.resources);
    std::sort(scheme_.equipment.begin(), scheme_.equipment.end(), [](const auto& a, const auto& b) {
      return std::tie(a.unit, a.item, a.expires, a.in_service) < std::tie(b.unit, b.item, b.expires, b.in_service);
    });
    std::sort(scheme_.attestations.begin(), scheme_.attestations.end(), [](const auto& a, const auto& b) {
      return std::tie(a.requirement, a.from, a.to, a.by) < std::tie(b.requirement, b.from, b.to, b.by);
    });
    take_skills();
  }

  store::RecordStore& records_;
  const catalog::Catalog& catalog_;
  std::optional<base::Date> practised_by_;
  std::int64_t batch_ = 0;
  Scheme scheme_;
  std::vector<Skill> skills_;
};

}  // namespace

base::Result<Scheme> load_scheme(store::RecordStore& records, const catalog::Catalog& catalog,
                                 std::optional<base::Instant> as_of, std::optional<base::Date> practised_by) {
  return Loader(records, catalog, practised_by).load(as_of);
}

}  // namespace kjede::service
