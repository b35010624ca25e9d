#pragma once
// Finding of cases and linkage: which arrests that hospitals coded are in the register, and which are not.
// After the annual report 2024 §4.2.1: stays less than 24 hours apart are one course; a course counts if it has an
// overnight stay, or the patient died on the day of admission, and one of the codes ICD-10 I46*, I49.0 (printed
// "I149.0"), procedure FYAB88, WDAB80 or ZXG05/10/20/30; courses with rehabilitation (Z50) that are not in the register
// are left out. Courses and records are the same if the person is and the dates lie at most 3 days apart.
//
//   KJEDE_ASSIGN(const auto file, registry::read_stays("npr.csv", zone, store));
//   const auto found = registry::find_cases(records, registry::courses_of(file.stays, zone));
//   stats::coverage({found.registry_only, found.other_only, found.both});

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/base/time.hpp"
#include "kjede/registry/import.hpp"
#include "kjede/store/records.hpp"

namespace kjede::registry {

inline constexpr int link_window_days = 3;

struct PersonEvent {
  std::string person;  // pseudonym
  base::Date date;
  std::string key;  // of the record; empty for hospital courses
};

struct HospitalStay {
  std::string person;  // pseudonym
  base::Instant admitted;
  base::Instant discharged;
  std::optional<base::Date> died;
  std::vector<std::string> codes;  // diagnoses and procedures, capitals, without points: I490
};

// Stays of one person that follow each other within 24 hours.
struct HospitalCourse {
  std::string person;
  base::Date admitted;
  bool counts = false;          // by codes and length, see above
  bool rehabilitation = false;  // Z50
};

// `first`, `second`: pairs of positions; each event is in at most one pair, and there are as many pairs as can be.
struct Linkage {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  std::vector<std::size_t> only_first;
  std::vector<std::size_t> only_second;
};
Linkage link(std::span<const PersonEvent> first, std::span<const PersonEvent> second,
             int window_days = link_window_days);

std::vector<HospitalCourse> courses_of(std::vector<HospitalStay> stays, const base::TimeZone& zone);

struct CaseFinding {
  std::int64_t both = 0;
  std::int64_t registry_only = 0;
  std::int64_t other_only = 0;
  std::vector<HospitalCourse> missing;  // counted courses that the register lacks: to be looked for
};
// `days`: only records on these days (both included) count as the register's alone, so that records just before and
// after may be given to find the courses' partners.
CaseFinding find_cases(std::span<const PersonEvent> records, std::span<const HospitalCourse> courses,
                       int window_days = link_window_days,
                       std::optional<std::pair<base::Date, base::Date>> days = std::nullopt);

// What a file of hospital stays holds, and what could not be read of it.
struct StaysFile {
  std::vector<HospitalStay> stays;
  std::uint64_t rows = 0;
  std::uint64_t rejected = 0;          // rows with a problem: not among the stays
  std::uint64_t unnumbered = 0;        // rows without an identity number: left out
  std::vector<ProblemCount> problems;  // most frequent first
  std::string rejects;                 // the list written; empty: none
};
struct StaysOptions {
  std::string rejects{};        // where the list of bad rows goes (CSV), only when there are any. Empty: nowhere
  std::string language = "nb";  // of the list: nb or en
};

// A CSV file with the columns national_id, admitted, discharged, died (may be empty), codes (separated by blanks,
// commas or |). Every row that cannot be read is listed with its number and all its problems, never with a value.
// Fails when the file is not of that form or the list cannot be written.
base::Result<StaysFile> read_stays(const std::string& path, const base::TimeZone& zone, store::RecordStore& store,
                                   const StaysOptions& options = {});

// Records with a known person between two days, both included, as of a batch.
base::Result<std::vector<PersonEvent>> person_events(store::RecordStore& store, std::string_view register_id,
                                                     base::Date from, base::Date to, std::int64_t batch);

}  // namespace kjede::registry
