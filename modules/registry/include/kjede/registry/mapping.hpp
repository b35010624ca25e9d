#pragma once
// How a foreign file becomes a register's rows, from a YAML file (docs/reference/mapping.md has every key):
//
//   mapping: nyc_ems
//   register: ohca
//   source: {format: csv, delimiter: ";", encoding: latin-1, record: EMSDataSet/Header/PatientCareReport}
//   time format: "%d.%m.%Y %H:%M"     time zone: Europe/Oslo     decimal: comma     missing: [NA, "."]
//   only: {resourceType: Encounter}
//   columns:
//     event_id: CAD_ID                                          # a column, or a path in NDJSON and XML
//     first_rhythm: {from: eArrest/eArrest.11, codes: {3011011: vf}, otherwise: unknown}
//     call_received: {from: [date, clock], join: " "}
//   ignore: [comment]
//
//   KJEDE_ASSIGN(const auto mapping, registry::load_mapping(file));

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/text/csv.hpp"
#include "kjede/text/source.hpp"

namespace kjede::registry {

enum class SourceFormat { by_name, csv, ndjson, xml, parquet };

struct Named {
  std::string name;
  base::SourceSpan span;
};

// Texts of the source and what they become; the span of the value is for messages.
using Translation = std::map<std::string, Named, std::less<>>;

struct ColumnRule {
  enum class Form { copy, join, first_of, constant, row_number };

  Named target;  // a variable, or the register's identifier or name column
  Form form = Form::copy;
  std::vector<Named> from;  // columns or paths; several with join and first_of
  std::string join_with = " ";
  std::string constant;
  std::string strip;                   // a prefix that is taken away if it is there
  std::optional<Translation> codes;    // codes and units alike
  std::optional<Named> otherwise;      // for texts the translation does not know; nothing: they are rejected
  Translation missing_reasons;         // XML: the reason code of a missing value, and what it becomes
  std::optional<std::string> present;  // becomes this if there is any value …
  std::optional<std::string> absent;   // … and this if there is none
  std::optional<std::string> time_format;
  std::optional<std::string> time_zone;
  text::DecimalMark decimal = text::DecimalMark::none_seen;  // none_seen: the mapping's
  double scale = 1.0;                                        // numbers are multiplied by it
  std::optional<Named> plus;                                 // times: a column with a number that is added …
  double plus_seconds = 1.0;                                 // … in this many seconds each
  std::optional<Named> age_at;                               // a date column: whole years from `from` to it
};

struct Mapping {
  std::string name;
  std::string register_id;  // empty: any
  SourceFormat format = SourceFormat::by_name;
  text::CsvOptions csv;
  std::string record_path;  // XML
  std::optional<std::string> time_format;
  std::optional<std::string> time_zone;
  text::DecimalMark decimal = text::DecimalMark::none_seen;
  std::vector<std::string> missing;  // texts that mean missing, beside the empty one
  struct Filter {
    Named column;
    std::vector<std::string> values;
  };
  std::vector<Filter> only;  // rows that do not match are passed over and counted
  std::vector<ColumnRule> columns;
  std::vector<Named> ignore;
};

// "missing" as a translation's result.
inline constexpr std::string_view missing_word = "missing";

// All problems at once, each with its place. What the register and the file know is checked by import.
base::Result<Mapping> load_mapping(text::SourceFilePtr file);

}  // namespace kjede::registry
