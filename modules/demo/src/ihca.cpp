#include <algorithm>
#include <array>
#include <numeric>

#include "calendar.hpp"
#include "ihca_event.hpp"
#include "registers.hpp"

namespace kjede::demo {
namespace {

constexpr auto columns = with_eq5d(std::array<std::string_view, 37>{"event_id",
                                                                    "national_id",
                                                                    "patient_name",
                                                                    "hospital",
                                                                    "arrest_date",
                                                                    "arrest_time",
                                                                    "age",
                                                                    "sex",
                                                                    "admitted",
                                                                    "admission_type",
                                                                    "admission_cause",
                                                                    "ohca_same_course",
                                                                    "location",
                                                                    "witnessed",
                                                                    "cpr_by_staff",
                                                                    "ambulance_as_team",
                                                                    "first_rhythm",
                                                                    "first_compression",
                                                                    "first_shock",
                                                                    "intubated_before",
                                                                    "airway",
                                                                    "capnography",
                                                                    "rosc_any",
                                                                    "rosc_sustained",
                                                                    "termination_reason",
                                                                    "confirmed_cause",
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

std::vector<std::uint32_t> by_time(const IhcaYear& y) {
  std::vector<std::uint32_t> order(y.events.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return y.events[a].time < y.events[b].time; });
  return order;
}

void push_event(std::vector<Cell>& row, const IhcaEvent& e) {
  for (const auto code : {e.location, e.witnessed, std::string_view("yes"), std::string_view("no"), e.rhythm})
    row.push_back(cell(code));
  row.push_back(Moment{e.time + e.compression});
  row.push_back(e.shock >= 0 ? Cell{Moment{e.time + e.shock}} : Cell{});
  for (const auto code : {e.intubated_before, e.airway, e.capnography, e.rosc, e.sustained, e.termination})
    row.push_back(cell(code));
}

void push_course(std::vector<Cell>& row, const IhcaPatient& patient, const IhcaEvent& e) {
  for (const auto code : {patient.cause, patient.angiography, patient.pci, patient.temperature})
    row.push_back(cell(code));
  row.push_back(optional_cell(patient.discharged));
  for (const auto code :
       {patient.cpc, patient.survivor ? std::string_view("yes") : std::string_view("no"), patient.survived_1y})
    row.push_back(cell(code));
  row.push_back(optional_cell(patient.died));
  row.push_back(optional_cell(e.completed));
  row.push_back(cell(patient.prom_sent));
  row.push_back(cell(patient.prom_answered));
  push_eq5d(row, patient.health);
}

base::Result<std::uint64_t> write(YearJob& job) {
  const IhcaYear y = make_ihca_year(job.year, job.rng);
  std::vector<Person> persons;
  for (const auto& patient : y.patients) persons.push_back(job.people.make(patient.age, patient.male, patient.first));
  std::vector<Cell> row;
  std::uint64_t number = job.first_record;
  for (const auto i : by_time(y)) {
    const IhcaEvent& e = y.events[i];
    const IhcaPatient& patient = y.patients[e.patient];
    const Person& person = persons[e.patient];
    const std::string id = record_id("IH", job.year, number++);
    const std::string name = person_name(person.serial);
    row.clear();
    row.insert(row.end(),
               {std::string_view(id), person.identity_text(), std::string_view(name),
                std::string_view(job.names.hospitals[e.hospital]), local_date(e.time), Moment{e.time},
                std::int64_t{patient.age}, patient.male ? std::string_view("male") : std::string_view("female")});
    row.push_back(optional_cell(patient.admitted));
    for (const auto code : {patient.admission_type, patient.admission_cause, patient.same_course})
      row.push_back(cell(code));
    push_event(row, e);
    push_course(row, patient, e);
    KJEDE_TRY(job.sink.row(row));
  }
  return static_cast<std::uint64_t>(y.events.size());
}

}  // namespace

RegisterSource ihca_source() { return {"ihca", ihca_first_year, ihca_last_year, columns, write}; }

}  // namespace kjede::demo
