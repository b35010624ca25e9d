#pragma once
// The reading half of an import: files to checked records, in its own thread.

#include <exception>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "kjede/registry/import.hpp"
#include "record_batch.hpp"
#include "record_source.hpp"
#include "reject_log.hpp"

namespace kjede::registry {

using KeyHashes = std::set<std::uint64_t>;

struct PreparedFile {
  std::string path;
  std::unique_ptr<RecordSource> source;
  std::vector<std::string> unused_columns;
  RecordBuilder builder;
};

struct ProducerTotals {
  std::vector<ImportedFile> files;
  std::uint64_t rows = 0;
  std::uint64_t rejected = 0;
  std::uint64_t warned = 0;
  std::uint64_t passed_over = 0;
  std::uint64_t repeated = 0;
};

class Producer {
 public:
  // `repeated`: keys known to stand more than once; their rows are held back and judged together at the end.
  Producer(const catalog::Register& reg, std::vector<PreparedFile> files, const KeyHashes& repeated, RejectLog& rejects,
           BatchQueue& queue)
      : reg_(reg), files_(std::move(files)), repeated_(repeated), rejects_(rejects), queue_(queue), hasher_(reg) {}

  void run();  // never throws; see failure() and rethrow() when the thread has ended

  const base::Diagnostics& failure() const { return failure_; }
  void rethrow() const;
  const ProducerTotals& totals() const { return totals_; }
  // Keys met more than once that were not known to be: the import starts again with them.
  KeyHashes found_repeated();

 private:
  struct Held {
    std::vector<base::Value> values;
    BuiltRecord built;
    RowHash hash;
    std::size_t file = 0;
    std::uint64_t row = 0;
    std::uint64_t line = 0;
  };

  bool read(std::size_t file);
  bool take(std::size_t file, const SourceRow& row);
  bool emit_row();
  bool emit_held();
  bool judge(const std::string& key, std::vector<Held>& rows);
  bool flush();

  const catalog::Register& reg_;
  std::vector<PreparedFile> files_;
  const KeyHashes& repeated_;
  RejectLog& rejects_;
  BatchQueue& queue_;
  RowHasher hasher_;
  std::unique_ptr<RecordBatch> batch_;
  Problems problems_;
  std::vector<std::uint64_t> key_hashes_;
  std::map<std::string, std::vector<Held>> held_;
  std::size_t key_variable_ = 0;
  ProducerTotals totals_;
  base::Diagnostics failure_;
  std::exception_ptr broken_;
};

}  // namespace kjede::registry
