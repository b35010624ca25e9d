// Hospital stays from a file, and records from the store, as events of pseudonymous persons.

#include <fmt/format.h>

#include <algorithm>

#include "kjede/registry/codes.hpp"
#include "kjede/registry/identifier.hpp"
#include "kjede/registry/link.hpp"
#include "kjede/text/csv.hpp"
#include "time_format.hpp"

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
  for (const auto& [name, place] : {std::pair("national_id", &columns.person), std::pair("admitted", &columns.admitted),
                                    std::pair("discharged", &columns.discharged), std::pair("died", &columns.died),
                                    std::pair("codes", &columns.codes)}) {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) {
      return base::fail(codes::column_missing, fmt::format("'{}' has no column '{}'", reader.name(), name),
                        "hospital stays need national_id, admitted, discharged, died and codes");
    }
    *place = static_cast<std::size_t>(found - header.begin());
  }
  return columns;
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

base::Unexpected unreadable(const text::CsvReader& reader, const text::CsvRow& row, const base::Code& code,
                            std::string_view field) {
  return base::fail(code,
                    fmt::format("'{}' row {} (line {}): {} is not understood", reader.name(), row.row, row.line, field),
                    "write dates as 2024-12-31 and times as 2024-12-31T23:59");
}

}  // namespace

base::Result<std::vector<HospitalStay>> read_stays(const std::string& path, const base::TimeZone& zone,
                                                   store::RecordStore& store) {
  KJEDE_ASSIGN(auto reader, text::CsvReader::open(path));
  KJEDE_ASSIGN(const auto columns, find_columns(reader));
  std::vector<HospitalStay> stays;
  for (text::CsvRow row; reader.next(row);) {
    if (row.problem) return base::fail({*row.problem});
    const std::string number = normalise_identifier(row.fields[columns.person]);
    if (number.empty()) continue;
    if (!check_identifier(number).valid()) return unreadable(reader, row, codes::bad_identifier, "the identity number");
    HospitalStay stay;
    KJEDE_ASSIGN(stay.person, store.pseudonym(base::Sensitive<std::string>(number)));
    const auto admitted = parse_common_time(row.fields[columns.admitted]);
    const auto discharged = parse_common_time(row.fields[columns.discharged]);
    if (admitted.fault != TimeFault::none) return unreadable(reader, row, codes::date_format, "'admitted'");
    if (discharged.fault != TimeFault::none) return unreadable(reader, row, codes::date_format, "'discharged'");
    stay.admitted = zone.resolve(admitted.wall).instant;
    stay.discharged = zone.resolve(discharged.wall).instant;
    if (const auto died = row.fields[columns.died]; !died.empty()) {
      stay.died = base::parse_date(died);
      if (!stay.died) return unreadable(reader, row, codes::date_format, "'died'");
    }
    stay.codes = split_codes(row.fields[columns.codes]);
    stays.push_back(std::move(stay));
  }
  return stays;
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
