#pragma once
// Checked records on their way from the reading thread to the storing one.

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "record_builder.hpp"
#include "row_hash.hpp"

namespace kjede::registry {

struct RecordBatch {
  static constexpr std::size_t capacity = 1024;

  explicit RecordBatch(std::size_t variables)
      : width(variables), values(capacity * variables), built(capacity), keys(capacity), hashes(capacity) {}
  std::span<base::Value> record(std::size_t row) { return {values.data() + row * width, width}; }

  std::size_t width;
  std::size_t rows = 0;
  std::vector<base::Value> values;
  std::vector<BuiltRecord> built;
  std::vector<std::string> keys;
  std::vector<RowHash> hashes;
  std::uint64_t bytes_read = 0;  // of the file being read, when the batch was full
  std::uint64_t total_bytes = 0;
};

// A bounded queue of batches, and the empty ones on their way back.
class BatchQueue {
 public:
  BatchQueue(std::size_t variables, std::size_t limit) : variables_(variables), limit_(limit) {}

  std::unique_ptr<RecordBatch> empty();
  // False: the consumer has given up; the producer stops.
  bool push(std::unique_ptr<RecordBatch> batch);
  std::unique_ptr<RecordBatch> pop();  // nothing: the producer is done
  void recycle(std::unique_ptr<RecordBatch> batch);
  void close();    // by the producer: no more comes
  void give_up();  // by the consumer: no more is taken

 private:
  std::size_t variables_;
  std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<RecordBatch>> full_;
  std::vector<std::unique_ptr<RecordBatch>> empty_;
  bool closed_ = false;
  bool given_up_ = false;
};

}  // namespace kjede::registry
