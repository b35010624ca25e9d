// What a registrar should do next.

#include <fmt/format.h>

#include <algorithm>

#include "form_scope.hpp"

namespace kjede::service {
namespace {

using text::Json;

struct Unfinished {
  const catalog::Register* reg = nullptr;
  std::string key;
  base::Date date;
  Json units = Json::object();
};

constexpr const char* kCompleted = "first_completed";

std::vector<const catalog::Variable*> unit_variables(const catalog::Register& reg) {
  std::vector<const catalog::Variable*> out;
  for (const auto& variable : reg.variables) {
    if (variable.type == catalog::VariableType::unit && !variable.derived) out.push_back(&variable);
  }
  return out;
}

base::Result<void> add_unfinished(std::vector<Unfinished>& out, const catalog::Catalog& catalog,
                                  store::RecordStore& records, const catalog::Register& reg,
                                  const std::vector<Grant>& grants) {
  KJEDE_ASSIGN(const bool any, has_records(records, reg));
  if (!any || reg.find(kCompleted) == nullptr) return {};
  KJEDE_ASSIGN(const auto last, records.batch_at({}));
  const auto units = unit_variables(reg);
  std::string columns;
  for (const auto* unit : units) columns += ", " + store::quoted(unit->name);
  KJEDE_ASSIGN(const auto table,
               records.database().query(fmt::format(
                   "select record_key, event_date{} from {} where {} is null and {} order by event_date, record_key",
                   columns, store::table_of(reg.id), store::quoted(kCompleted), store::current_at(last))));
  for (const auto& row : table.rows) {
    Unfinished one{&reg, std::get<std::string>(row[0]), std::get<base::Date>(row[1])};
    for (std::size_t u = 0; u < units.size(); ++u) {
      const auto* unit = std::get_if<std::string>(&row[u + 2]);
      one.units[units[u]->name] = unit == nullptr ? Json(nullptr) : Json(*unit);
    }
    if (within_grants(catalog, reg, one.units, grants)) out.push_back(std::move(one));
  }
  return {};
}

// Those that can still be in time come first, the nearest to its limit before the others; then those that are late.
int urgency(int days_since) {
  if (days_since < kFormGoalDays) return 0;
  return days_since < kFormLastDays ? 1 : 2;
}

Json item_json(const Unfinished& one, base::Date today) {
  const auto days = static_cast<int>((today - one.date).count());
  const int limit = days < kFormGoalDays ? kFormGoalDays - 1 : kFormLastDays;  // day 60 is too late
  const auto due = one.date + std::chrono::days(limit);
  Json unit = nullptr;
  for (const auto& [name, value] : one.units.items()) {
    if (unit.is_null()) unit = value;
  }
  return {{"register", one.reg->id},
          {"key", one.key},
          {"unit", std::move(unit)},
          {"reason", "unfinished"},
          {"text",
           {{"nb", fmt::format("Hendelse {}, {} dager siden", base::to_string(one.date), days)},
            {"en", fmt::format("Event of {}, {} days ago", base::to_string(one.date), days)}}},
          {"due", base::to_string(due)},
          {"days_left", limit - days},
          {"goal_days_left", kFormGoalDays - 1 - days},
          {"last_days_left", kFormLastDays - days}};
}

Json duplicate_json(const PossibleDuplicate& one) {
  return {{"register", one.register_id},
          {"key", one.key},
          {"other", one.other},
          {"unit", nullptr},
          {"reason", "duplicate"},
          {"text",
           {{"nb", fmt::format("Samme person som {}, {}", one.other, base::to_string(one.date))},
            {"en", fmt::format("The same person as {}, {}", one.other, base::to_string(one.date))}}},
          {"due", nullptr},
          {"days_left", nullptr}};
}

Json deliveries_with_rejects(const std::vector<store::Batch>& batches) {
  Json list = Json::array();
  for (auto batch = batches.rbegin(); batch != batches.rend() && list.size() < 20; ++batch) {
    if (batch->rejected == 0 && batch->warned == 0) continue;
    list.push_back({{"register", batch->register_id},
                    {"recorded", base::to_string(batch->recorded)},
                    {"source", batch->source},
                    {"rejected", batch->rejected},
                    {"warned", batch->warned}});
  }
  return list;
}

}  // namespace

base::Result<std::string> worklist_json(const catalog::Catalog& catalog, store::RecordStore& records,
                                        const std::vector<Grant>& grants, const std::vector<store::Draft>& drafts,
                                        base::Date today, std::size_t most) {
  std::vector<Unfinished> found;
  for (const auto& reg : catalog.registers) KJEDE_TRY(add_unfinished(found, catalog, records, reg, grants));
  const auto days = [&](const Unfinished& one) { return static_cast<int>((today - one.date).count()); };
  std::stable_sort(found.begin(), found.end(), [&](const Unfinished& a, const Unfinished& b) {
    const int first = urgency(days(a)), second = urgency(days(b));
    if (first != second) return first < second;
    return first < 2 ? a.date < b.date : a.date > b.date;
  });
  Json items = Json::array();
  for (const auto& draft : drafts) {
    items.push_back({{"register", draft.register_id},
                     {"key", draft.key},
                     {"unit", nullptr},
                     {"reason", "draft"},
                     {"text", {{"nb", "Kladd"}, {"en", "Draft"}}},
                     {"due", nullptr},
                     {"days_left", nullptr}});
  }
  KJEDE_ASSIGN(const auto duplicates, possible_duplicates(catalog, records, grants));
  for (const auto& one : duplicates) items.push_back(duplicate_json(one));
  for (const auto& one : found) {
    if (items.size() >= most) break;
    items.push_back(item_json(one, today));
  }
  KJEDE_ASSIGN(const auto batches, records.batches());
  const Json document{{"schema_version", 1},
                      {"today", base::to_string(today)},
                      {"goal_days", kFormGoalDays},
                      {"last_days", kFormLastDays},
                      {"unfinished", found.size()},
                      {"items", std::move(items)},
                      {"rejects", deliveries_with_rejects(batches)}};
  return text::to_text(document, -1) + "\n";
}

}  // namespace kjede::service
