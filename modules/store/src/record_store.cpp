#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "import_session.hpp"
#include "kept_answers.hpp"
#include "kjede/store/codes.hpp"
#include "location.hpp"
#include "schema.hpp"

namespace kjede::store {
namespace {

bool exists(const std::string& path) {
  struct stat state {};
  return ::stat(path.c_str(), &state) == 0;
}

class VersionedStore final : public RecordStore {
 public:
  VersionedStore(std::unique_ptr<Database> database, std::optional<Keys> keys, const OpenOptions& options)
      : database_(std::move(database)), keys_(std::move(keys)), options_(options) {}
  VersionedStore(const VersionedStore&) = delete;
  VersionedStore& operator=(const VersionedStore&) = delete;
  ~VersionedStore() override {
    if (options_.keep_answers) write_what_is_new();
  }

  Database& database() override { return *database_; }

  base::Result<void> prepare(const RegisterSchema& schema) override { return ensure_register(*database_, schema); }

  base::Result<std::unique_ptr<ImportSession>> begin_import(const RegisterSchema& schema) override {
    KJEDE_TRY(ensure_register(*database_, schema));
    return StagedImport::begin(*database_, keys_, schema);
  }

  base::Result<std::vector<Batch>> batches() override {
    KJEDE_ASSIGN(
        const auto table,
        database_->query("select number, register_id, recorded, source, row_count, created, changed, unchanged, "
                         "rejected, warned, data_version from kjede_batch order by number"));
    std::vector<Batch> out;
    for (const auto& row : table.rows) {
      const auto n = [&](std::size_t i) { return std::get<std::int64_t>(row[i]); };
      const auto text = [&](std::size_t i) { return std::get<std::string>(row[i]); };
      out.push_back(
          {n(0), text(1), std::get<base::Instant>(row[2]), text(3), n(4), n(5), n(6), n(7), n(8), n(9), text(10)});
    }
    return out;
  }

  base::Result<std::int64_t> batch_at(std::optional<base::Instant> as_of) override {
    std::vector<base::Value> parameters;
    if (as_of) parameters.emplace_back(*as_of);
    KJEDE_ASSIGN(const auto table, database_->query(fmt::format("select coalesce(max(number), 0) from kjede_batch{}",
                                                                as_of ? " where recorded <= $1" : ""),
                                                    parameters));
    return std::get<std::int64_t>(table.rows.at(0).at(0));
  }

  base::Result<std::string> pseudonym(const base::Sensitive<std::string>& identifier) override {
    if (!keys_) return no_keys();
    return keys_->pseudonym(identifier);
  }

  base::Result<std::string> extract_pseudonym(std::string_view pseudonym, std::string_view extract) override {
    if (!keys_) return no_keys();
    return keys_->extract_pseudonym(pseudonym, extract);
  }

  base::Result<std::optional<Person>> identity(std::string_view pseudonym) override {
    if (!keys_) return no_keys();
    const std::vector<base::Value> parameters{std::string(pseudonym)};
    KJEDE_ASSIGN(const auto table,
                 database_->query("select sealed from kjede_identity where pseudonym = $1", parameters));
    if (table.rows.empty()) return std::optional<Person>();
    auto person = keys_->unseal(pseudonym, std::get<std::string>(table.rows[0][0]));
    if (!person) {
      return base::fail(codes::cannot_unseal, "the identity of a pseudonym was changed and cannot be trusted",
                        "restore a copy of the store");
    }
    return person;
  }

  base::Result<std::optional<std::string>> recall(std::string_view key) override {
    const auto told = std::find_if(new_.begin(), new_.end(), [key](const KeptAnswer& a) { return a.key == key; });
    if (told != new_.end()) return std::optional(told->answer);
    return read_answer(*database_, key);
  }

  base::Result<void> remember(std::string_view subject, std::string_view key, std::string answer) override {
    KeptAnswer kept{std::string(subject), std::string(key), std::move(answer)};
    if (database_->mode() == Mode::read_write) return write_answers(*database_, {std::move(kept)});
    new_.push_back(std::move(kept));
    return {};
  }

 private:
  base::Unexpected no_keys() const {
    if (options_.key_file.empty())
      return base::fail(codes::no_key_file, "no key file was named", "name it with --key-file");
    return base::fail(codes::no_key_file, fmt::format("there is no key file at '{}'", options_.key_file),
                      "name the key file that was made with the store, or put back a copy of it");
  }

  // Another reader or writer, or no permission: then not. Nothing depends on it but time.
  void write_what_is_new() {
    if (new_.empty() || (!is_server(options_.location) && !exists(options_.location))) return;
    database_.reset();
    if (auto own = open(options_.location, Mode::read_write, options_.limits))
      static_cast<void>(write_answers(**own, new_).has_value());
  }

  std::unique_ptr<Database> database_;
  std::optional<Keys> keys_;
  OpenOptions options_;
  std::vector<KeptAnswer> new_;  // told to a store that was opened for reading
};

// Keys for a store that has none yet: those of the file if there is one, else new ones.
base::Result<Keys> first_keys(const std::string& key_file) {
  if (!key_file.empty() && exists(key_file)) return Keys::load(key_file);
  auto keys = Keys::random();
  if (!key_file.empty()) KJEDE_TRY(keys.save_new(key_file));
  return keys;
}

base::Result<std::optional<Keys>> keys_for(Database& database, const OpenOptions& options, const StoreState& state) {
  const bool in_memory = options.location == ":memory:";
  if (state.key_check.empty()) {
    if ((options.key_file.empty() && !in_memory) || database.mode() == Mode::read_only) return std::optional<Keys>();
    KJEDE_ASSIGN(auto keys, first_keys(options.key_file));
    KJEDE_TRY(remember_key_check(database, keys.check_value()));
    return std::optional<Keys>(keys);
  }
  if (options.key_file.empty() || !exists(options.key_file)) return std::optional<Keys>();
  KJEDE_ASSIGN(auto keys, Keys::load(options.key_file));
  if (keys.check_value() != state.key_check) {
    return base::fail(
        codes::wrong_key,
        fmt::format("the key file '{}' does not belong to the store '{}'", options.key_file, shown(options.location)),
        "name the key file that was made with this store");
  }
  return std::optional<Keys>(keys);
}

}  // namespace

base::Result<std::unique_ptr<RecordStore>> open_records(const OpenOptions& options) {
  KJEDE_ASSIGN(auto database, open(options.location, options.mode, options.limits));
  KJEDE_ASSIGN(const auto state, ensure_store(*database, options.location));
  KJEDE_ASSIGN(auto keys, keys_for(*database, options, state));
  return std::unique_ptr<RecordStore>(std::make_unique<VersionedStore>(std::move(database), std::move(keys), options));
}

}  // namespace kjede::store
