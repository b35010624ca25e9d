// One form, or a text of rows, through the import: its rules, its versions, its all or nothing.

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "form_scope.hpp"
#include "kjede/base/progress.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/store/codes.hpp"

namespace kjede::service {
namespace {

using text::Json;
namespace fs = std::filesystem;

// A file with a name of our own whose content stays in memory: records and identity numbers never touch the disk.
class MemoryFile {
 public:
  static base::Result<std::unique_ptr<MemoryFile>> make(const std::string& content, const std::string& name) {
    auto file = std::unique_ptr<MemoryFile>(new MemoryFile);
    auto folder = (fs::temp_directory_path() / "kjede-form-XXXXXX").string();
    file->descriptor_ = ::memfd_create("kjede-form", MFD_CLOEXEC);
    const bool made = file->descriptor_ >= 0 && ::mkdtemp(folder.data()) != nullptr;
    if (made) file->folder_ = folder;
    file->path_ = folder + "/" + name;
    std::error_code error;
    if (made) fs::create_symlink(fmt::format("/proc/self/fd/{}", file->descriptor_), file->path_, error);
    if (!made || error || !file->fill(content))
      return base::fail(codes::no_room, "there is no room for the form's row", "free memory or the temporary folder");
    return file;
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() {
    std::error_code error;
    if (!folder_.empty()) fs::remove_all(folder_, error);
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  const std::string& path() const { return path_; }
  const std::string& folder() const { return folder_; }

 private:
  MemoryFile() = default;
  bool fill(const std::string& content) const {
    std::size_t written = 0;
    while (written < content.size()) {
      const auto n = ::write(descriptor_, content.data() + written, content.size() - written);
      if (n <= 0) return false;
      written += static_cast<std::size_t>(n);
    }
    return true;
  }
  int descriptor_ = -1;
  std::string folder_, path_;
};

// All stored variables, so that a missing one is an empty cell and not a missing column.
Json row_of(const RecordEdit& edit, const Json& before) {
  Json row = Json::object();
  for (const auto& variable : edit.reg->variables) {
    if (variable.derived) continue;
    const auto sent = edit.values.find(variable.name);
    row[variable.name] = sent != edit.values.end() ? *sent : before.value(variable.name, Json(nullptr));
  }
  row[edit.reg->key] = edit.key;
  return row;
}

// The person stays the record's when the form does not name one.
base::Result<void> add_person(Json& row, store::RecordStore& records, const RecordEdit& edit,
                              const std::optional<StoredRecord>& before) {
  const auto& reg = *edit.reg;
  if (reg.identifier.empty()) return {};
  std::optional<store::Person> known;
  if (before && !before->person.empty() && !edit.identifier) {
    KJEDE_ASSIGN(known, records.identity(before->person));
  }
  row[reg.identifier] = edit.identifier ? Json(edit.identifier->reveal())
                        : known         ? Json(known->identifier.reveal())
                                        : Json(nullptr);
  if (reg.person_name.empty()) return {};
  row[reg.person_name] = edit.name ? Json(edit.name->reveal()) : known ? Json(known->name.reveal()) : Json(nullptr);
  return {};
}

base::Result<registry::ImportReport> run(const catalog::Catalog& catalog, store::RecordStore& records,
                                         const catalog::Register& reg, const MemoryFile& file,
                                         const registry::ImportOptions& options, base::Progress& progress) {
  const std::vector<std::string> files{file.path()};
  return registry::import_records(catalog, reg, files, options, records, progress);
}

bool same(const Json& before, const Json& row, const catalog::Register& reg) {
  for (const auto& variable : reg.variables) {
    if (!variable.derived && before.value(variable.name, Json(nullptr)) != row.value(variable.name, Json(nullptr)))
      return false;
  }
  return true;
}

}  // namespace

base::Result<SavedRecord> save_record(const catalog::Catalog& catalog, store::RecordStore& records,
                                      const RecordEdit& edit, base::Instant now) {
  const std::vector<Grant> all{{Role::secretariat, ""}};
  const auto& reg = *edit.reg;
  SavedRecord out;
  KJEDE_ASSIGN(auto before, current_record(catalog, records, reg, edit.key, all));
  if (before && !within_grants(catalog, reg, before->values, edit.grants)) {
    out.result = SaveResult::forbidden;
    return out;
  }
  auto row = row_of(edit, before ? before->values : Json(Json::object()));
  if (!within_grants(catalog, reg, row, edit.grants)) {
    out.result = SaveResult::forbidden;
    return out;
  }
  const bool repeated = before && !edit.identifier && same(before->values, row, reg);  // sent twice: it is stored
  if (!repeated && !edit.preview && edit.version != (before ? before->version : 0)) {
    out.result = SaveResult::stale;
    out.current = std::move(before);
    return out;
  }
  KJEDE_TRY(add_person(row, records, edit, before));
  KJEDE_ASSIGN(const auto file, MemoryFile::make(text::to_text(row, -1) + "\n", "form " + edit.user + ".ndjson"));
  registry::ImportOptions options;
  options.recorded = now;
  options.preview = edit.preview;
  base::NoProgress silence;
  options.expected = store::ExpectedVersion{reg.id, edit.key, before ? before->version : 0};
  auto report = run(catalog, records, reg, *file, options, silence);
  if (!report && report.error().front().code != store::codes::stale_version.id) return report.unexpected();
  if (report) out.report = *std::move(report);
  if (!report) out.result = SaveResult::stale;  // another server, between the look above and the commit
  if (out.report.batch.rejected > 0) out.result = SaveResult::rejected;
  KJEDE_ASSIGN(out.current, current_record(catalog, records, reg, edit.key, all));
  return out;
}

base::Result<TextImport> import_text(const catalog::Catalog& catalog, store::RecordStore& records,
                                     const catalog::Register& reg, const std::string& text,
                                     const TextImportQuery& query, base::Instant now, base::Progress& progress) {
  KJEDE_ASSIGN(const auto file, MemoryFile::make(text, "upload " + query.user + "." + query.format));
  KJEDE_ASSIGN(const auto rejects, MemoryFile::make("", "rejects.csv"));
  const auto list = rejects->folder() + "/list.csv";
  TextImport out;
  registry::ImportOptions options;
  options.rejects = list;
  options.recorded = now;
  options.preview = query.preview;
  options.language = query.language;
  options.mapping = query.mapping;
  KJEDE_ASSIGN(out.report, run(catalog, records, reg, *file, options, progress));
  std::ifstream read(list, std::ios::binary);
  out.rejects.assign(std::istreambuf_iterator<char>(read), {});
  out.report.rejects.clear();
  return out;
}

}  // namespace kjede::service
