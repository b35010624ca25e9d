#include "kjede/service/responders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "kjede/service/codes.hpp"
#include "kjede/service/measure.hpp"

namespace kjede::service {
namespace {

constexpr std::string_view kZone = "Europe/Oslo";

// The longest register whose id the name ends with: synthetic-responder_skill.csv is responder_skill.
std::string register_of(const std::filesystem::path& path) {
  const auto stem = path.stem().string();
  std::string best;
  for (const auto id : scheme_registers) {
    if (stem.ends_with(id) && id.size() > best.size()) best = id;
  }
  const auto before = stem.size() - best.size();
  const bool apart = before == 0 || stem[before - 1] == '-' || stem[before - 1] == '.';
  return best.empty() || !apart ? std::string() : best;
}

bool is_table(const std::filesystem::path& path) {
  const auto ending = path.extension();
  return ending == ".csv" || ending == ".ndjson" || ending == ".jsonl";
}

std::size_t order_of(const std::string& register_id) {
  return static_cast<std::size_t>(std::find(std::begin(scheme_registers), std::end(scheme_registers), register_id) -
                                  std::begin(scheme_registers));
}

struct Day {
  std::optional<base::Instant> as_of;
  base::Date judged;
};

base::Result<Day> day_of(const LintQuery& query, base::Instant now) {
  const auto zone = base::TimeZone::find(kZone);
  Day day{{}, zone->local_date(now)};
  if (query.as_of) {
    KJEDE_ASSIGN(day.as_of, instant_of(*query.as_of, kZone));
    day.judged = zone->local_date(*day.as_of);
    if (const auto written = base::parse_date(*query.as_of)) day.judged = *written;
  }
  if (query.on) {
    const auto written = base::parse_date(*query.on);
    if (!written)
      return base::fail(codes::bad_period, fmt::format("'{}' is no day", *query.on), "write it as 2026-12-31");
    day.judged = *written;
  }
  return day;
}

class Standing {
 public:
  explicit Standing(SchemeAnswer& answer) : answer_(answer) {}

  void judge() {
    for (const auto& each : answer_.scheme.organisations) organisations_.emplace(each.id, &each);
    for (const auto& each : answer_.scheme.agreements) agreements_.emplace(each.id, &each);
    for (const auto& finding : answer_.findings) take(finding);
    for (const auto& unit : answer_.scheme.units) {
      const auto with = organisations_.find(unit.organisation);
      UnitStanding standing{&unit, with == organisations_.end() ? nullptr : with->second, {}, 0, 0, 0};
      add(standing, dispatch::Subject::organisation, unit.organisation);
      add(standing, dispatch::Subject::agreement, unit.agreement);
      add(standing, dispatch::Subject::unit, unit.id);
      standing.warnings = warnings_[unit.id];
      index_.emplace(unit.id, answer_.units.size());
      answer_.units.push_back(std::move(standing));
    }
    for (const auto& responder : answer_.scheme.responders) judge(responder);
  }

 private:
  void take(const dispatch::Finding& finding) {
    if (finding.blocks) {
      blocking_[{finding.subject, finding.id}].push_back(finding.requirement);
    } else if (!finding.unit.empty()) {
      ++warnings_[finding.unit];
    }
  }

  void add(UnitStanding& standing, dispatch::Subject subject, const std::string& id) {
    const auto found = blocking_.find({subject, id});
    if (found == blocking_.end()) return;
    for (const auto& requirement : found->second) {
      auto& all = standing.blocked_by;
      if (std::find(all.begin(), all.end(), requirement) == all.end()) all.push_back(requirement);
    }
  }

  void judge(const dispatch::Responder& responder) {
    PersonStanding standing{&responder, false, true, 0};
    for (const auto& skill : answer_.rules.skills) {
      const auto last = responder.practised.find(skill.name);
      const bool in_time = last != responder.practised.end() &&
                           dispatch::practised_in_time(last->second, answer_.day, answer_.rules.practice_months);
      if (!in_time) ++standing.overdue;
    }
    standing.practised = standing.overdue == 0;
    for (const auto& item : answer_.rules.knowledge) {
      if (!responder.trained.contains(item.name)) standing.trained = false;
    }
    if (const auto unit = index_.find(responder.unit); unit != index_.end()) {
      ++answer_.units[unit->second].persons;
      if (standing.practised) ++answer_.units[unit->second].practised;
    }
    answer_.persons.push_back(standing);
  }

  SchemeAnswer& answer_;
  std::map<std::string_view, const dispatch::Organisation*> organisations_;
  std::map<std::string_view, const dispatch::Agreement*> agreements_;
  std::map<std::string_view, std::size_t> index_;
  std::map<std::pair<dispatch::Subject, std::string>, std::vector<std::string>> blocking_;
  std::map<std::string, int> warnings_;
};

// Findings about one unit: its own, its persons', its agreement's and its organisation's.
base::Result<void> keep_unit(SchemeAnswer& answer, const std::string& id) {
  const auto& units = answer.scheme.units;
  const auto found = std::find_if(units.begin(), units.end(), [&](const auto& unit) { return unit.id == id; });
  if (found == units.end()) {
    std::vector<std::string> ids;
    ids.reserve(units.size());
    for (const auto& unit : units) ids.push_back(unit.id);
    const auto near = base::nearest(id, ids);
    return base::fail(
        codes::unknown_name, fmt::format("there is no unit '{}'", id),
        near.empty() ? "`kjede responders list` shows the units" : fmt::format("did you mean '{}'?", near));
  }
  std::erase_if(answer.findings, [&](const dispatch::Finding& finding) {
    switch (finding.subject) {
      case dispatch::Subject::organisation: return finding.id != found->organisation;
      case dispatch::Subject::agreement: return finding.id != found->agreement;
      case dispatch::Subject::scheme: return true;
      default: return finding.unit != id;
    }
  });
  std::erase_if(answer.units, [&](const UnitStanding& standing) { return standing.unit->id != id; });
  std::erase_if(answer.persons, [&](const PersonStanding& standing) { return standing.responder->unit != id; });
  return {};
}

}  // namespace

base::Result<std::vector<SchemeFiles>> scheme_files(const std::vector<std::string>& paths,
                                                    const std::string& register_id) {
  base::Diagnostics problems;
  std::map<std::size_t, std::vector<std::string>> files;  // by the place of the register
  const auto add = [&](const std::string& id, std::string path) { files[order_of(id)].push_back(std::move(path)); };
  const auto refuse = [&](std::string message) {
    auto problem = base::fail(codes::not_of_scheme, std::move(message),
                              fmt::format("name it after its register, or say --register with one of: {}",
                                          fmt::join(scheme_registers, ", ")));
    problems.push_back(std::move(problem.diagnostics.front()));
  };
  if (!register_id.empty() && order_of(register_id) == std::size(scheme_registers)) {
    refuse(fmt::format("'{}' is no register of the scheme", register_id));
    return base::fail(std::move(problems));
  }
  for (const auto& path : paths) {
    std::error_code none;
    if (std::filesystem::is_directory(path, none)) {
      bool any = false;
      for (const auto& entry : std::filesystem::directory_iterator(path, none)) {
        const auto id = register_of(entry.path());
        if (id.empty() || !is_table(entry.path())) continue;
        add(id, entry.path().string());
        any = true;
      }
      if (!any) refuse(fmt::format("'{}' holds no file of the scheme", path));
    } else if (const auto id = register_id.empty() ? register_of(path) : register_id; !id.empty()) {
      add(id, path);
    } else {
      refuse(fmt::format("the name of '{}' does not tell its register", path));
    }
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  std::vector<SchemeFiles> out;
  for (auto& [order, all] : files) {
    std::sort(all.begin(), all.end());
    out.push_back({std::string(scheme_registers[order]), std::move(all)});
  }
  return out;
}

std::string rejects_of(const std::string& named, const std::string& register_id, bool several) {
  if (named.empty() || !several) return named;
  const std::filesystem::path path(named);
  return (path.parent_path() / (path.stem().string() + "." + register_id + path.extension().string())).string();
}

base::Result<std::unique_ptr<SchemeAnswer>> lint_scheme(const catalog::Catalog& catalog, store::RecordStore& records,
                                                        dispatch::RuleSet rules, const LintQuery& query,
                                                        base::Instant now) {
  KJEDE_ASSIGN(const auto day, day_of(query, now));
  auto answer = std::make_unique<SchemeAnswer>();  // standings point into it
  KJEDE_ASSIGN(answer->scheme, load_scheme(records, catalog, day.as_of, day.judged));
  answer->rules = std::move(rules);
  answer->day = day.judged;
  answer->findings = dispatch::lint(answer->scheme, answer->rules, day.judged);
  Standing(*answer).judge();
  if (!query.unit.empty()) KJEDE_TRY(keep_unit(*answer, query.unit));
  if (query.blocking) {
    std::erase_if(answer->findings, [](const dispatch::Finding& finding) { return !finding.blocks; });
  }
  return answer;
}

}  // namespace kjede::service
