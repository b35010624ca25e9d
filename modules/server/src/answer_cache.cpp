#include "kjede/server/answer_cache.hpp"

namespace kjede::server {

std::size_t AnswerCache::size_of(const Entry& entry) {
  constexpr std::size_t overhead = 256;
  return overhead + 2 * entry.key.size() + entry.payload->plain.size() + entry.payload->gzip.size();
}

PayloadPtr AnswerCache::find(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->payload;
}

void AnswerCache::keep(const std::string& key, PayloadPtr payload, std::uint64_t generation) {
  const std::scoped_lock lock(mutex_);
  if (generation != generation_ || by_key_.contains(key)) return;
  entries_.push_front({key, std::move(payload)});
  bytes_ += size_of(entries_.front());
  by_key_[key] = entries_.begin();
  while (bytes_ > most_ && !entries_.empty()) {
    bytes_ -= size_of(entries_.back());
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

std::uint64_t AnswerCache::generation() const {
  const std::scoped_lock lock(mutex_);
  return generation_;
}

void AnswerCache::clear() {
  const std::scoped_lock lock(mutex_);
  ++generation_;
  entries_.clear();
  by_key_.clear();
  bytes_ = 0;
}

}  // namespace kjede::server
