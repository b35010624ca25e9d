// AEDs in, whatever they come as; with a complete delivery, those it lacks are marked removed unless they are too many.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "aed_formats.hpp"
#include "aed_hours.hpp"
#include "kjede/service/aeds.hpp"
#include "kjede/service/codes.hpp"
#include "names.hpp"
#include "register_rows.hpp"

namespace kjede::service {
namespace {

using text::Json;

constexpr std::size_t kLargest = std::size_t{512} << 20;  // bytes of a document

bool is_document(const std::string& path) {
  const auto ending = std::filesystem::path(path).extension();
  return ending == ".json" || ending == ".geojson";
}

// A stored row with the types that import reads back.
Json row_of(const catalog::Register& reg, const RegisterRow& row) {
  Json out;
  for (const auto& variable : reg.variables) {
    if (variable.derived) continue;
    const auto& name = variable.name;
    switch (variable.type) {
      case catalog::VariableType::integer:
        if (const auto value = row.integer(name)) out[name] = *value;
        break;
      case catalog::VariableType::number: out[name] = row.real(name); break;
      case catalog::VariableType::date:
        if (const auto value = row.date(name)) out[name] = base::to_string(*value);
        break;
      default:
        if (auto value = row.text(name); !value.empty()) out[name] = std::move(value);
    }
  }
  return out;
}

// As it would be stored, so that a row that says the same is recognised: numbers as numbers, everything else as texts.
std::string settled(const catalog::Register& reg, const Json& row) {
  std::string out;
  for (const auto& variable : reg.variables) {
    if (variable.derived || variable.name == "updated") continue;
    const auto found = row.find(variable.name);
    if (found == row.end()) continue;
    out += variable.name + "=";
    if (variable.type == catalog::VariableType::number) {
      out += fmt::format(
          "{}", found->is_number() ? found->get<double>() : std::strtod(found->get<std::string>().c_str(), nullptr));
    } else {
      out += found->is_string() ? found->get<std::string>() : found->dump();
    }
    out += '\x1f';
  }
  return out;
}

class AedImporter {
 public:
  AedImporter(const catalog::Catalog& catalog, const catalog::Register& reg, store::RecordStore& records,
              const AedImportQuery& query, base::Instant now)
      : catalog_(catalog),
        reg_(reg),
        records_(records),
        query_(query),
        now_(now),
        today_(base::TimeZone::find("Europe/Oslo")->local_date(now)) {}

  base::Result<AedImport> run(base::Progress& progress) {
    ImportQuery import{reg_.id, query_.files, {}, query_.rejects, false, query_.language, query_.recorded};
    if (std::all_of(query_.files.begin(), query_.files.end(), is_document)) {
      KJEDE_TRY(read_store());
      KJEDE_TRY(read_documents());
      KJEDE_ASSIGN(import.ndjson, rows());
      if (query_.files.size() > 1) import.files = {fmt::format("{}", fmt::join(names(), ", "))};
    } else if (query_.complete || std::any_of(query_.files.begin(), query_.files.end(), is_document)) {
      return base::fail(codes::aed_file, "a complete delivery, or one of several files, is of one JSON format",
                        "give replies of the register or OpenStreetMap's JSON alone, or leave out --complete");
    }
    KJEDE_ASSIGN(done_.report, import_records(catalog_, records_, import, now_, progress));
    if (import.ndjson) describe();
    KJEDE_TRY(count_unreadable());
    return std::move(done_);
  }

 private:
  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& path : query_.files) out.push_back(std::filesystem::path(path).filename().string());
    return out;
  }

  // The rows went through NDJSON; the reader knows the document they came in.
  void describe() {
    for (auto& file : done_.report.files) {
      file.description = origin_ == "osm"
                             ? catalog::Label{"OpenStreetMap, JSON", "OpenStreetMap, JSON"}
                             : catalog::Label{"svar fra Hjertestarterregisteret", "reply of the AED register"};
    }
  }

  base::Result<void> read_store() {
    KJEDE_ASSIGN(const auto batch, records_.batch_at(std::nullopt));
    return each_row(records_, reg_, batch,
                    [&](const RegisterRow& row) { stored_.emplace(row.text("aed_id"), row_of(reg_, row)); });
  }

  base::Result<void> read_documents() {
    for (const auto& path : query_.files) {
      KJEDE_ASSIGN(const auto file, text::read_source(path, kLargest));
      KJEDE_ASSIGN(auto read, read_aed_document(file, stored_, today_));
      if (!origin_.empty() && origin_ != read.origin)
        return base::fail(codes::aed_file, fmt::format("'{}' is of another origin than the file before it", path),
                          "import the national register and OpenStreetMap one after the other");
      origin_ = read.origin;
      done_.doubled += read.doubled;
      done_.unknown += read.unknown;
      for (auto& row : read.rows) rows_.push_back(std::move(row));
    }
    return {};
  }

  bool in_use(const Json& row) const {
    return row.value("origin", "") == origin_ && row.value("status", "") != "removed";
  }

  // What is said to be gone, or missing from a complete delivery.
  base::Result<std::string> rows() {
    std::set<std::string> seen;
    for (auto& row : rows_) {
      const auto id = row.value("aed_id", "");
      seen.insert(id);
      const auto known = stored_.find(id);
      if (known == stored_.end()) continue;
      if (settled(reg_, known->second) == settled(reg_, row)) row["updated"] = known->second["updated"];
      if (in_use(known->second) && row.value("status", "") == "removed") ++done_.removed;
    }
    for (const auto& [id, row] : stored_) {
      if (!in_use(row)) continue;
      ++done_.in_store;
      if (!query_.complete || seen.contains(id)) continue;
      auto gone = row;
      gone["status"] = "removed";
      gone["updated"] = base::to_string(today_);
      rows_.push_back(std::move(gone));
      ++done_.removed;
    }
    KJEDE_TRY(guard());
    std::string out;
    for (const auto& row : rows_) out += text::to_text(row, -1) + "\n";
    return out;
  }

  base::Result<void> guard() const {
    if (done_.in_store == 0) return {};
    const double share = static_cast<double>(done_.removed) / static_cast<double>(done_.in_store);
    if (share <= query_.max_removed) return {};
    return base::fail(
        codes::too_many_gone,
        fmt::format("{} of {} AEDs ({:.1f} %) would disappear; at most {:.1f} % may go at once. Nothing was changed.",
                    done_.removed, done_.in_store, 100 * share, 100 * query_.max_removed),
        fmt::format("look at the delivery; if they are really gone, say --max-removed {:.2f}", share + 0.005));
  }

  base::Result<void> count_unreadable() {
    std::map<std::string, Unreadable> hours, access;
    const auto tell = [](std::map<std::string, Unreadable>& all, const std::string& text, const std::string& id) {
      auto& each = all[text];
      if (each.count++ == 0 || id < each.example) each.example = id;
    };
    KJEDE_ASSIGN(const auto batch, records_.batch_at(std::nullopt));
    KJEDE_TRY(each_row(records_, reg_, batch, [&](const RegisterRow& row) {
      if (row.text("status") == "removed") return;
      ++done_.stored;
      const auto id = row.text("aed_id");
      if (const auto text = row.text("opening_hours"); !stored_hours(row)) {
        text.empty() ? void(++done_.no_hours) : tell(hours, text, id);
      }
      const auto text = row.text("access_text");
      if (row.text("access") == "unknown" && !text.empty()) tell(access, text, id);
    }));
    const auto listed = [](std::map<std::string, Unreadable>& all) {
      std::vector<Unreadable> out;
      for (auto& [text, each] : all) {
        each.text = text;
        out.push_back(std::move(each));
      }
      std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
      return out;
    };
    done_.hours = listed(hours);
    done_.access = listed(access);
    return {};
  }

  const catalog::Catalog& catalog_;
  const catalog::Register& reg_;
  store::RecordStore& records_;
  const AedImportQuery& query_;
  base::Instant now_;
  base::Date today_;
  AedRows stored_;
  std::vector<Json> rows_;
  std::string origin_;
  AedImport done_;
};

}  // namespace

base::Result<AedImport> import_aeds(const catalog::Catalog& catalog, store::RecordStore& records,
                                    const AedImportQuery& query, base::Instant now, base::Progress& progress) {
  KJEDE_ASSIGN(const auto* reg, find_register(catalog, "aed"));
  return AedImporter(catalog, *reg, records, query, now).run(progress);
}

}  // namespace kjede::service
