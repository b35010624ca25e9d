// Hospital stays from a file, and records from the store, as events of pseudonymous persons.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "kjede/registry/codes.hpp"
#include "kjede/registry/identifier.hpp"
#include "kjede/registry/link.hpp"
#include "kjede/text/csv.hpp"
#include "problem.hpp"
#include "reject_log.hpp"

namespace kjede::registry {
namespace {

struct Columns {
  std::size_t person = 0;
  std::size_t admitted = 0;
  std::size_t discharged = 0;
  std::size_t died = 0;
  std::size_t codes = 0;
};

base::Result<Columns> find_columns(const text::CsvReader& reader) {
  Columns columns;
  const auto& header = reader.header();
  base::Diagnostics missing;
  for (const auto& [name, place] : {std::pair("national_id", &columns.person), std::pair("admitted", &columns.admitted),
                                    std::pair("discharged", &columns.discharged), std::pair("died", &columns.died),
                                    std::pair("codes", &columns.codes)}) {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) {
      auto fault =
          base::fail(codes::column_missing, fmt::format("'{}' has no column '{}'", reader.name(), name)).diagnostics;
      std::move(fault.begin(), fault.end(), std::back_inserter(missing));
    }
    *place = static_cast<std::size_t>(found - header.begin());
  }
  if (missing.empty()) return columns;
  missing.back().suggestion = "hospital stays need national_id, admitted, discharged, died and codes";
  return base::fail(std::move(missing));
}

std::vector<std::string> split_codes(std::string_view text) {
  std::vector<std::string> codes(1);
  for (const char c : text) {
    if (c == ' ' || c == ',' || c == '|') {
      if (!codes.back().empty()) codes.emplace_back();
    } else if (c != '.') {
      codes.back() += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
  }
  if (codes.back().empty()) codes.pop_back();
  return codes;
}

// One row after the other: what is wrong with it, all of it, or the stay.
class StayReader {
 public:
  StayReader(const Columns& columns, const base::TimeZone& zone) : columns_(columns), zone_(zone) {}

  // The stay is without its person: `number` says who it is; empty: nobody is named.
  std::optional<HospitalStay> read(const text::CsvRow& row, std::string& number, Problems& problems) const {
    number = normalise_identifier(row.fields[columns_.person]);
    if (number.empty()) return std::nullopt;
    if (const auto verdict = check_identifier(number); !verdict.valid())
      problems.push_back(identifier_problem(verdict, "national_id", number));
    HospitalStay stay;
    const auto admitted = time(row.fields[columns_.admitted], "admitted", problems);
    const auto discharged = time(row.fields[columns_.discharged], "discharged", problems);
    if (const auto text = row.fields[columns_.died]; !text.empty()) {
      const auto died = parse_common_time(text);
      if (died.fault != TimeFault::none) problems.push_back(fault(died.fault, "died", text));
      stay.died = std::chrono::floor<std::chrono::days>(base::Instant(died.wall.local.time_since_epoch()));
    }
    if (admitted && discharged && *discharged < *admitted) {
      problems.push_back({&codes::rule_broken,
                          "discharged",
                          value_class(row.fields[columns_.discharged]),
                          {"utskrevet før innlagt", "discharged before admitted"},
                          {"rett det i kilden", "correct it at the source"},
                          false});
    }
    if (!problems.empty()) return std::nullopt;
    stay.admitted = *admitted;
    stay.discharged = *discharged;
    stay.codes = split_codes(row.fields[columns_.codes]);
    return stay;
  }

 private:
  // Stays come without a mapping: what to do is to write them as they are read.
  static Problem fault(TimeFault found, const char* field, std::string_view text) {
    auto problem = time_problem(found, field, text);
    if (found == TimeFault::not_understood || found == TimeFault::swapped) {
      problem.advice = {"skriv datoer som 2024-12-31 og tidspunkter som 2024-12-31T23:59",
                        "write dates as 2024-12-31 and times as 2024-12-31T23:59"};
    }
    return problem;
  }

  std::optional<base::Instant> time(std::string_view text, const char* field, Problems& problems) const {
    const auto parsed = parse_common_time(text);
    if (parsed.fault == TimeFault::none) return zone_.resolve(parsed.wall).instant;
    problems.push_back(fault(parsed.fault, field, text));
    return std::nullopt;
  }

  Columns columns_;
  const base::TimeZone& zone_;
};

}  // namespace

base::Result<StaysFile> read_stays(const std::string& path, const base::TimeZone& zone, store::RecordStore& store,
                                   const StaysOptions& options) {
  KJEDE_ASSIGN(auto reader, text::CsvReader::open(path));
  KJEDE_ASSIGN(const auto columns, find_columns(reader));
  const StayReader stays(columns, zone);
  RejectLog rejects(options.rejects, options.language);
  StaysFile file;
  for (text::CsvRow row; reader.next(row);) {
    ++file.rows;
    Problems problems;
    std::string number;
    auto stay = row.problem ? std::nullopt : stays.read(row, number, problems);
    if (row.problem) problems.push_back(unreadable(*row.problem));
    if (!problems.empty()) {
      ++file.rejected;
      rejects.add(path, row.row, row.line, problems);
    } else if (!stay) {
      ++file.unnumbered;
    } else {
      KJEDE_ASSIGN(stay->person, store.pseudonym(base::Sensitive<std::string>(number)));
      file.stays.push_back(*std::move(stay));
    }
  }
  KJEDE_ASSIGN(file.rejects, rejects.finish());
  file.problems = rejects.counts();
  return file;
}

base::Result<std::vector<PersonEvent>> person_events(store::RecordStore& store, std::string_view register_id,
                                                     base::Date from, base::Date to, std::int64_t batch) {
  std::vector<PersonEvent> events;
  const std::string sql = fmt::format(
      "select person, event_date, record_key from {} where {} and person is not null and event_date between $1 and $2",
      store::table_of(register_id), store::current_at(batch));
  const std::vector<base::Value> days{from, to};
  KJEDE_TRY(store.database().scan(sql, days, [&](const store::Chunk& chunk) {
    for (std::size_t i = 0; i < chunk.rows; ++i) {
      events.push_back({std::string(chunk.columns[0].texts[i]),
                        base::Date(std::chrono::days(chunk.columns[1].integers[i])),
                        std::string(chunk.columns[2].texts[i])});
    }
  }));
  std::sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  return events;
}

}  // namespace kjede::registry
