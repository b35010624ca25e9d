#include "query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace kjede::service {
namespace {

constexpr std::size_t most_dimensions = 3;  // more makes cells of single records

// "month, priority in (acute, urgent)": parted by commas outside parentheses; blanks around an item do not count.
std::vector<std::string> split_by(std::string_view text) {
  std::vector<std::string> items{""};
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (c == ',' && depth == 0)
      items.emplace_back();
    else
      items.back() += c;
  }
  for (auto& item : items) {
    const auto first = item.find_first_not_of(' ');
    item = first == std::string::npos ? std::string() : item.substr(first, item.find_last_not_of(' ') - first + 1);
  }
  std::erase(items, "");
  return items;
}

class Resolver {
 public:
  Resolver(const catalog::Catalog& catalog, const MeasureQuery& typed) : catalog_(catalog), typed_(typed) {}

  base::Result<Query> run() {
    for (const auto& name : typed_.indicators) indicator(name);
    for (const auto& name : typed_.levels) level(name);
    for (const auto& name : typed_.units) unit(name);
    period();
    as_of();
    if (!problems_.empty()) return base::fail(std::move(problems_));
    return std::move(query_);
  }

 private:
  void problem(const base::Code& code, std::string message, std::string suggestion) {
    base::Diagnostic d;
    d.code = code.id;
    d.message = std::move(message);
    d.suggestion = std::move(suggestion);
    problems_.push_back(std::move(d));
  }

  void unknown(std::string_view what, const std::string& name, const std::vector<std::string>& candidates) {
    const auto near = base::nearest(name, candidates);
    problem(
        codes::unknown_name, fmt::format("there is no {} '{}'", what, name),
        near.empty() ? fmt::format("known: {}", fmt::join(candidates, ", ")) : fmt::format("did you mean '{}'?", near));
  }

  void indicator(const std::string& name) {
    if (catalog_.find_indicator(name) != nullptr) return query_.indicators.push_back(name);
    std::vector<std::string> ids;
    for (const auto& i : catalog_.indicators) ids.push_back(i.id);
    unknown("indicator", name, ids);
  }

  void level(const std::string& name) {
    std::vector<std::string> levels;
    for (const auto& i : catalog_.indicators) {
      for (const auto& names : {i.levels, i.groups}) levels.insert(levels.end(), names.begin(), names.end());
    }
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    if (std::binary_search(levels.begin(), levels.end(), name)) return query_.levels.push_back(name);
    unknown("level", name, levels);
  }

  // A name can stand for several units: a trust and its ambulance service may share one.
  void unit(const std::string& name) {
    const auto before = query_.units.size();
    if (catalog_.units.find(name) != nullptr) query_.units.push_back(name);
    for (const auto& kind : catalog_.units.kinds()) {
      const auto* found = catalog_.units.find_by_name(name, kind.id);
      if (found != nullptr && found->id != name) query_.units.push_back(found->id);
    }
    if (query_.units.size() > before || is_attribute_value(name)) {
      if (query_.units.size() == before) query_.units.push_back(name);
      return;
    }
    std::vector<std::string> names;
    for (const auto& u : catalog_.units.all()) {
      if (u.kind == "municipality") continue;  // too many to be near to anything by accident
      names.push_back(u.id);
      names.push_back(u.name.nb);
      if (!u.short_name.empty()) names.push_back(u.short_name);
    }
    const auto near = base::nearest(name, names);
    problem(codes::unknown_name, fmt::format("there is no unit '{}'", name),
            near.empty() ? "`kjede reference catalog` lists them" : fmt::format("did you mean '{}'?", near));
  }

  bool is_attribute_value(const std::string& name) const {
    const auto& units = catalog_.units.all();
    return std::any_of(units.begin(), units.end(), [&](const catalog::Unit& u) {
      return std::any_of(u.attributes.begin(), u.attributes.end(), [&](const auto& a) { return a.second == name; });
    });
  }

  // A single word that is nearly a kind of period, and no variable, is one misspelt.
  void by() {
    bool with_period = false;
    for (const auto& item : split_by(typed_.by)) {
      if (const auto kind = base::parse_period_kind(item)) {
        if (with_period)
          problem(codes::bad_period, fmt::format("'{}' names two kinds of period", typed_.by), "name one of them");
        query_.by = *kind;
        with_period = true;
      } else if (std::find(query_.breakdown.begin(), query_.breakdown.end(), item) == query_.breakdown.end()) {
        query_.breakdown.push_back(item);
      }
    }
    query_.whole_range = !with_period;
    query_.logs = typed_.logs;
    if (query_.breakdown.size() > most_dimensions) {
      problem(codes::bad_choice, fmt::format("--by names {} things to break down by", query_.breakdown.size()),
              fmt::format("name at most {}", most_dimensions));
    }
  }

  void period() {
    by();
    if (typed_.year && (typed_.from || typed_.to)) {
      problem(codes::bad_period, "--year and --from/--to exclude each other", "give one of them");
    }
    const auto& from = typed_.year ? typed_.year : typed_.from;
    const auto& to = typed_.year ? typed_.year : typed_.to;
    if (from) query_.from = day(*from, &base::Period::first_day);
    if (typed_.year && !query_.from) return;  // told once
    if (to) query_.to = day(*to, &base::Period::last_day);
    if (query_.from && query_.to && *query_.from > *query_.to) {
      problem(codes::bad_period, fmt::format("'{}' comes after '{}'", *from, *to), "exchange them");
    }
  }

  std::optional<base::Date> day(const std::string& text, base::Date (base::Period::*edge)() const) {
    if (const auto date = base::parse_date(text)) return date;
    if (const auto period = base::Period::parse(text)) return ((*period).*edge)();
    problem(codes::bad_period, fmt::format("'{}' is neither a period nor a day", text),
            "write 2024, 2024-T1, 2024-Q1, 2024-01 or 2024-01-31");
    return std::nullopt;
  }

  void as_of() {
    if (!typed_.as_of) return;
    const auto zone = catalog_.registers.empty() ? std::string("UTC") : catalog_.registers.front().time_zone;
    auto instant = instant_of(*typed_.as_of, zone);
    if (instant)
      query_.as_of = *instant;
    else
      problems_.insert(problems_.end(), instant.error().begin(), instant.error().end());
  }

  const catalog::Catalog& catalog_;
  const MeasureQuery& typed_;
  Query query_;
  base::Diagnostics problems_;
};

}  // namespace

base::Result<base::Instant> instant_of(std::string_view text, std::string_view time_zone) {
  const auto zone = base::TimeZone::find(time_zone);
  if (zone) {
    if (const auto date = base::parse_date(text)) {
      const auto next_midnight = std::chrono::local_days{(*date + std::chrono::days{1}).time_since_epoch()};
      return zone->resolve({next_midnight, std::nullopt}).instant - base::Duration{1};
    }
    if (const auto wall = base::parse_wall_time(text)) return zone->resolve(*wall).instant;
  }
  return base::fail(codes::bad_period, fmt::format("'{}' is neither a day nor a time", text),
                    "write 2025-03-01 (its end), or 2025-03-01T12:00");
}

base::Result<Query> resolve(const catalog::Catalog& catalog, const MeasureQuery& typed) {
  return Resolver(catalog, typed).run();
}

}  // namespace kjede::service
