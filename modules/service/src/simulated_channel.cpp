#include <fmt/format.h>

#include <algorithm>

#include "kjede/service/channel.hpp"
#include "kjede/service/codes.hpp"

namespace kjede::service {

base::Result<void> SimulatedChannel::send(const ChannelMessage& message, base::Instant now) {
  auto fate = base::Rng(options_.seed).stream(message.key);
  auto line = base::Rng(options_.seed).stream(fmt::format("attempt {}", ++attempts_));
  if (options_.down || line.chance(options_.fails)) return base::fail(codes::not_sent, "the simulated channel failed");
  ++deliveries_;
  const auto had = [&](const ChannelMessage& each) { return each.key == message.key; };
  if (std::any_of(received_.begin(), received_.end(), had)) return {};
  received_.push_back(message);
  const bool asks = message.kind == "responder_alerted" || message.kind == "ordinary_alerted";
  const double answer = fate.uniform();
  if (!asks || answer >= options_.accepts + options_.refuses) return {};
  const auto delay = base::Duration(static_cast<std::int64_t>(fate.exponential(options_.mean_seconds) * 1e6));
  const auto kind = answer < options_.accepts ? dispatch::EventKind::acknowledged : dispatch::EventKind::refused;
  waiting_.push_back({message.key, kind, now + delay});
  return {};
}

std::vector<ChannelReply> SimulatedChannel::replies(base::Instant now) {
  std::vector<ChannelReply> out;
  std::erase_if(waiting_, [&](const ChannelReply& reply) {
    if (reply.at > now) return false;
    out.push_back(reply);
    return true;
  });
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return out;
}

}  // namespace kjede::service
