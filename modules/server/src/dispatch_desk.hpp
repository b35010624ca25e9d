#pragma once
// What the dispatchers share beside the log: where units are, who looks at what, how the channels do, the map. One
// thread sends what the log holds, takes answers, and on the demonstration plays calls, units and answers.

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "kjede/server/application.hpp"
#include "kjede/server/message.hpp"
#include "kjede/service/dispatch_board.hpp"
#include "kjede/service/live_picture.hpp"
#include "kjede/service/play.hpp"

namespace kjede::server {

struct SiteState;

// Who has which incident open, until a while after they last said so. Any number of threads.
class Watchers {
 public:
  // True when that is news.
  bool watch(const std::string& incident, const std::string& user, base::Instant now);
  bool leave(const std::string& incident, const std::string& user);
  // True when somebody's time ran out since the last call.
  bool forget(base::Instant now);
  bool held(const std::string& incident) const;
  std::map<std::string, std::vector<std::string>> all() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::map<std::string, base::Instant>> until_;
};

class DispatchDesk {
 public:
  // Fails for a play on a store that is not the demonstration's, and for a gateway that cannot be used.
  static base::Result<std::unique_ptr<DispatchDesk>> open(SiteState& site);
  ~DispatchDesk();
  DispatchDesk(const DispatchDesk&) = delete;
  DispatchDesk& operator=(const DispatchDesk&) = delete;

  // Sending and playing begin; until the desk is gone.
  void start();

  service::BoardBeside beside() const;
  PayloadPtr layer(const std::string& name) const;  // roads, places, background; null: there is no such
  // An exercise. False: nothing is played, or there is no such channel.
  bool set_speed(double speed);
  bool set_down(const std::string& channel, bool down);

  service::LivePicture picture;
  Watchers watchers;
  std::mutex advising;  // a session answers one question at a time

 private:
  explicit DispatchDesk(SiteState& site) : site_(site) {}
  base::Result<void> open_channels();
  void read_map();
  void run();
  void turn();
  base::Result<std::vector<dispatch::MissionEvent>> replacement(const std::string& incident, base::Instant now);
  void tell_board() const;
  void tell_units(const std::set<std::string>& moved) const;

  SiteState& site_;
  std::shared_ptr<service::RecommendSession> session_;  // the play's own: a new scheme waits for the next start
  std::unique_ptr<service::Play> play_;
  std::unique_ptr<service::Channel> gateway_;
  std::unique_ptr<service::Outbox> outbox_;
  std::map<std::string, PayloadPtr> layers_;
  text::Json places_ = text::Json::array();

  mutable std::mutex mutex_;  // what follows
  std::condition_variable wake_;
  bool stop_ = false, failing_ = false;
  double speed_ = 0;
  std::vector<service::Outbox::ChannelState> channels_;
  std::vector<std::pair<std::string, bool>> orders_;  // channels to be set down, or up
  std::thread thread_;
};

}  // namespace kjede::server
