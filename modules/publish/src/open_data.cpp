#include "kjede/publish/open_data.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "kjede/text/csv_writer.hpp"

namespace kjede::publish {

namespace {

using measure::MaskReason;
using measure::Measurement;
using Json = nlohmann::ordered_json;

struct ColumnText {
  const char* name;
  const char* type;
  const char* nb;
  const char* en;
};

constexpr std::array<ColumnText, 24> columns{{
    {"indicator", "string", "Indikatorens id", "Id of the indicator"},
    {"indicator_name", "string", "Indikatorens navn", "Name of the indicator, in Norwegian"},
    {"level", "string", "Enhetstype", "Kind of unit"},
    {"unit", "string", "Enhetens id", "Id of the unit"},
    {"unit_name", "string", "Enhetens navn", "Name of the unit"},
    {"orgnr", "string", "Organisasjonsnummer", "Organisation number"},
    {"period", "string", "Periode: 2024, 2024-T1, 2024-Q1, 2024-01", "Period: 2024, 2024-T1, 2024-Q1, 2024-01"},
    {"numerator", "integer", "Teller", "Numerator"},
    {"denominator", "integer", "Nevner (rater: personår)", "Denominator (rates: person-years)"},
    {"value", "number", "Verdi: andel 0–1, tid, eller rate", "Value: fraction 0–1, time, or rate"},
    {"measure", "string", "Verdiens måleenhet", "Unit of measure of the value"},
    {"ci_low", "number", "95 % konfidensintervall, nedre", "95 % confidence interval, lower"},
    {"ci_high", "number", "95 % konfidensintervall, øvre", "95 % confidence interval, upper"},
    {"ci_method", "string", "Metode for intervallet", "Method of the interval"},
    {"p10", "number", "10-persentil", "10th percentile"},
    {"p25", "number", "25-persentil", "25th percentile"},
    {"p50", "number", "Median", "Median"},
    {"p75", "number", "75-persentil", "75th percentile"},
    {"p90", "number", "90-persentil", "90th percentile"},
    {"mean", "number", "Gjennomsnitt", "Mean"},
    {"goal_level", "string", "Målnivå: green, yellow, red", "Goal level: green, yellow, red"},
    {"masked", "string", "Hvorfor tallene er skjult; tomt: vist", "Why the numbers are hidden; empty: shown"},
    {"definition_hash", "string", "Definisjonens fingeravtrykk", "Fingerprint of the definition"},
    {"data_version", "string", "Versjon av dataene", "Version of the data"},
}};

std::string_view mask_text(MaskReason reason) {
  switch (reason) {
    case MaskReason::none: return "";
    case MaskReason::few_events: return "few_events";
    case MaskReason::complement: return "complement";
    case MaskReason::small_denominator: return "small_denominator";
    case MaskReason::half_of_events: return "half_of_events";
    case MaskReason::prom_rule: return "prom_rule";
    case MaskReason::secondary: return "secondary";
  }
  return "";
}

std::string_view goal_text(const std::optional<catalog::GoalLevel>& level) {
  return !level                                 ? ""
         : *level == catalog::GoalLevel::green  ? "green"
         : *level == catalog::GoalLevel::yellow ? "yellow"
                                                : "red";
}

void write(text::CsvWriter& csv, const std::optional<double>& value, bool shown) {
  if (value && shown) {
    csv.number(*value);
  } else {
    csv.empty();
  }
}

std::optional<double> percentile(const Measurement& one, int wanted) {
  for (const auto& found : one.percentiles) {
    if (found.percentile == wanted) {
      return found.value;
    }
  }
  return std::nullopt;
}

void write_numbers(text::CsvWriter& csv, const Measurement& one, const catalog::Indicator& indicator) {
  const bool shown = one.masked == MaskReason::none;
  if (shown) {
    csv.number(one.numerator).number(one.denominator);
  } else {
    csv.empty().empty();
  }
  write(csv, one.value, shown);
  csv.text(indicator.value_measure);
  write(csv, one.ci_low, shown);
  write(csv, one.ci_high, shown);
  csv.text(one.ci_method);
  for (const int wanted : {10, 25, 50, 75, 90}) {
    write(csv, percentile(one, wanted), shown);
  }
  write(csv, one.mean, shown);
}

std::string results(const catalog::Catalog& catalog, std::span<const Measurement> measurements) {
  text::CsvWriter csv;
  for (const auto& column : columns) {
    csv.text(column.name);
  }
  csv.end_row();
  for (const auto& one : measurements) {
    const auto* indicator = catalog.find_indicator(one.indicator);
    if (indicator == nullptr) {
      continue;
    }
    const auto* unit = catalog.units.find(one.unit);
    csv.text(one.indicator).text(indicator->name.nb).text(one.level).text(one.unit);
    csv.text(unit != nullptr ? unit->name.nb : one.unit)
        .text(unit != nullptr ? unit->orgnr : "")
        .text(one.period.label());
    write_numbers(csv, one, *indicator);
    csv.text(one.masked == MaskReason::none ? goal_text(one.goal_level) : "").text(mask_text(one.masked));
    csv.text(one.definition_hash).text(one.data_version).end_row();
  }
  return csv.take();
}

std::string dictionary() {
  text::CsvWriter csv;
  csv.row({"column", "type", "description_nb", "description_en"});
  for (const auto& column : columns) {
    csv.row({column.name, column.type, column.nb, column.en});
  }
  return csv.take();
}

std::string package(const OpenDataOptions& options) {
  Json fields = Json::array();
  for (const auto& column : columns) {
    fields.push_back({{"name", column.name}, {"type", column.type}, {"description", column.en}});
  }
  Json whole{{"profile", "tabular-data-package"},
             {"name", "kjede-results"},
             {"title", options.title},
             {"created", base::to_string(options.date) + "T00:00:00Z"},
             {"licenses", Json::array({{{"name", options.license}}})}};
  if (options.synthetic) {
    whole["description"] = "Synthetic demonstration data. They concern no real patients.";
  }
  whole["resources"] =
      Json::array({{{"name", "results"},
                    {"path", "results.csv"},
                    {"profile", "tabular-data-resource"},
                    {"format", "csv"},
                    {"encoding", "utf-8"},
                    {"schema",
                     {{"fields", fields},
                      {"primaryKey", Json::array({"indicator", "level", "unit", "period"})},
                      {"missingValues", Json::array({""})}}}},
                   {{"name", "dictionary"}, {"path", "dictionary.csv"}, {"format", "csv"}, {"encoding", "utf-8"}}});
  return whole.dump(2) + "\n";
}

}  // namespace

std::vector<ExportFile> open_data(const catalog::Catalog& catalog, std::span<const Measurement> measurements,
                                  const OpenDataOptions& options) {
  return {{"results.csv", results(catalog, measurements)},
          {"dictionary.csv", dictionary()},
          {"datapackage.json", package(options)}};
}

}  // namespace kjede::publish
