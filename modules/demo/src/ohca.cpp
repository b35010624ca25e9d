#include <algorithm>
#include <array>

#include "norway.hpp"
#include "ohca_event.hpp"
#include "registers.hpp"

namespace kjede::demo {
namespace {

constexpr auto columns = with_eq5d(std::array<std::string_view, 58>{"event_id",
                                                                    "national_id",
                                                                    "patient_name",
                                                                    "arrest_date",
                                                                    "ambulance_service",
                                                                    "amk",
                                                                    "hospital",
                                                                    "age",
                                                                    "sex",
                                                                    "identity_known",
                                                                    "unconscious_not_breathing",
                                                                    "call_received",
                                                                    "audio_log_heard",
                                                                    "arrest_recognised",
                                                                    "first_compression",
                                                                    "telephone_cpr",
                                                                    "witnessed",
                                                                    "location",
                                                                    "presumed_cause",
                                                                    "bystander_cpr",
                                                                    "bystander_cpr_type",
                                                                    "first_responder_cpr",
                                                                    "aed_attached_by",
                                                                    "shocked_before_ems",
                                                                    "ambulance_dispatched",
                                                                    "ambulance_on_scene",
                                                                    "ambulance_at_patient",
                                                                    "arrest_confirmed",
                                                                    "pulse_at_first_examination",
                                                                    "ems_cpr",
                                                                    "ems_not_started_reason",
                                                                    "first_rhythm",
                                                                    "first_shock",
                                                                    "shocked_by_ems",
                                                                    "airway",
                                                                    "capnography",
                                                                    "mechanical_cpr",
                                                                    "adrenaline",
                                                                    "amiodarone",
                                                                    "rosc_any",
                                                                    "rosc_sustained",
                                                                    "termination_reason",
                                                                    "transported",
                                                                    "arrived_hospital",
                                                                    "status_at_arrival",
                                                                    "awake_at_arrival",
                                                                    "alive_24h",
                                                                    "angiography",
                                                                    "pci",
                                                                    "temperature_control",
                                                                    "discharged",
                                                                    "cpc",
                                                                    "survived_30d",
                                                                    "survived_1y",
                                                                    "died",
                                                                    "first_completed",
                                                                    "prom_sent",
                                                                    "prom_answered"});
constexpr std::size_t column_count = columns.size();

// Earlier than 2015 the registry got anonymised counts: nothing but that the patients were there.
OhcaYear early_year(OhcaYear y) {
  for (int i = 0; i < y.plan.registered; ++i) {
    OhcaEvent e;
    e.service = y.rng.below(service_count);
    e.date = base::make_date(y.plan.year, 1 + static_cast<unsigned>(y.rng.below(12)),
                             1 + static_cast<unsigned>(y.rng.below(28)));
    e.call_known = e.sex_known = e.identity_known = false;
    e.age = -1;
    e.rosc_before_ems = true;
    e.unconscious = "yes";
    e.witnessed = "bystander";
    e.bystander_cpr = "yes";
    e.aed_by = "bystander";
    e.shocked_before = e.pulse = "yes";
    e.ems_cpr = "no";
    e.rhythm = "aed_shockable";
    e.rosc = e.sustained = "yes";
    e.transported = e.survived_30d = e.survived_1y = e.alive_24h = "";
    y.events.push_back(e);
  }
  return y;
}

void push_time(std::vector<Cell>& row, const OhcaEvent& e, int seconds) {
  row.push_back(e.call_known && seconds >= 0 ? Cell{Moment{e.call + seconds}} : Cell{});
}

struct Texts {
  std::string id;
  std::string name;
  Person person;
};

void push_who(std::vector<Cell>& row, const OhcaEvent& e, const Texts& texts, const Names& names) {
  row.push_back(std::string_view(texts.id));
  row.push_back(e.identity_known ? Cell{texts.person.identity_text()} : Cell{});
  row.push_back(e.identity_known ? Cell{std::string_view(texts.name)} : Cell{});
  row.push_back(e.date);
  row.push_back(std::string_view(names.services[e.service]));
  row.push_back(std::string_view(names.amk[static_cast<std::size_t>(services()[e.service].amk)]));
  row.push_back(e.hospital >= 0 ? Cell{std::string_view(names.hospitals[static_cast<std::size_t>(e.hospital)])}
                                : Cell{});
  row.push_back(e.identity_known && e.age >= 0 ? Cell{std::int64_t{e.age}} : Cell{});
  row.push_back(e.sex_known ? Cell{e.male ? std::string_view("male") : "female"} : Cell{std::string_view("unknown")});
  row.push_back(cell(e.identity_known ? "yes" : "no"));
}

void push_call(std::vector<Cell>& row, const OhcaEvent& e) {
  row.push_back(cell(e.unconscious));
  push_time(row, e, 0);
  row.push_back(cell(e.audio_log));
  push_time(row, e, e.recognised);
  push_time(row, e, e.compression);
  for (const auto code : {e.telephone, e.witnessed, e.location, e.cause, e.bystander_cpr, e.bystander_type,
                          e.responder_cpr, e.aed_by, e.shocked_before})
    row.push_back(cell(code));
}

void push_ambulance(std::vector<Cell>& row, const OhcaEvent& e) {
  for (const int time : {e.dispatched, e.on_scene, e.at_patient}) push_time(row, e, time);
  for (const auto code : {e.confirmed, e.pulse, e.ems_cpr, e.reason, e.rhythm}) row.push_back(cell(code));
  push_time(row, e, e.first_shock);
  for (const auto code : {e.shocked_by_ems, e.airway, e.capnography, e.mechanical, e.adrenaline, e.amiodarone, e.rosc,
                          e.sustained, e.termination, e.transported})
    row.push_back(cell(code));
}

void push_hospital(std::vector<Cell>& row, const OhcaEvent& e) {
  push_time(row, e, e.arrived);
  for (const auto code : {e.status, e.awake, e.alive_24h, e.angiography, e.pci, e.temperature})
    row.push_back(cell(code));
  row.push_back(optional_cell(e.discharged));
  for (const auto code : {e.cpc, e.survived_30d, e.survived_1y}) row.push_back(cell(code));
  row.push_back(optional_cell(e.died));
  row.push_back(optional_cell(e.completed));
  row.push_back(cell(e.prom_sent));
  row.push_back(cell(e.prom_answered));
  push_eq5d(row, e.health);
}

base::Result<std::uint64_t> write(YearJob& job) {
  OhcaYear year = make_ohca_year(job.year, job.rng);
  std::stable_sort(year.events.begin(), year.events.end(),
                   [](const OhcaEvent& a, const OhcaEvent& b) { return a.call < b.call; });
  std::vector<Cell> row;
  row.reserve(column_count);
  std::uint64_t number = job.first_record;
  for (const OhcaEvent& e : year.events) {
    Texts texts{record_id("OH", job.year, number++), {}, {}};
    if (e.identity_known) {
      texts.person = job.people.make(e.age, e.male, e.date);
      texts.name = person_name(texts.person.serial);
    }
    row.clear();
    push_who(row, e, texts, job.names);
    push_call(row, e);
    push_ambulance(row, e);
    push_hospital(row, e);
    KJEDE_TRY(job.sink.row(row));
  }
  return static_cast<std::uint64_t>(year.events.size());
}

}  // namespace

OhcaYear make_ohca_year(int year, base::Rng rng) {
  OhcaYear y{ohca_plan(year), rng, {}, {}};
  if (year < ohca_first_full_year) return early_year(std::move(y));
  decide_who(y);
  decide_arrest(y);
  decide_bystanders(y);
  decide_times(y);
  decide_treatment(y);
  decide_hospital(y);
  decide_follow_up(y);
  return y;
}

RegisterSource ohca_source() { return {"ohca", ohca_first_year, ohca_last_year, columns, write}; }

}  // namespace kjede::demo
