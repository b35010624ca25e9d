#pragma once
// The checked model of a catalog: what the YAML files say, resolved and consistent. Made by load (load.hpp); rooms
// above read it and never see YAML. Everything is in the order of the files; lookups by name are functions.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/diagnostic.hpp"
#include "kjede/base/period.hpp"
#include "kjede/base/value.hpp"
#include "kjede/catalog/expression.hpp"

namespace kjede::catalog {

struct Label {
  std::string nb;
  std::string en;
};

// ---- units -------------------------------------------------------------------------------------------------

struct Unit {
  std::string id;    // stable, ASCII: stolavs, amk_bergen, no
  std::string kind;  // nation, rhf, hf, hospital, ambulance_service, amk, icu_unit, county, municipality, ooh_clinic …
  std::string parent;  // id; empty for the root
  Label name;
  std::string short_name;            // for figures
  std::string orgnr;                 // 9 digits or empty
  std::vector<std::string> aliases;  // other names import accepts
  std::optional<base::Date> opened;
  std::optional<base::Date> closed;               // last day
  std::map<std::string, std::string> attributes;  // angiography: yes, category: general_high …
  base::SourceSpan span;
};

struct UnitKind {
  std::string id;
  Label name;
  Label plural;
};

class Units {
 public:
  Units() = default;
  Units(std::vector<UnitKind> kinds, std::vector<Unit> units);
  const std::vector<Unit>& all() const { return units_; }
  const std::vector<UnitKind>& kinds() const { return kinds_; }
  const Unit* find(std::string_view id) const;
  // By id, name, short name, orgnr or alias; `kind` restricts. Case-insensitive.
  const Unit* find_by_name(std::string_view text, std::string_view kind) const;
  const Unit* ancestor(std::string_view id, std::string_view kind) const;  // itself if of that kind; or nothing
  std::vector<const Unit*> of_kind(std::string_view kind) const;

 private:
  std::vector<UnitKind> kinds_;
  std::vector<Unit> units_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_name_;
};

// Inhabitants of a unit's area in a year, 1 January unless the source says otherwise. Children are summed when a
// unit has no row of its own.
struct PopulationRow {
  std::string unit;
  int year = 0;
  std::string sex;    // "", "male", "female"
  int age_from = -1;  // -1: all ages
  int age_to = -1;
  std::int64_t persons = 0;
};

// ---- registers ---------------------------------------------------------------------------------------------

enum class VariableType { text, code, integer, number, date, time, unit };

struct CodeValue {
  std::string code;
  Label name;
  bool unknown = false;
};

// A variable that is computed from the stored ones, per record or across a person's records.
struct Derived {
  enum class Form { expression, time_to_next, rank };
  Form form = Form::expression;
  ExpressionPtr expression;  // form expression
  std::string from;          // time_to_next: time variable of this record …
  std::string next;          // … to this time variable of the following record
  // time_to_next, rank: what groups records, "person" and "year" (of the event date) allowed. Missing values form a
  // group of their own; a record without a person stands alone.
  std::vector<std::string> within;
  std::vector<std::string> order;  // time_to_next, rank: ordered by these, missing last; ties by the key
  ExpressionPtr where;             // time_to_next, rank: only among these records (may be null)
};

struct Variable {
  std::string name;
  Label label;
  Label description;
  VariableType type = VariableType::text;
  std::vector<CodeValue> codes;
  std::string unit_kind;  // type unit
  std::string measure;    // unit of measure: s, min, h, days, years, mmHg …
  std::optional<double> min;
  std::optional<double> max;
  bool required = false;
  std::string source;   // amk, ambulance, hospital, register, patient …
  std::string utstein;  // the Utstein element, if it is one
  std::optional<Derived> derived;
  base::SourceSpan span;
};

struct RecordRule {
  std::string id;
  ExpressionPtr holds;  // must not be false; unknown passes
  bool rejects = true;  // else a warning
  Label message;
  base::SourceSpan span;
};

struct Register {
  std::string id;
  Label name;
  Label short_name;
  std::string key;                     // variable that identifies a record
  std::string date;                    // date or time variable that places a record in a period (local date)
  std::string time_zone;               // IANA
  std::string identifier;              // input column with the national identity number; empty: no persons
  std::string person_name;             // input column with the name; empty: none
  bool test_persons = false;           // accept synthetic identity numbers
  bool rejects_person_numbers = true;  // a row with an identity number in a text; else it is a warning
  bool counted = false;                // rows are already counted; numerators are sums of variables
  std::vector<Variable> variables;
  std::vector<RecordRule> rules;
  base::SourceSpan span;

  const Variable* find(std::string_view name) const;
};

// ---- cohorts and indicators ------------------------------------------------------------------------------------

enum class UnknownEffect { counts_as_no, counts_as_yes, excluded };
struct UnknownPolicy {
  std::string variable;
  UnknownEffect effect = UnknownEffect::counts_as_no;
};

struct Clause {
  ExpressionPtr expression;
  std::string text;  // as written
  base::SourceSpan span;
};

struct Cohort {
  std::string id;
  std::string register_id;
  Label name;
  Clause where;
  std::vector<UnknownPolicy> unknown;  // what decides when `where` is unknown; default: not a member
  base::SourceSpan span;
};

enum class IndicatorKind { proportion, percentile, median, mean, rate, count };
enum class IndicatorType { structure, process, outcome };
enum class IndicatorRole { quality, background };  // background: measured and shown alike, no indicator of quality
enum class GoalLevel { green, yellow, red };

// mantissa · 10^-scale: thresholds are compared exactly, never as doubles.
struct Decimal {
  std::int64_t mantissa = 0;
  int scale = 0;
};

struct Threshold {
  Op comparison = Op::greater_equal;
  Decimal value;        // proportions: the fraction (90 % is 0.90); times: in `measure`
  std::string measure;  // "", s, min, h, days
  std::string text;     // as written
};

struct Goal {
  int percentile = 0;  // 0: the indicator's own value; 90: the 90th percentile, 50: the median
  Threshold green;
  std::optional<Threshold> yellow;  // below it: red
};

struct Exclusion {
  std::string id;
  Label name;
  Clause when;  // true: left out, counted under this reason
};

struct ChartRule {
  std::string chart;  // p, u, i …; empty: none
  base::PeriodKind by = base::PeriodKind::quarter;
  std::optional<base::Date> from;
  std::vector<base::Period> excluded;
  std::vector<base::Date> splits;
  std::optional<base::Date> baseline_from;
  std::optional<base::Date> baseline_to;
};

struct Disclosure {
  int hide_below = 5;                     // a count 1…k−1 is not shown per unit
  int hide_denominator_below = 0;         // 0: no such rule (kvalitetsregistre.no uses 10)
  bool half_of_events = false;            // hidden when data exist for less than half of the relevant events
  std::optional<int> min_answers;         // PROM double rule: more than this many answers …
  std::optional<Decimal> min_sent_share;  // … and sent to more than this share
};

struct SkdeExport {
  std::string id;  // ind_id
  std::string context = "caregiver";
};

// One line of a test's table, ready to be judged or stored: one value per variable of the register, those derived
// missing. The columns not given hold the test's `given`, one test unit, 2024-01-01, and the row number as key.
struct TestRecord {
  std::vector<base::Value> values;
  std::string person;  // column `person`; empty: nobody
  std::string text;    // the line as written
  base::SourceSpan span;
};

struct TestExpectation {
  std::string key;    // numerator, denominator, value, goal_level, p50, excluded.no_time, unknown.capnography …
  std::string value;  // as written
  base::SourceSpan span;
};

struct TestCase {
  std::vector<TestRecord> records;
  std::vector<TestExpectation> expect;
  base::SourceSpan span;
};

struct Indicator {
  std::string id;
  std::string register_id;
  Label name;
  Label short_name;
  Label description;
  IndicatorKind kind = IndicatorKind::proportion;
  IndicatorType type = IndicatorType::process;
  IndicatorRole role = IndicatorRole::quality;
  std::string unit_variable;        // variable of type unit that owns the record
  std::vector<std::string> levels;  // unit kinds it is measured at, finest first
  std::vector<std::string> groups;  // unit attributes it is also summed by (angiography)
  std::optional<Clause> cohort;
  std::vector<Exclusion> exclude;
  std::optional<Clause> denominator;
  std::optional<Clause> numerator;
  std::optional<Clause> sum_numerator;  // counted registers: the variable that is summed
  std::optional<Clause> sum_denominator;
  std::optional<Clause> value;   // percentile, median, mean; also beside a proportion
  std::string value_measure;     // unit the value is shown in: s, min, days, years
  std::vector<int> percentiles;  // 10, 25, 50, 75, 90
  int quantile_type = 7;
  std::vector<UnknownPolicy> unknown;
  std::optional<Goal> goal;
  bool higher_is_better = true;
  std::string interval;  // wilson, clopper_pearson, exact, byar, t; empty: the kind's default
  std::int64_t per = 0;  // rate: per this many person-years; beside a proportion: an extra rate
  Disclosure disclosure;
  ChartRule chart;
  std::string funnel;  // sd3, exact_binomial; empty: none
  std::optional<SkdeExport> skde;
  std::string source;
  std::vector<TestCase> tests;
  std::string hash;  // of everything that can change the number
  base::SourceSpan span;
};

// ---- analyses: published tables and distributions that are no indicators ----------------------------------------

enum class AnalysisKind { distribution, numbers, pyramid, trend, completeness, flow, cross_table };

struct Analysis {
  std::string id;
  std::string register_id;
  Label name;
  AnalysisKind kind = AnalysisKind::distribution;
  std::optional<Clause> cohort;
  std::vector<std::string> by;       // variables that are counted (distribution, cross_table, completeness)
  std::vector<std::string> cohorts;  // flow, trend: cohorts that are counted
  std::vector<Clause> counts;        // named conditions counted among the cohort
  std::vector<std::string> count_ids;
  std::vector<Label> count_names;
  std::string value;  // numbers: the variable
  std::string sex;    // pyramid: variables
  std::string age;
  int band_years = 5;
  std::string unit_variable;
  std::vector<std::string> levels;
  std::vector<std::string> groups;  // unit attributes it is also counted by
  base::PeriodKind period = base::PeriodKind::year;
  std::int64_t per = 0;
  std::string source;
  base::SourceSpan span;
};

// What a further column of the unit tables says, for readers: angiography, with the words for yes and no.
struct UnitAttribute {
  std::string id;
  Label name;
  std::vector<CodeValue> values;  // in the order they are shown
};

struct Catalog {
  std::string name;
  std::string version;
  Units units;
  std::vector<UnitAttribute> unit_attributes;
  std::vector<PopulationRow> population;
  std::vector<Register> registers;
  std::vector<Cohort> cohorts;
  std::vector<Indicator> indicators;
  std::vector<Analysis> analyses;
  std::string hash;            // of everything that can change a number
  base::Diagnostics warnings;  // what is allowed but looks wrong

  const Register* find_register(std::string_view id) const;
  const Cohort* find_cohort(std::string_view register_id, std::string_view id) const;
  const Indicator* find_indicator(std::string_view id) const;
  const Analysis* find_analysis(std::string_view id) const;
  // The words for a value of a unit attribute; nothing when the catalog declares none.
  const Label* attribute_value(std::string_view attribute, std::string_view value) const;
  // Persons in a unit's area; sums its children when it has no row. Nothing when the year is not known.
  std::optional<std::int64_t> population_of(std::string_view unit, int year) const;
};

}  // namespace kjede::catalog
