#pragma once
// Server-sent events: a hub that tells all who listen, and one bounded queue a listener.
//
//   hub.publish("board", R"({"version": 7})", [](const Identity& who) { return has(who, Role::dispatcher); });

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "kjede/server/route.hpp"

namespace kjede::server {

using EventText = std::shared_ptr<const std::string>;

// One listener. push and end: any thread. take and on_wake: the connection.
class EventStream {
 public:
  EventStream(Identity who, Roles roles) : who_(std::move(who)), roles_(roles) {}
  const Identity& who() const { return who_; }
  Roles roles() const { return roles_; }

  void push(EventText event);  // a listener who is too slow for 256 events is sent away: it will ask again
  void end();
  void on_wake(std::function<void()> wake);
  // What has come since; false: this was the end.
  bool take(std::vector<EventText>& out);

 private:
  Identity who_;
  Roles roles_;
  std::mutex mutex_;
  std::vector<EventText> waiting_;
  std::function<void()> wake_;
  bool ended_ = false;
};

class EventHub {
 public:
  using Audience = std::function<bool(const EventStream&)>;
  // Nothing when there are as many listeners as there may be.
  std::shared_ptr<EventStream> listen(const Identity& who, Roles roles);
  void publish(std::string_view kind, std::string_view data, const Audience& audience);
  void end(const Audience& audience);
  std::size_t size() const;

  static constexpr std::size_t kMost = 4096;

 private:
  std::vector<std::shared_ptr<EventStream>> all();
  mutable std::mutex mutex_;
  std::vector<std::weak_ptr<EventStream>> streams_;
};

}  // namespace kjede::server
