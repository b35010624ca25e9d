// The log's arrests into the register ohca, without touching what forms have said.

#include <fmt/format.h>

#include "form_scope.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/responder_missions.hpp"

namespace kjede::service {
namespace {

using text::Json;

const std::vector<Grant> kAll{{Role::secretariat, ""}};

base::Result<const catalog::Register*> arrests_of(const catalog::Catalog& catalog) {
  const auto* reg = catalog.find_register("ohca");
  if (reg != nullptr) return reg;
  return base::fail(codes::not_of_scheme, "the catalog has no register 'ohca'",
                    "use the catalog that came with Kjede, or one with that register");
}

class Filling {
 public:
  Filling(const catalog::Catalog& catalog, store::RecordStore& records, const catalog::Register& reg, base::Instant now)
      : catalog_(catalog), records_(records), reg_(reg), now_(now) {}

  base::Result<void> take(const ArrestRow& row) {
    KJEDE_ASSIGN(const auto before, current_record(catalog_, records_, reg_, row[0], kAll));
    RecordEdit edit{.reg = &reg_, .key = row[0], .values = Json::object(), .user = "dispatch", .grants = kAll};
    edit.version = before ? before->version : 0;
    for (std::size_t i = 1; i < row.size(); ++i) {
      if (!row[i].empty()) put(std::string(arrest_columns[i]), row[i], before, edit);
    }
    if (edit.values.empty()) {
      ++filled_.unchanged;
      return {};
    }
    KJEDE_ASSIGN(const auto saved, save_record(catalog_, records_, edit, now_));
    if (saved.result == SaveResult::saved) {
      ++(before ? filled_.filled : filled_.created);
    } else {
      const auto& problems = saved.report.problems;
      filled_.rejected.push_back(
          fmt::format("{}: {}", row[0], problems.empty() ? "was changed meanwhile" : problems.front().reason.en));
    }
    return {};
  }

  FilledRegister result() { return std::move(filled_); }

 private:
  void put(const std::string& name, const std::string& value, const std::optional<StoredRecord>& before,
           RecordEdit& edit) {
    const auto known = before ? before->values.value(name, Json(nullptr)) : Json(nullptr);
    if (known.is_null()) {
      edit.values[name] = value;
    } else if (name != "ambulance_service" && known != value) {  // a unit's name is stored as its number
      filled_.differing.push_back(row_name(edit.key, name));
    }
  }
  static std::string row_name(const std::string& key, const std::string& name) { return key + ": " + name; }

  const catalog::Catalog& catalog_;
  store::RecordStore& records_;
  const catalog::Register& reg_;
  base::Instant now_;
  FilledRegister filled_;
};

}  // namespace

base::Result<std::vector<ArrestRow>> unregistered(const catalog::Catalog& catalog, store::RecordStore& records,
                                                  std::vector<ArrestRow> rows) {
  KJEDE_ASSIGN(const auto* reg, arrests_of(catalog));
  std::vector<ArrestRow> out;
  for (auto& row : rows) {
    KJEDE_ASSIGN(const auto known, current_record(catalog, records, *reg, row[0], kAll));
    if (!known) out.push_back(std::move(row));
  }
  return out;
}

base::Result<FilledRegister> fill_arrests(const catalog::Catalog& catalog, store::RecordStore& records,
                                          const std::vector<ArrestRow>& rows, base::Instant now) {
  KJEDE_ASSIGN(const auto* reg, arrests_of(catalog));
  Filling filling(catalog, records, *reg, now);
  for (const auto& row : rows) KJEDE_TRY(filling.take(row));
  return filling.result();
}

std::string to_text(const FilledRegister& filled, bool norwegian) {
  auto out = fmt::format(fmt::runtime(norwegian ? "ohca: {} nye, {} utfylt, {} uendret, {} avvist\n"
                                                : "ohca: {} new, {} filled, {} unchanged, {} rejected\n"),
                         filled.created, filled.filled, filled.unchanged, filled.rejected.size());
  for (const auto& each : filled.differing) {
    out += fmt::format(
        "{}{}\n", norwegian ? "skjemaet sier noe annet, og gjelder: " : "the form says otherwise, and counts: ", each);
  }
  for (const auto& each : filled.rejected) out += fmt::format("{}{}\n", norwegian ? "avvist: " : "rejected: ", each);
  return out;
}

std::string to_json(const FilledRegister& filled) {
  return text::to_text({{"schema_version", 1},
                        {"register", "ohca"},
                        {"created", filled.created},
                        {"filled", filled.filled},
                        {"unchanged", filled.unchanged},
                        {"differing", filled.differing},
                        {"rejected", filled.rejected}});
}

}  // namespace kjede::service
