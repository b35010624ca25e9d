#include "kjede/server/event_stream.hpp"

#include <algorithm>

namespace kjede::server {
namespace {

constexpr std::size_t kMostWaiting = 256;

}  // namespace

void EventStream::push(EventText event) {
  std::function<void()> wake;
  {
    const std::scoped_lock lock(mutex_);
    if (ended_) return;
    ended_ = waiting_.size() >= kMostWaiting;
    waiting_.push_back(std::move(event));
    wake = wake_;
  }
  if (wake) wake();
}

void EventStream::end() {
  std::function<void()> wake;
  {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
    wake = wake_;
  }
  if (wake) wake();
}

void EventStream::on_wake(std::function<void()> wake) {
  const std::scoped_lock lock(mutex_);
  wake_ = std::move(wake);
}

bool EventStream::take(std::vector<EventText>& out) {
  const std::scoped_lock lock(mutex_);
  out = std::exchange(waiting_, {});
  return !ended_;
}

std::shared_ptr<EventStream> EventHub::listen(const Identity& who, Roles roles) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(streams_, [](const auto& one) { return one.expired(); });
  if (streams_.size() >= kMost) return nullptr;
  auto stream = std::make_shared<EventStream>(who, roles);
  streams_.push_back(stream);
  return stream;
}

std::vector<std::shared_ptr<EventStream>> EventHub::all() {
  const std::scoped_lock lock(mutex_);
  std::vector<std::shared_ptr<EventStream>> out;
  for (const auto& one : streams_) {
    if (auto stream = one.lock()) out.push_back(std::move(stream));
  }
  return out;
}

void EventHub::publish(std::string_view kind, std::string_view data, const Audience& audience) {
  std::string text = "event: ";
  text += kind;
  text += "\ndata: ";
  for (const char c : data) {
    if (c != '\n' && c != '\r') text += c;
  }
  text += "\n\n";
  const auto event = std::make_shared<const std::string>(std::move(text));
  for (const auto& stream : all()) {
    if (audience(*stream)) stream->push(event);
  }
}

void EventHub::end(const Audience& audience) {
  for (const auto& stream : all()) {
    if (audience(*stream)) stream->end();
  }
}

std::size_t EventHub::size() const {
  const std::scoped_lock lock(mutex_);
  return static_cast<std::size_t>(
      std::count_if(streams_.begin(), streams_.end(), [](const auto& one) { return !one.expired(); }));
}

}  // namespace kjede::server
