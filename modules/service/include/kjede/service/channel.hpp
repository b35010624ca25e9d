#pragma once
// How an alert leaves the house: a port with adapters. A message carries a key that never changes, so that it may be
// sent any number of times and counts once; its content follows the channel's class (R62, R65, R82).
//
//   WebhookChannel gateway({.url = "https://gateway.example/alerts", .secret = secret});
//   KJEDE_TRY(gateway.send(message, now));

#include <memory>
#include <string>
#include <vector>

#include "kjede/base/rng.hpp"
#include "kjede/dispatch/mission.hpp"

namespace kjede::service {

struct ChannelMessage {
  std::string key;
  std::string kind;  // responder_alerted, ordinary_alerted, stood_down, ordinary_cancelled, heartbeat
  std::string channel, unit, incident;
  text::Json payload = text::Json::object();
};

struct ChannelReply {
  std::string key;                                               // of the message
  dispatch::EventKind kind = dispatch::EventKind::acknowledged;  // or refused
  base::Instant at;
};

class Channel {
 public:
  virtual ~Channel() = default;
  // Taken over by the other side when it succeeds. KJ0963: not now, try again; KJ0964: never.
  virtual base::Result<void> send(const ChannelMessage& message, base::Instant now) = 0;
  // What has been answered since the last call.
  virtual std::vector<ChannelReply> replies(base::Instant now) = 0;
  // Person-identifying data may go by it.
  virtual bool is_secure() const = 0;
};

// What goes out for an event. `opened`: the incident's first event, for place and indication. Not secure: which unit,
// which role, which talkgroup, which municipality, and no more.
ChannelMessage message_of(const dispatch::MissionEvent& event, const dispatch::MissionEvent& opened, std::string key,
                          bool secure);

// For exercises and tests: answers after a delay, refuses, is silent, fails. The same seed and key, the same fate.
struct SimulatedChannelOptions {
  std::uint64_t seed = 1;
  double fails = 0;    // of sendings
  double accepts = 1;  // of messages; the rest is silent
  double refuses = 0;
  double mean_seconds = 30;  // of an answer's delay
  bool secure = true;
  bool down = false;
};
class SimulatedChannel final : public Channel {
 public:
  explicit SimulatedChannel(const SimulatedChannelOptions& options) : options_(options) {}
  base::Result<void> send(const ChannelMessage& message, base::Instant now) override;
  std::vector<ChannelReply> replies(base::Instant now) override;
  bool is_secure() const override { return options_.secure; }

  void set_down(bool down) { options_.down = down; }
  const std::vector<ChannelMessage>& received() const { return received_; }  // each key once
  int deliveries() const { return deliveries_; }                             // repeated ones too

 private:
  SimulatedChannelOptions options_;
  std::vector<ChannelMessage> received_;
  std::vector<ChannelReply> waiting_;
  int deliveries_ = 0;
  int attempts_ = 0;
};

// HTTP POST of JSON to a gateway. Signed: X-Kjede-Signature is v1=HMAC-SHA256(secret, timestamp "." body) in hex with
// X-Kjede-Timestamp in seconds since 1970; Idempotency-Key is the message's key. 2xx and 409 (had it already) mean
// taken over, other 4xx never, all else try again. Over TLS (1.2 or newer) the certificate must come from a trusted
// authority and name the host, else nothing is sent. Plain HTTP is secure only on this machine: elsewhere the content
// is stripped.
struct WebhookOptions {
  std::string url;  // https://host[:port]/path, or http://
  std::string secret;
  int timeout_seconds = 5;
  std::string ca_file = {};  // PEM; empty: the system's authorities
};
class WebhookChannel final : public Channel {
 public:
  // KJ0965 for a URL that cannot be used, a secret shorter than 16 bytes, or a CA file without certificate.
  static base::Result<std::unique_ptr<WebhookChannel>> open(const WebhookOptions& options);
  ~WebhookChannel() override;
  base::Result<void> send(const ChannelMessage& message, base::Instant now) override;
  std::vector<ChannelReply> replies(base::Instant) override { return {}; }  // they come as events
  bool is_secure() const override;

 private:
  struct State;
  explicit WebhookChannel(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

std::string webhook_body(const ChannelMessage& message);
std::string webhook_signature(std::string_view secret, std::string_view timestamp, std::string_view body);
// For whoever receives: the signature fits and is not older than five minutes, nor from the future.
bool webhook_holds(std::string_view secret, std::string_view timestamp, std::string_view body,
                   std::string_view signature, base::Instant now);

}  // namespace kjede::service
