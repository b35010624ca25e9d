#pragma once
// The first-responder scheme for a person: its files in, what does not meet the guideline, and its units with what they
// may do. Judgements are made in room dispatch.
//
//   KJEDE_ASSIGN(const auto answer, service::lint_scheme(catalog, *records, rules, {.as_of = "2026-05-17"}, now));
//   print(service::lint_text(answer, {.limit = 50}, "nb"));

#include <optional>
#include <string>
#include <vector>

#include "kjede/dispatch/lint.hpp"
#include "kjede/service/import.hpp"
#include "kjede/service/scheme.hpp"
#include "kjede/text/table.hpp"

namespace kjede::service {

struct SchemeFiles {
  std::string register_id;
  std::vector<std::string> paths;
};

// Which register each file belongs to: by --register, else by its name. Folders stand for the CSV and NDJSON files of
// the scheme in them. One entry for each register, in the order of scheme_registers. All files that are none at once
// (KJ0940).
base::Result<std::vector<SchemeFiles>> scheme_files(const std::vector<std::string>& paths,
                                                    const std::string& register_id);
// Where the rejected rows of a register go when one file was named for all: rejects.csv is rejects.aed.csv.
std::string rejects_of(const std::string& named, const std::string& register_id, bool several);
std::string imports_text(const std::vector<registry::ImportReport>& reports, std::string_view language);
std::string imports_json(const std::vector<registry::ImportReport>& reports, std::string_view language);

struct LintQuery {
  std::optional<std::string> as_of;  // the registers as they were then, judged on that day; nothing: now
  std::optional<std::string> on;     // judged on another day, 2026-12-31
  std::string unit{};                // findings of one unit, its agreement, organisation and persons; empty: all
  bool blocking = false;             // only those that keep a unit from being alerted
};

// A unit with what it has; `may be alerted`: nothing blocks it, nor its agreement and organisation. Duty is another
// matter.
struct UnitStanding {
  const dispatch::ResponderUnit* unit = nullptr;
  const dispatch::Organisation* organisation = nullptr;
  std::vector<std::string> blocked_by;  // requirements
  int warnings = 0;                     // its own, and those of its persons
  int persons = 0;
  int practised = 0;  // of them, all skills within the time the guideline sets
  bool may_be_alerted() const { return blocked_by.empty(); }
};

// One person on the day, for the register `responder_status`.
struct PersonStanding {
  const dispatch::Responder* responder = nullptr;
  bool practised = false, trained = false;
  int overdue = 0;  // skills
};

struct SchemeAnswer {
  dispatch::Scheme scheme;
  dispatch::RuleSet rules;
  base::Date day;
  std::vector<dispatch::Finding> findings;
  std::vector<UnitStanding> units;      // all of the scheme
  std::vector<PersonStanding> persons;  // all of the scheme
};

// Fails with KJ0931 for a day that cannot be read, KJ0930 for a unit that is not there.
base::Result<std::unique_ptr<SchemeAnswer>> lint_scheme(const catalog::Catalog& catalog, store::RecordStore& records,
                                                        dispatch::RuleSet rules, const LintQuery& query,
                                                        base::Instant now);

struct LintTable {
  std::size_t limit = 50;  // rows shown; 0: all
  text::TableStyle style{};
};
std::string lint_text(const SchemeAnswer& answer, const LintTable& table, std::string_view language);
std::string lint_json(const SchemeAnswer& answer);
std::string units_text(const SchemeAnswer& answer, const LintTable& table, std::string_view language);
std::string units_json(const SchemeAnswer& answer);
// Importable as register `responder_status`: one row per person on the day, no names. `amk`: the centre it is for.
std::string status_csv(const SchemeAnswer& answer, const std::string& amk);

}  // namespace kjede::service
