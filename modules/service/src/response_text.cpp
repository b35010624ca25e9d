// Response times as a table, CSV and JSON.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "kjede/publish/words.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/response_times.hpp"
#include "kjede/text/csv_writer.hpp"
#include "kjede/text/table.hpp"
#include "names.hpp"

namespace kjede::service {
namespace {

using Json = nlohmann::ordered_json;
using publish::Language;
using text::Align;
using text::TableCell;

constexpr double nearly_its_own = 0.9;  // weight of a group's own missions: the raw figures say it all

std::string clock_or_nothing(const std::optional<double>& minutes) { return minutes ? clock_text(*minutes) : "–"; }

std::string range_text(const ResponseRow& row) {
  if (!row.p90_low && !row.p90_high) return "";
  return (row.p90_low ? clock_text(*row.p90_low) : "") + "–" + (row.p90_high ? clock_text(*row.p90_high) : "");
}

std::string share_text(const ResponseShare& share, Language language) {
  if (!share.share) return "–";
  auto text = publish::percent(*share.share, 0, language);
  if (share.low && share.high)
    text += fmt::format(" ({}–{})", publish::decimal(*share.low * 100, 0, language),
                        publish::decimal(*share.high * 100, 0, language));
  return text;
}

std::int64_t total(const std::vector<measure::ReasonCount>& counts) {
  std::int64_t sum = 0;
  for (const auto& count : counts) sum += count.count;
  return sum;
}

measure::Measurement named(const ResponseRow& row) {
  measure::Measurement m;
  m.unit = row.unit;
  m.period = row.period;
  m.until = row.until;
  return m;
}

bool several(const ResponseTimes& times, const std::function<bool(const ResponseRow&, const ResponseRow&)>& differ) {
  return std::any_of(times.rows.begin(), times.rows.end(),
                     [&](const ResponseRow& row) { return differ(row, times.rows.front()); });
}

// Which of the columns that name a row say anything.
struct Naming {
  bool unit = false;
  bool period = false;
};
Naming naming(const ResponseTimes& times) {
  return {several(times, [](const auto& a, const auto& b) { return a.unit != b.unit; }),
          several(times, [](const auto& a, const auto& b) { return a.period != b.period; })};
}

class ResponseTable {
 public:
  ResponseTable(const catalog::Catalog& catalog, const ResponseTimes& times, const ResponseTimesQuery& query,
                const TableOptions& options)
      : catalog_(catalog),
        times_(times),
        query_(query),
        options_(options),
        language_(options.language == "en" ? Language::en : Language::nb),
        naming_(naming(times)) {}

  std::string render() const {
    text::Table table(columns());
    for (const auto& row : times_.rows) table.add(cells(row));
    return heading() + table.render({options_.colour, options_.max_width}) + left_out() + legend();
  }

 private:
  bool nb() const { return language_ == Language::nb; }

  std::string unit_of(const ResponseRow& row) const {
    const auto* unit = catalog_.units.find(row.unit);
    return unit == nullptr ? row.unit : publish::in(unit->name, language_);
  }

  std::vector<text::TableColumn> columns() const {
    std::vector<text::TableColumn> out;
    if (naming_.unit) out.push_back({nb() ? "Enhet" : "Unit"});
    if (!times_.rows.empty()) {
      for (const auto& group : times_.rows.front().groups)
        out.push_back({publish::in(dimension_name(catalog_, query_.indicator, group.by), language_)});
    }
    if (naming_.period) out.push_back({nb() ? "Periode" : "Period"});
    out.push_back({"n", Align::right});
    out.push_back({nb() ? "Gjennomsnitt" : "Mean", Align::right});
    out.push_back({"Median", Align::right});
    out.push_back({nb() ? "90 % persentil" : "90th percentile", Align::right});
    out.push_back({nb() ? "95 % KI" : "95 % CI", Align::right});
    for (const auto& id : query_.within) {
      const auto* indicator = catalog_.find_indicator(id);
      const auto& name = indicator->short_name.nb.empty() ? indicator->name : indicator->short_name;
      out.push_back({publish::in(name, language_), Align::right});
    }
    if (shrinks()) {
      out.push_back({nb() ? "Median*" : "Median*", Align::right});
      out.push_back({"P90*", Align::right});
    }
    out.push_back({nb() ? "Ikke med" : "Left out", Align::right});
    out.push_back({""});
    return out;
  }

  bool shrinks() const {
    return std::any_of(times_.rows.begin(), times_.rows.end(),
                       [](const auto& row) { return row.shrunk && row.shrunk->weight < nearly_its_own; });
  }

  std::vector<TableCell> cells(const ResponseRow& row) const {
    std::vector<TableCell> out;
    const auto m = named(row);
    if (naming_.unit) out.emplace_back(unit_of(row));
    for (const auto& group : row.groups)
      out.emplace_back(publish::in(group_name(catalog_, query_.indicator, group), language_));
    if (naming_.period) out.emplace_back(period_label(m));
    if (row.masked) {
      out.emplace_back("*");
      return out;
    }
    out.emplace_back(publish::integer(row.n, language_));
    for (const auto& minutes : {row.mean, row.median, row.p90}) out.emplace_back(clock_or_nothing(minutes));
    out.emplace_back(range_text(row));
    for (const auto& share : row.shares) out.emplace_back(share_text(share, language_));
    if (shrinks()) {
      out.emplace_back(row.shrunk ? clock_text(row.shrunk->median) : "–");
      out.emplace_back(row.shrunk ? clock_text(row.shrunk->p90) : "–");
    }
    out.emplace_back(publish::integer(total(row.excluded), language_));
    out.emplace_back(row.few ? (nb() ? "få" : "few") : "", text::Tone::yellow);
    return out;
  }

  std::string heading() const {
    const auto* indicator = catalog_.find_indicator(query_.indicator);
    auto text = publish::in(indicator->name, language_);
    if (!times_.rows.empty() && !naming_.unit && !naming_.period) {
      const auto m = named(times_.rows.front());
      text += ", " + unit_of(times_.rows.front()) + ", " + period_label(m);
    }
    return text + "\n";
  }

  // "Left out: time missing 13, negative time 2"
  std::string left_out() const {
    std::vector<std::pair<std::string, std::int64_t>> sums;
    for (const auto& row : times_.rows) {
      for (const auto& count : row.excluded) {
        const auto same =
            std::find_if(sums.begin(), sums.end(), [&](const auto& s) { return s.first == count.reason; });
        if (same != sums.end())
          same->second += count.count;
        else
          sums.emplace_back(count.reason, count.count);
      }
    }
    if (sums.empty()) return "";
    std::vector<std::string> parts;
    for (const auto& [reason, count] : sums)
      parts.push_back(reason_name(reason) + " " + publish::integer(count, language_));
    return (nb() ? "Ikke med: " : "Left out: ") + fmt::format("{}\n", fmt::join(parts, ", "));
  }

  std::string reason_name(const std::string& reason) const {
    const auto* indicator = catalog_.find_indicator(query_.indicator);
    for (const auto& exclusion : indicator->exclude) {
      if (exclusion.id == reason) return publish::in(exclusion.name, language_);
    }
    const auto* variable = catalog_.find_register(indicator->register_id)->find(reason);
    return variable == nullptr ? reason : publish::in(variable->label, language_);
  }

  std::string legend() const {
    std::string text;
    if (shrinks())
      text += nb() ? "* trukket mot kommunen eller alle grupper (empirisk Bayes), for grupper med få oppdrag\n"
                   : "* drawn towards the municipality or all groups (empirical Bayes), for groups with few missions\n";
    if (several(times_, [](const auto& a, const auto&) { return a.few; }))
      text += nb() ? fmt::format("få: under {} oppdrag, tallene er usikre\n", query_.few)
                   : fmt::format("few: under {} missions, the figures are uncertain\n", query_.few);
    return text;
  }

  const catalog::Catalog& catalog_;
  const ResponseTimes& times_;
  const ResponseTimesQuery& query_;
  TableOptions options_;
  Language language_;
  Naming naming_;
};

using Cells = std::vector<std::pair<std::string, std::function<void(text::CsvWriter&, const ResponseRow&)>>>;

void clock_cell(text::CsvWriter& csv, const std::optional<double>& minutes) {
  minutes ? csv.text(clock_text(*minutes)) : csv.empty();
}

void add_share(Cells& cells, std::size_t i, const std::string& id) {
  const auto number = [i](std::optional<double> ResponseShare::*field) {
    return [i, field](text::CsvWriter& csv, const ResponseRow& row) {
      const auto value = row.masked ? std::nullopt : row.shares[i].*field;
      value ? csv.number(*value, 4) : csv.empty();
    };
  };
  cells.emplace_back(id, number(&ResponseShare::share));
  cells.emplace_back(id + "_low", number(&ResponseShare::low));
  cells.emplace_back(id + "_high", number(&ResponseShare::high));
}

Cells csv_cells(const ResponseTimes& times, const ResponseTimesQuery& query) {
  Cells cells;
  cells.emplace_back("unit", [](auto& csv, const auto& row) { csv.text(row.unit); });
  if (!times.rows.empty()) {
    for (std::size_t g = 0; g < times.rows.front().groups.size(); ++g)
      cells.emplace_back(times.rows.front().groups[g].by,
                         [g](auto& csv, const auto& row) { csv.text(row.groups[g].value); });
  }
  cells.emplace_back("period", [](auto& csv, const auto& row) { csv.text(period_label(named(row))); });
  cells.emplace_back("n", [](auto& csv, const auto& row) { row.masked ? csv.empty() : csv.number(row.n); });
  cells.emplace_back("mean", [](auto& csv, const auto& row) { clock_cell(csv, row.mean); });
  cells.emplace_back("median", [](auto& csv, const auto& row) { clock_cell(csv, row.median); });
  cells.emplace_back("p90", [](auto& csv, const auto& row) { clock_cell(csv, row.p90); });
  cells.emplace_back("p90_low", [](auto& csv, const auto& row) { clock_cell(csv, row.p90_low); });
  cells.emplace_back("p90_high", [](auto& csv, const auto& row) { clock_cell(csv, row.p90_high); });
  for (std::size_t i = 0; i < query.within.size(); ++i) add_share(cells, i, query.within[i]);
  cells.emplace_back("shrunk_median", [](auto& csv, const auto& row) {
    clock_cell(csv, row.shrunk ? std::optional(row.shrunk->median) : std::nullopt);
  });
  cells.emplace_back("shrunk_p90", [](auto& csv, const auto& row) {
    clock_cell(csv, row.shrunk ? std::optional(row.shrunk->p90) : std::nullopt);
  });
  cells.emplace_back("excluded",
                     [](auto& csv, const auto& row) { row.masked ? csv.empty() : csv.number(total(row.excluded)); });
  cells.emplace_back("few", [](auto& csv, const auto& row) { csv.text(row.few ? "true" : "false"); });
  cells.emplace_back("masked", [](auto& csv, const auto& row) { csv.text(row.masked ? "true" : "false"); });
  return cells;
}

Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json row_json(const ResponseRow& row) {
  Json json{
      {"unit", row.unit}, {"groups", Json::object()}, {"period", period_label(named(row))}, {"masked", row.masked}};
  for (const auto& group : row.groups)
    json["groups"][group.by] = group.value.empty() ? Json(nullptr) : Json(group.value);
  if (row.masked) return json;
  json["n"] = row.n;
  json["mean_minutes"] = number(row.mean);
  json["median_minutes"] = number(row.median);
  json["p90_minutes"] = number(row.p90);
  json["p90_low"] = number(row.p90_low);
  json["p90_high"] = number(row.p90_high);
  json["within"] = Json::array();
  for (const auto& share : row.shares)
    json["within"].push_back({{"indicator", share.indicator},
                              {"numerator", share.within},
                              {"share", number(share.share)},
                              {"low", number(share.low)},
                              {"high", number(share.high)}});
  json["excluded"] = Json::object();
  for (const auto& count : row.excluded) json["excluded"][count.reason] = count.count;
  if (row.shrunk)
    json["shrunk"] = {
        {"median_minutes", row.shrunk->median}, {"p90_minutes", row.shrunk->p90}, {"weight", row.shrunk->weight}};
  json["few"] = row.few;
  return json;
}

}  // namespace

std::string clock_text(double minutes) {
  const auto seconds = static_cast<long long>(std::floor(minutes * 60.0 + 0.5));
  const auto size = seconds < 0 ? -seconds : seconds;
  return fmt::format("{}{:02}:{:02}:{:02}", seconds < 0 ? "-" : "", size / 3600, size / 60 % 60, size % 60);
}

std::string response_table(const catalog::Catalog& catalog, const ResponseTimes& times, const ResponseTimesQuery& query,
                           const TableOptions& options) {
  return ResponseTable(catalog, times, query, options).render();
}

base::Result<std::string> response_csv(const ResponseTimes& times, const ResponseTimesQuery& query,
                                       const std::vector<std::string>& columns) {
  const auto all = csv_cells(times, query);
  Cells chosen;
  for (const auto& name : columns) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& cell) { return cell.first == name; });
    if (found == all.end()) {
      std::vector<std::string> known;
      for (const auto& cell : all) known.push_back(cell.first);
      return base::fail(codes::unknown_column, fmt::format("there is no column '{}'", name),
                        fmt::format("known: {}", fmt::join(known, ", ")));
    }
    chosen.push_back(*found);
  }
  if (columns.empty()) chosen = all;
  text::CsvWriter csv;
  std::vector<std::string> head;
  for (const auto& cell : chosen) head.push_back(cell.first);
  csv.row(head);
  for (const auto& row : times.rows) {
    for (const auto& cell : chosen) cell.second(csv, row);
    csv.end_row();
  }
  return csv.take();
}

std::string response_json(const ResponseTimes& times, const ResponseTimesQuery& query) {
  Json document{{"schema_version", 1}, {"indicator", query.indicator}, {"results", Json::array()}};
  for (const auto& row : times.rows) document["results"].push_back(row_json(row));
  return document.dump(1) + "\n";
}

}  // namespace kjede::service
