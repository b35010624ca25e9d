#include "kjede/registry/import.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <thread>

#include "binding.hpp"
#include "kjede/registry/codes.hpp"
#include "kjede/text/shown_name.hpp"
#include "producer.hpp"

namespace kjede::registry {
namespace {

store::ColumnType stored_as(catalog::VariableType type) {
  switch (type) {
    case catalog::VariableType::text:
    case catalog::VariableType::code:
    case catalog::VariableType::unit: return store::ColumnType::text;
    case catalog::VariableType::integer: return store::ColumnType::integer;
    case catalog::VariableType::number: return store::ColumnType::real;
    case catalog::VariableType::date: return store::ColumnType::date;
    case catalog::VariableType::time: return store::ColumnType::time;
  }
  return store::ColumnType::text;
}

void put(store::Appender& rows, const base::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value))
    rows.text(*text);
  else if (const auto* whole = std::get_if<std::int64_t>(&value))
    rows.integer(*whole);
  else if (const auto* real = std::get_if<double>(&value))
    rows.real(*real);
  else if (const auto* date = std::get_if<base::Date>(&value))
    rows.date(*date);
  else if (const auto* time = std::get_if<base::Instant>(&value))
    rows.time(*time);
  else if (const auto* truth = std::get_if<bool>(&value))
    rows.boolean(*truth);
  else
    rows.null();
}

class Import {
 public:
  Import(const catalog::Catalog& catalog, const catalog::Register& reg, std::span<const std::string> files,
         const ImportOptions& options, store::RecordStore& store, base::Progress& progress)
      : catalog_(catalog),
        reg_(reg),
        files_(files),
        options_(options),
        store_(store),
        progress_(progress),
        schema_(schema_of(reg)) {
    for (std::size_t v = 0; v < reg.variables.size(); ++v) {
      if (!reg.variables[v].derived) stored_.push_back(v);
    }
  }

  base::Result<ImportReport> run() {
    KJEDE_ASSIGN(auto files, prepare());  // what does not fit is told before the store is touched
    KJEDE_TRY(store_.prepare(schema_));
    KJEDE_TRY(attempt(std::move(files)));
    if (!repeated_.empty()) {
      KJEDE_ASSIGN(auto reopened, prepare());
      KJEDE_TRY(attempt(std::move(reopened)));
    }
    return std::move(report_);
  }

 private:
  base::Result<std::vector<PreparedFile>> prepare() const;
  base::Result<void> attempt(std::vector<PreparedFile> files);
  base::Result<void> store_batches(BatchQueue& queue, store::ImportSession& session);
  base::Result<void> store_batch(RecordBatch& batch, store::ImportSession& session);
  base::Result<void> commit(store::ImportSession& session, RejectLog& rejects, const ProducerTotals& totals);
  base::Result<void> describe(const RejectLog& rejects, const ProducerTotals& totals);
  const Mapping* mapping() const { return options_.mapping ? &*options_.mapping : nullptr; }

  const catalog::Catalog& catalog_;
  const catalog::Register& reg_;
  std::span<const std::string> files_;
  const ImportOptions& options_;
  store::RecordStore& store_;
  base::Progress& progress_;
  store::RegisterSchema schema_;
  std::vector<std::size_t> stored_;
  KeyHashes repeated_;
  ImportReport report_;
};

base::Result<std::vector<PreparedFile>> Import::prepare() const {
  std::vector<PreparedFile> prepared;
  for (const auto& path : files_) {
    SourceRequest request{path, SourceFormat::by_name, {}, {}, {}, false, options_.ndjson};
    if (mapping() != nullptr) {
      request = {path,
                 mapping()->format,
                 mapping()->csv,
                 mapping()->record_path,
                 wanted_columns(*mapping()),
                 mapping()->time_zone.has_value(),
                 options_.ndjson};
    }
    KJEDE_ASSIGN(auto source, open_source(request));
    KJEDE_ASSIGN(auto binding, bind(catalog_, reg_, mapping(), source->columns(), path));
    auto unused = binding.unused;
    for (auto& column : unused) column = text::shown_name(column);  // keys of JSON may be data
    KJEDE_ASSIGN(auto builder, RecordBuilder::make(catalog_, reg_, std::move(binding), mapping(), source->decimal(),
                                                   options_.test_persons || reg_.test_persons));
    prepared.push_back({path, std::move(source), std::move(unused), std::move(builder)});
  }
  return prepared;
}

base::Result<void> Import::store_batch(RecordBatch& batch, store::ImportSession& session) {
  store::Appender& rows = session.rows();
  for (std::size_t i = 0; i < batch.rows; ++i) {
    BuiltRecord& built = batch.built[i];
    std::string pseudonym;
    if (!built.identifier.empty()) {
      const base::Sensitive<std::string> identifier(built.identifier);
      KJEDE_ASSIGN(pseudonym, store_.pseudonym(identifier));
      session.person({pseudonym, identifier, base::Sensitive<std::string>(built.name)});
    }
    rows.text(batch.keys[i]);
    rows.text(row_hash_text(batch.hashes[i], pseudonym));
    rows.date(built.event_date);
    pseudonym.empty() ? rows.null() : rows.text(pseudonym);
    const auto record = batch.record(i);
    for (const auto v : stored_) put(rows, record[v]);
    KJEDE_TRY(rows.end_row());
  }
  return {};
}

base::Result<void> Import::store_batches(BatchQueue& queue, store::ImportSession& session) {
  while (auto batch = queue.pop()) {
    progress_.at("import", batch->bytes_read, batch->total_bytes);
    if (progress_.stop_requested()) return base::fail(codes::cancelled, "stopped; the store is as it was before");
    KJEDE_TRY(store_batch(*batch, session));
    queue.recycle(std::move(batch));
  }
  return {};
}

base::Result<void> Import::attempt(std::vector<PreparedFile> files) {
  const bool again = !repeated_.empty();
  KJEDE_ASSIGN(auto session, store_.begin_import(schema_));
  RejectLog rejects(options_.rejects, options_.language);
  BatchQueue queue(reg_.variables.size(), 8);
  Producer producer(reg_, std::move(files), repeated_, rejects, queue);
  std::thread reading([&producer] { producer.run(); });
  const auto stored = store_batches(queue, *session);
  if (!stored) queue.give_up();
  reading.join();
  producer.rethrow();
  if (!stored) return stored;
  if (!producer.failure().empty()) return base::fail(producer.failure());
  if (!again) {
    repeated_ = producer.found_repeated();
    if (!repeated_.empty()) return {};  // the session ends as if never begun
  }
  return commit(*session, rejects, producer.totals());
}

base::Result<void> Import::commit(store::ImportSession& session, RejectLog& rejects, const ProducerTotals& totals) {
  if (progress_.stop_requested()) return base::fail(codes::cancelled, "stopped; the store is as it was before");
  KJEDE_ASSIGN(report_.rejects, rejects.finish());
  if (options_.preview) {  // the session ends as if never begun
    report_.batch.register_id = reg_.id;
    report_.batch.rejected = static_cast<std::int64_t>(totals.rejected);
    report_.batch.warned = static_cast<std::int64_t>(totals.warned);
    return describe(rejects, totals);
  }
  std::string names;
  for (const auto& path : files_)
    names += (names.empty() ? "" : ", ") + std::filesystem::path(path).filename().string();
  auto recorded = options_.recorded;
  if (options_.expected) {
    KJEDE_ASSIGN(recorded, store::hold_version(store_.database(), *options_.expected, recorded));
  }
  auto batch = session.commit(names, static_cast<std::int64_t>(totals.rejected),
                              static_cast<std::int64_t>(totals.warned), recorded);
  if (!batch) {
    rejects.withdraw();
    return batch.unexpected();
  }
  report_.batch = *std::move(batch);
  return describe(rejects, totals);
}

base::Result<void> Import::describe(const RejectLog& rejects, const ProducerTotals& totals) {
  report_.files = totals.files;
  report_.rows = totals.rows;
  report_.passed_over = totals.passed_over;
  report_.repeated = totals.repeated;
  report_.problems = rejects.counts();
  for (const auto& file : totals.files) {
    for (const auto& column : file.unused_columns) {
      base::Diagnostic note;
      note.code = codes::column_unknown.id;
      note.severity = base::Severity::warning;
      note.message = fmt::format("'{}': the column '{}' is not used", file.path, column);
      note.suggestion = "rename it after a variable, map it, or list it under 'ignore' in the mapping";
      report_.notes.push_back(std::move(note));
    }
  }
  return {};
}

}  // namespace

store::RegisterSchema schema_of(const catalog::Register& reg) {
  store::RegisterSchema schema;
  schema.register_id = reg.id;
  for (const auto& variable : reg.variables) {
    if (!variable.derived) schema.variables.push_back({variable.name, stored_as(variable.type)});
  }
  return schema;
}

base::Result<ImportReport> import_records(const catalog::Catalog& catalog, const catalog::Register& reg,
                                          std::span<const std::string> files, const ImportOptions& options,
                                          store::RecordStore& store, base::Progress& progress) {
  return Import(catalog, reg, files, options, store, progress).run();
}

}  // namespace kjede::registry
