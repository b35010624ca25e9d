#include "producer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/registry/codes.hpp"

namespace kjede::registry {

void Producer::run() {
  try {
    for (std::size_t v = 0; v < reg_.variables.size(); ++v) {
      if (reg_.variables[v].name == reg_.key) key_variable_ = v;
    }
    batch_ = queue_.empty();
    bool going = true;
    for (std::size_t file = 0; going && file < files_.size(); ++file) going = read(file);
    if (going && emit_held()) flush();
  } catch (...) {
    broken_ = std::current_exception();
  }
  queue_.close();
}

void Producer::rethrow() const {
  if (broken_) std::rethrow_exception(broken_);
}

bool Producer::read(std::size_t index) {
  PreparedFile& file = files_[index];
  totals_.files.push_back({file.path, {}, 0, 0, file.unused_columns});
  bool going = true;
  const auto done = file.source->each([&](const SourceRow& row) { return going = take(index, row); });
  totals_.files.back().description = file.source->description();
  if (!done) {
    failure_ = done.error();
    return false;
  }
  return going;
}

bool Producer::take(std::size_t index, const SourceRow& row) {
  ++totals_.rows;
  ++totals_.files.back().rows;
  PreparedFile& file = files_[index];
  const auto record = batch_->record(batch_->rows);
  BuiltRecord& built = batch_->built[batch_->rows];
  const RowOutcome outcome = file.builder.build(row, record, built, problems_);
  if (outcome == RowOutcome::passed_over) {
    ++totals_.passed_over;
    return true;
  }
  if (!problems_.empty()) rejects_.add(file.path, row.row, row.line, problems_);
  if (outcome == RowOutcome::rejected) {
    ++totals_.rejected;
    ++totals_.files.back().rejected;
    return true;
  }
  if (!problems_.empty()) ++totals_.warned;
  std::string& key = batch_->keys[batch_->rows];
  if (const auto* text = std::get_if<std::string>(&record[key_variable_]))
    key = *text;
  else
    key = canonical_text(record[key_variable_]);
  const RowHash hash = batch_->hashes[batch_->rows] = hasher_(record);
  const std::uint64_t short_hash = key_hash(key);
  if (!repeated_.empty() && repeated_.contains(short_hash)) {
    held_[key].push_back({{record.begin(), record.end()}, built, hash, index, row.row, row.line});
    return true;
  }
  key_hashes_.push_back(short_hash);
  return emit_row();
}

bool Producer::emit_row() {
  ++batch_->rows;
  return batch_->rows < RecordBatch::capacity || flush();
}

bool Producer::flush() {
  if (!totals_.files.empty()) {
    const auto& source = *files_[totals_.files.size() - 1].source;
    batch_->bytes_read = source.bytes_read();
    batch_->total_bytes = source.total_bytes();
  }
  if (!queue_.push(std::move(batch_))) return false;
  batch_ = queue_.empty();
  return true;
}

bool Producer::emit_held() {
  for (auto& [key, rows] : held_) {
    if (!judge(key, rows)) return false;
  }
  return true;
}

// Rows with one key: if they all say the same, it is one record; if not, which is right cannot be known.
bool Producer::judge(const std::string& key, std::vector<Held>& rows) {
  const Held& first = rows.front();
  const bool alike = std::all_of(rows.begin(), rows.end(), [&](const Held& r) {
    return r.hash == first.hash && r.built.identifier == first.built.identifier;
  });
  if (alike) {
    totals_.repeated += rows.size() - 1;
    std::copy(first.values.begin(), first.values.end(), batch_->record(batch_->rows).begin());
    batch_->built[batch_->rows] = first.built;
    batch_->keys[batch_->rows] = key;
    batch_->hashes[batch_->rows] = first.hash;
    return emit_row();
  }
  constexpr std::size_t named = 5;
  std::string places;
  for (std::size_t i = 0; i < std::min(rows.size(), named); ++i) {
    places += fmt::format("{}{}", i == 0 ? "" : ", ", rows[i].row);
    if (files_.size() > 1) places += fmt::format(" ({})", files_[rows[i].file].path);
  }
  const auto more = rows.size() > named ? rows.size() - named : 0;
  const catalog::Label reason{fmt::format("samme nøkkel står i radene {}{} med ulike verdier", places,
                                          more > 0 ? fmt::format(" og {} til", more) : ""),
                              fmt::format("the same key stands in rows {}{} with different values", places,
                                          more > 0 ? fmt::format(" and {} more", more) : "")};
  for (const auto& row : rows) {
    const Problem problem{&codes::duplicate_key,
                          reg_.key,
                          {"gjentatt nøkkel", "repeated key"},
                          reason,
                          {"behold den riktige raden og importer på nytt", "keep the right row and import again"},
                          false};
    rejects_.add(files_[row.file].path, row.row, row.line, {problem});
    ++totals_.rejected;
    ++totals_.files[row.file].rejected;
  }
  return true;
}

KeyHashes Producer::found_repeated() {
  std::sort(key_hashes_.begin(), key_hashes_.end());
  KeyHashes repeated;
  for (std::size_t i = 1; i < key_hashes_.size(); ++i) {
    if (key_hashes_[i] == key_hashes_[i - 1]) repeated.insert(key_hashes_[i]);
  }
  return repeated;
}

}  // namespace kjede::registry
