#include "dispatch_desk.hpp"

#include <algorithm>
#include <chrono>

#include "kjede/dispatch/responder_policy.hpp"
#include "kjede/server/log.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/next_alert.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using text::Json;

constexpr std::chrono::milliseconds kTurn{250};
constexpr std::chrono::seconds kWatchFor{45};  // a page says every 15 s that it is there
constexpr const char* kPolicy = "kjede";

bool for_dispatchers(const EventStream& stream) { return (stream.roles() & only(Role::dispatcher)) != 0; }

std::map<std::string, service::Channel*> every_channel(service::Channel* gateway) {
  return {{"nodnett", gateway}, {"110", gateway}, {"direct", gateway}, {"other", gateway}};
}

// One entry a name: where most people live.
Json places_of(const std::string& layer) {
  const auto json = Json::parse(layer, nullptr, false);
  std::map<std::string, std::pair<double, Json>> best;
  for (const auto& feature : json.value("features", Json::array())) {
    const auto& about = feature["properties"];
    const auto name = about.value("name", std::string());
    const double people = about.value("population", 0.0);
    const auto& at = feature["geometry"]["coordinates"];
    auto [known, is_new] = best.try_emplace(name);
    if (name.empty() || !at.is_array() || (!is_new && known->second.first >= people)) continue;
    known->second = {people, {{"name", name}, {"lon", at[0]}, {"lat", at[1]}}};
  }
  Json places = Json::array();
  for (const auto& [name, place] : best) {
    if (!name.empty()) places.push_back(place.second);
  }
  return places;
}

}  // namespace

bool Watchers::watch(const std::string& incident, const std::string& user, base::Instant now) {
  const std::scoped_lock lock(mutex_);
  const auto [found, is_new] = until_[incident].insert_or_assign(user, now + kWatchFor);
  return is_new;
}

bool Watchers::leave(const std::string& incident, const std::string& user) {
  const std::scoped_lock lock(mutex_);
  const auto found = until_.find(incident);
  return found != until_.end() && found->second.erase(user) > 0;
}

bool Watchers::forget(base::Instant now) {
  const std::scoped_lock lock(mutex_);
  std::size_t gone = 0;
  for (auto& [incident, users] : until_)
    gone += std::erase_if(users, [&](const auto& user) { return user.second <= now; });
  std::erase_if(until_, [](const auto& one) { return one.second.empty(); });
  return gone > 0;
}

bool Watchers::held(const std::string& incident) const {
  const std::scoped_lock lock(mutex_);
  const auto found = until_.find(incident);
  return found != until_.end() && !found->second.empty();
}

std::map<std::string, std::vector<std::string>> Watchers::all() const {
  const std::scoped_lock lock(mutex_);
  std::map<std::string, std::vector<std::string>> out;
  for (const auto& [incident, users] : until_) {
    for (const auto& [user, until] : users) out[incident].push_back(user);
  }
  return out;
}

base::Result<std::unique_ptr<DispatchDesk>> DispatchDesk::open(SiteState& site) {
  auto desk = std::unique_ptr<DispatchDesk>(new DispatchDesk(site));
  desk->read_map();
  KJEDE_TRY(desk->open_channels());
  return desk;
}

base::Result<void> DispatchDesk::open_channels() {
  const auto& options = site_.options;
  if (options.play) {
    KJEDE_TRY(service::claim_for_play(*site_.records, *site_.missions, now()));
    session_ = site_.advisor.get();
    if (session_ == nullptr)
      return base::fail(service::codes::not_for_play, "the store has no scheme to play on",
                        "`kjede demo scheme --out DIR`, then `kjede responders import DIR`");
    auto order = *options.play;
    if (site_.plans != nullptr) {
      for (const auto& one : site_.plans->area().hospitals) order.hospitals.push_back({one.lon, one.lat});
    }
    play_ = std::make_unique<service::Play>(*site_.missions, *session_, picture, order,
                                            [this](const std::string& id) { return watchers.held(id); });
    speed_ = play_->speed();
    outbox_ = std::make_unique<service::Outbox>(*site_.missions, play_->channels(), play_->outbox_options());
  } else if (!options.gateway.url.empty()) {
    KJEDE_ASSIGN(gateway_, service::WebhookChannel::open(options.gateway));
    outbox_ =
        std::make_unique<service::Outbox>(*site_.missions, every_channel(gateway_.get()), service::OutboxOptions{});
  }
  if (outbox_ != nullptr)
    outbox_->replace_with([this](const std::string& id, base::Instant when) { return replacement(id, when); });
  return {};
}

void DispatchDesk::read_map() {
  if (site_.plans == nullptr) return;
  for (const std::string name : {"roads", "places", "background"}) {
    auto text = site_.plans->layer(name);
    if (!text) continue;
    if (name == "places") places_ = places_of(*text);
    layers_[name] = make_payload("application/geo+json", *std::move(text));
  }
  layers_["names"] =
      make_payload("application/json", text::to_text(Json{{"schema_version", 1}, {"places", places_}}, -1) + "\n");
}

PayloadPtr DispatchDesk::layer(const std::string& name) const {
  const auto found = layers_.find(name);
  return found == layers_.end() ? nullptr : found->second;
}

DispatchDesk::~DispatchDesk() {
  {
    const std::scoped_lock lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void DispatchDesk::start() {
  thread_ = std::thread([this] { run(); });
}

void DispatchDesk::run() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kTurn, [this] { return stop_; })) {
    lock.unlock();
    if (watchers.forget(now())) tell_board();
    if (outbox_ != nullptr) turn();
    lock.lock();
  }
}

void DispatchDesk::turn() {
  std::int64_t before = 0, after = 0;
  const auto count = [](const dispatch::MissionBoard& board) {
    std::int64_t events = 0;
    for (const auto& [id, mission] : board.missions()) events += mission.version;
    return events;
  };
  site_.missions->look([&](const auto& board) { before = count(board); });
  bool fine = true;
  if (play_ != nullptr) {
    const std::scoped_lock both(advising, mutex_);
    play_->set_speed(speed_);
    for (const auto& [channel, down] : orders_) play_->set_down(channel, down);
    orders_.clear();
  }
  if (play_ != nullptr) {
    const std::scoped_lock lock(advising);
    const auto played = play_->turn(now());
    fine = played.has_value();
    if (played && !played->moved.empty()) tell_units(played->moved);
  }
  fine = outbox_->turn(now()).has_value() && fine;
  site_.missions->look([&](const auto& board) { after = count(board); });
  auto channels = outbox_->channels();
  bool news = before != after;
  {
    const std::scoped_lock lock(mutex_);
    if (!fine && !failing_) log_event("dispatch", "the mission log cannot be read or written; it is tried again");
    news = news || channels != channels_ || fine == failing_;
    failing_ = !fine;
    channels_ = std::move(channels);
  }
  if (news) tell_board();
}

base::Result<std::vector<dispatch::MissionEvent>> DispatchDesk::replacement(const std::string& incident,
                                                                            base::Instant when) {
  const auto session = play_ != nullptr ? session_ : site_.advisor.get();
  if (session == nullptr) return std::vector<dispatch::MissionEvent>();
  KJEDE_ASSIGN(const auto policy, dispatch::responder_policy(kPolicy));
  const std::scoped_lock lock(advising);
  picture.give(*session);
  return service::next_alert(*session, policy, *site_.missions, incident, {.recorder = "kjede"}, when);
}

void DispatchDesk::tell_board() const { site_.hub.publish("board", "{}", for_dispatchers); }

void DispatchDesk::tell_units(const std::set<std::string>& moved) const {
  Json units;
  site_.missions->look([&](const dispatch::MissionBoard& board) {
    units = service::situation_units(session_->scheme(), picture, board,
                                     dispatch::responder_policy(kPolicy)->position_age_limit, now());
  });
  Json news = Json::array();
  for (auto& unit : units) {
    if (moved.contains(unit["id"].get<std::string>())) news.push_back(std::move(unit));
  }
  site_.hub.publish("units", Json{{"now", base::to_string(now())}, {"units", news}}.dump(), for_dispatchers);
}

service::BoardBeside DispatchDesk::beside() const {
  service::BoardBeside out;
  out.watched_by = watchers.all();
  const std::scoped_lock lock(mutex_);
  Json channels = Json::array();
  for (const auto& one : channels_)
    channels.push_back({{"id", one.name}, {"ok", one.ok}, {"problem", one.ok ? Json(nullptr) : Json(one.problem)}});
  if (failing_) channels.push_back({{"id", "log"}, {"ok", false}, {"problem", "not_written"}});
  out.members.emplace_back("channels", std::move(channels));
  out.members.emplace_back(
      "play", play_ == nullptr ? Json(nullptr) : Json{{"seed", site_.options.play->seed}, {"speed", speed_}});
  return out;
}

bool DispatchDesk::set_speed(double speed) {
  const std::scoped_lock lock(mutex_);
  if (play_ == nullptr) return false;
  speed_ = std::clamp(speed, 0.0, service::kFastestPlay);
  return true;
}

bool DispatchDesk::set_down(const std::string& channel, bool down) {
  const std::scoped_lock lock(mutex_);
  const bool known =
      std::any_of(channels_.begin(), channels_.end(), [&](const auto& one) { return one.name == channel; });
  if (play_ == nullptr || !known) return false;
  orders_.emplace_back(channel, down);
  return true;
}

}  // namespace kjede::server
