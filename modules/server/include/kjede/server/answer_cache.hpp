#pragma once
// Answers that depend on path and query alone, kept until the data change: least recently used out first.
//
//   if (auto kept = cache.find(key)) return payload_answer(kept);

#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "kjede/server/message.hpp"

namespace kjede::server {

class AnswerCache {
 public:
  explicit AnswerCache(std::size_t most_bytes) : most_(most_bytes) {}
  PayloadPtr find(const std::string& key);
  // `generation` as it was when the answer was begun: an answer from older data is not kept.
  void keep(const std::string& key, PayloadPtr payload, std::uint64_t generation);
  std::uint64_t generation() const;
  void clear();

 private:
  struct Entry {
    std::string key;
    PayloadPtr payload;
  };
  static std::size_t size_of(const Entry& entry);
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // most recent first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
  std::size_t bytes_ = 0, most_;
  std::uint64_t generation_ = 0;
};

}  // namespace kjede::server
