#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "../adapters.hpp"
#include "duckdb_database.hpp"
#include "errors.hpp"
#include "kjede/store/codes.hpp"
#include "part_scan.hpp"

namespace kjede::store::duckdb {
namespace {

namespace fs = std::filesystem;

std::int64_t half_of_memory_mib() {
  const auto pages = ::sysconf(_SC_PHYS_PAGES);
  const auto size = ::sysconf(_SC_PAGESIZE);
  return pages > 0 && size > 0 ? std::max<std::int64_t>(256, std::int64_t{pages} * size / 2 / (1024 * 1024)) : 1024;
}

// A reader that keeps an answer writes for a few milliseconds while it closes: other readers wait for it.
constexpr int kWaits = 20;
constexpr std::chrono::milliseconds kWait{25};

bool set(duckdb_config config, const char* name, const std::string& value) {
  return duckdb_set_config(config, name, value.c_str()) == DuckDBSuccess;
}

// The order matters: once outside access is off, folders cannot be named; once locked, nothing can be set.
base::Result<Config> configuration(const std::string& path, Mode mode, const Limits& limits, bool other_files) {
  Config config;
  if (duckdb_create_config(config.out()) != DuckDBSuccess)
    return base::fail(codes::cannot_open, "DuckDB has no memory");
  const auto memory = limits.memory_mib > 0 ? limits.memory_mib : half_of_memory_mib();
  bool ok = set(config.get(), "access_mode", mode == Mode::read_only ? "READ_ONLY" : "READ_WRITE") &&
            set(config.get(), "memory_limit", fmt::format("{}MiB", memory)) &&
            set(config.get(), "autoinstall_known_extensions", "false") &&
            set(config.get(), "autoload_known_extensions", "false") &&
            set(config.get(), "allow_community_extensions", "false") &&
            set(config.get(), "default_null_order", "nulls_last_on_asc_first_on_desc") &&  // as PostgreSQL
            set(config.get(), "integer_division", "true");                                 // as PostgreSQL
  if (limits.threads > 0) ok = ok && set(config.get(), "threads", std::to_string(limits.threads));
  if (!path.empty()) ok = ok && set(config.get(), "temp_directory", path + ".tmp");
  if (!other_files) ok = ok && set(config.get(), "enable_external_access", "false");
  ok = ok && set(config.get(), "lock_configuration", "true");
  if (!ok)
    return base::fail(codes::cannot_open, "this DuckDB does not know a setting that Kjede needs",
                      "run scripts/bootstrap");
  return config;
}

base::Unexpected no_place(const std::string& path, const std::string& folder, int why) {
  if (why == ENOENT || why == ENOTDIR) {
    return base::fail(codes::cannot_open, fmt::format("there is no folder '{}' for the store '{}'", folder, path),
                      fmt::format("make it: mkdir -p '{}'", folder));
  }
  return base::fail(codes::cannot_open, fmt::format("no permission to make '{}'", path),
                    "name a folder you may write to");
}

// Never over another program's new file; some file systems have no links.
bool put_in_place(const std::string& made, const std::string& path) {
  if (::link(made.c_str(), path.c_str()) == 0 || errno == EEXIST) return true;
  return ::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0 || errno == EEXIST;
}

// A new file appears complete and private: made in a folder of its own, closed to others, then moved into place.
base::Result<void> make_private_file(const std::string& path) {
  const auto parent = fs::path(path).has_parent_path() ? fs::path(path).parent_path() : fs::path(".");
  std::string folder = (parent / ".kjede-new-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return no_place(path, parent.string(), errno);
  const auto made = folder + "/store";
  duckdb_database handle = nullptr;
  char* message = nullptr;
  const auto state = duckdb_open_ext(made.c_str(), &handle, nullptr, &message);
  const std::string why = message == nullptr ? "" : message;
  duckdb_free(message);
  if (state == DuckDBSuccess) duckdb_close(&handle);
  std::error_code error;
  const bool placed = state == DuckDBSuccess && ::chmod(made.c_str(), 0600) == 0 && put_in_place(made, path);
  fs::remove_all(folder, error);
  if (!placed) return open_error(path, why, true);
  return {};
}

base::Result<std::unique_ptr<Database>> connected(std::shared_ptr<Instance> instance) {
  Connection connection;
  if (duckdb_connect(instance->handle, connection.out()) != DuckDBSuccess) {
    return base::fail(codes::cannot_open, fmt::format("DuckDB gave no connection to '{}'", instance->path));
  }
  return std::unique_ptr<Database>(std::make_unique<DuckDatabase>(std::move(instance), std::move(connection)));
}

base::Result<std::shared_ptr<Instance>> start(const std::string& path, Mode mode, const Limits& limits,
                                              bool other_files) {
  auto instance = std::make_shared<Instance>();
  if (!path.empty()) instance->path = fs::absolute(path);  // DuckDB would read "md:x" as another kind of database
  KJEDE_ASSIGN(auto config, configuration(instance->path, mode, limits, other_files));
  const auto* name = path.empty() ? nullptr : instance->path.c_str();
  for (int wait = mode == Mode::read_only ? kWaits : 0;; --wait) {
    char* message = nullptr;
    const auto state = duckdb_open_ext(name, &instance->handle, config.get(), &message);
    const std::string why = message == nullptr ? "" : message;
    duckdb_free(message);
    if (state == DuckDBSuccess) break;
    auto error = open_error(path, why, mode == Mode::read_write);
    if (wait == 0 || error.diagnostics.front().code != codes::locked.id) return error;
    std::this_thread::sleep_for(kWait);
  }
  instance->writable = mode == Mode::read_write;
  Connection connection;
  if (duckdb_connect(instance->handle, connection.out()) != DuckDBSuccess ||
      !register_visit(connection.get(), *instance->part_scans)) {
    return base::fail(codes::cannot_open, "this DuckDB takes no functions", "run scripts/bootstrap");
  }
  return instance;
}

// For sorts larger than memory. What a killed program left there is records, too: it goes.
void make_spill_folder(const Instance& instance) {
  std::error_code error;
  fs::remove_all(instance.path + ".tmp", error);
  ::mkdir((instance.path + ".tmp").c_str(), 0700);
}

// The files this program has open. Locks hold between programs only: a second instance would ruin the file.
using FileId = std::pair<dev_t, ino_t>;
struct OpenFiles {
  std::recursive_mutex mutex;
  std::map<FileId, std::weak_ptr<Instance>> instances;
};
OpenFiles& open_files() {
  static OpenFiles files;
  return files;
}

std::optional<FileId> id_of(const std::string& path) {
  struct stat state {};
  if (::stat(path.c_str(), &state) != 0) return std::nullopt;
  return FileId{state.st_dev, state.st_ino};
}

base::Result<std::unique_ptr<Database>> open_file(const std::string& path, Mode mode, const Limits& limits) {
  auto& files = open_files();
  const std::scoped_lock lock(files.mutex);
  const auto id = id_of(path);
  const auto found = id ? files.instances.find(*id) : files.instances.end();
  if (auto instance = found == files.instances.end() ? nullptr : found->second.lock()) {
    if (instance->writable == (mode == Mode::read_write)) return connected(std::move(instance));
    return base::fail(codes::locked,
                      fmt::format("this program has the store '{}' open for {} already", path,
                                  instance->writable ? "writing" : "reading"),
                      "close it first, or use it as it is");
  }
  KJEDE_ASSIGN(auto instance, start(path, mode, limits, false));
  if (instance->writable) make_spill_folder(*instance);
  if (id) files.instances[*id] = instance;
  return connected(std::move(instance));
}

base::Result<std::unique_ptr<Database>> open_in_memory(const Limits& limits, bool other_files) {
  KJEDE_ASSIGN(auto instance, start("", Mode::read_write, limits, other_files));
  return connected(std::move(instance));
}

}  // namespace

Instance::Instance() : part_scans(std::make_unique<PartScans>()) {}

Instance::~Instance() {
  if (handle == nullptr) return;
  const std::scoped_lock lock(open_files().mutex);  // nobody opens the file again while it is being closed
  duckdb_close(&handle);
  if (!writable || path.empty()) return;
  const auto log = path + ".wal";
  struct stat state {};
  if (::stat(log.c_str(), &state) == 0 && state.st_size == 0) ::unlink(log.c_str());
  ::rmdir((path + ".tmp").c_str());  // if empty, as it is unless a program was killed
}

base::Result<std::unique_ptr<Database>> open(const std::string& path, Mode mode, const Limits& limits) {
  if (path == ":memory:") return open_in_memory(limits, false);
  std::error_code error;
  if (mode == Mode::read_write && !fs::exists(path, error)) KJEDE_TRY(make_private_file(path));
  return open_file(path, mode, limits);
}

base::Result<std::unique_ptr<Database>> open_for_files(const Limits& limits) { return open_in_memory(limits, true); }

}  // namespace kjede::store::duckdb
