#include "record_batch.hpp"

namespace kjede::registry {

std::unique_ptr<RecordBatch> BatchQueue::empty() {
  const std::lock_guard lock(mutex_);
  if (empty_.empty()) return std::make_unique<RecordBatch>(variables_);
  auto batch = std::move(empty_.back());
  empty_.pop_back();
  batch->rows = 0;
  return batch;
}

bool BatchQueue::push(std::unique_ptr<RecordBatch> batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return given_up_ || full_.size() < limit_; });
  if (given_up_) return false;
  full_.push_back(std::move(batch));
  changed_.notify_all();
  return true;
}

std::unique_ptr<RecordBatch> BatchQueue::pop() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return closed_ || !full_.empty(); });
  if (full_.empty()) return nullptr;
  auto batch = std::move(full_.front());
  full_.pop_front();
  changed_.notify_all();
  return batch;
}

void BatchQueue::recycle(std::unique_ptr<RecordBatch> batch) {
  const std::lock_guard lock(mutex_);
  empty_.push_back(std::move(batch));
}

void BatchQueue::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

void BatchQueue::give_up() {
  const std::lock_guard lock(mutex_);
  given_up_ = true;
  changed_.notify_all();
}

}  // namespace kjede::registry
