#pragma once
// How a foreign file becomes a register's rows, from a YAML file (docs/reference/mapping.md has every key):
//
//   mapping: nyc_ems
//   register: ohca
//   source: xml
//   records: EMSDataSet/Header/PatientCareReport
//   time zone: America/New_York
//   keep: {from: eArrest/eArrest.01, in: ["3001003", "3001005"]}
//   variables:
//     event_id: "@UUID"
//     first_rhythm: {from: eArrest/eArrest.11, codes: {"3011011": vf}, otherwise: unknown}
//     call_received: {first of: [eTimes/eTimes.01, eTimes/eTimes.03]}
//
//   KJEDE_ASSIGN(const auto mapping, registry::load_mapping(file));

#include <map>
#include <optional>
#include <string>
#include <utility>
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

// Texts of the source and what they become; "Y92.0*" stands for every text that starts so.
struct Translation {
  std::map<std::string, Named, std::less<>> exact;
  std::vector<std::pair<std::string, Named>> prefixes;
  const Named* find(std::string_view text) const;
};

// True when one of the column's values is among `values`.
struct Condition {
  Named column;
  std::vector<std::string> values;
};

// How a value is found in a row.
struct ValueRule {
  enum class Form { copy, join, first_of, constant, row_number };

  Form form = Form::copy;
  std::vector<Named> from;  // columns or paths; several are joined
  std::string join_with = " ";
  std::vector<ValueRule> options;  // first_of: the first that gives a value
  std::string constant;
  std::optional<Condition> when;     // else missing
  std::string after;                 // what stands before this mark, and the mark, are taken away
  std::optional<Translation> codes;  // codes and units alike
  std::optional<Named> otherwise;    // for texts the translation does not know; nothing: they are rejected
  std::vector<std::string> prefer;   // of several values: the result that stands first here
  std::map<std::string, Named, std::less<>>
      missing_reasons;                 // XML: the reason code of a missing value, and what it becomes
  std::optional<std::string> present;  // becomes this if there is any value …
  std::optional<std::string> absent;   // … and this if there is none
};

struct ColumnRule {
  Named target;  // a variable, or the register's identifier or name column
  ValueRule value;
  std::optional<std::string> time_format;
  std::optional<std::string> time_zone;
  text::DecimalMark decimal = text::DecimalMark::none_seen;  // none_seen: the mapping's
  double scale = 1.0;                                        // numbers are multiplied by it
  std::optional<Named> plus;                                 // times: a column with a number that is added …
  double plus_seconds = 1.0;                                 // … in this many seconds each
  std::optional<Named> age_at;                               // a date column: whole years from the value to it
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
  std::vector<Condition> keep;       // rows that do not fulfil all are passed over and counted
  std::vector<ColumnRule> columns;
  std::vector<Named> ignore;
};

// "missing" as a translation's result.
inline constexpr std::string_view missing_word = "missing";

// All problems at once, each with its place. What the register and the file know is checked by import.
base::Result<Mapping> load_mapping(text::SourceFilePtr file);

}  // namespace kjede::registry
