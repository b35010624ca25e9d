#include <fmt/format.h>

#include "gateway_exchange.hpp"
#include "kjede/service/channel.hpp"
#include "kjede/service/codes.hpp"

namespace kjede::service {

namespace http = boost::beast::http;

struct WebhookChannel::State {
  WebhookOptions options;
  GatewayAddress address;
  std::shared_ptr<Trust> trust;  // over TLS
};

WebhookChannel::WebhookChannel(std::unique_ptr<State> state) : state_(std::move(state)) {}
WebhookChannel::~WebhookChannel() = default;

base::Result<std::unique_ptr<WebhookChannel>> WebhookChannel::open(const WebhookOptions& options) {
  const auto address = gateway_address(options.url);
  if (!address) {
    return base::fail(codes::bad_channel, fmt::format("'{}' is no address of a gateway", options.url),
                      "give https://host[:port]/path, or http:// on this machine");
  }
  if (options.secret.size() < 16) {
    return base::fail(codes::bad_channel, "the secret is shorter than 16 bytes", "make one: openssl rand -hex 32");
  }
  if (!address->tls && !options.ca_file.empty()) {
    return base::fail(codes::bad_channel, "a certificate authority is given, but the address is plain http",
                      "give https://host[:port]/path");
  }
  auto state = std::make_unique<State>(State{options, *address, nullptr});
  if (address->tls) {
    KJEDE_ASSIGN(state->trust, Trust::load(options.ca_file));
  }
  return std::unique_ptr<WebhookChannel>(new WebhookChannel(std::move(state)));
}

bool WebhookChannel::is_secure() const {
  const auto& [tls, host, port, path, authority] = state_->address;
  return tls || host == "localhost" || host == "127.0.0.1" || host == "::1";
}

base::Result<void> WebhookChannel::send(const ChannelMessage& message, base::Instant now) {
  const auto body = webhook_body(message);
  const auto timestamp =
      std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
  GatewayRequest request{http::verb::post, state_->address.path, 11};
  request.set(http::field::host, state_->address.authority);
  request.set(http::field::content_type, "application/json");
  request.set(http::field::user_agent, "kjede");
  request.set("Idempotency-Key", message.key);
  request.set("X-Kjede-Timestamp", timestamp);
  request.set("X-Kjede-Signature", webhook_signature(state_->options.secret, timestamp, body));
  request.body() = body;
  request.prepare_payload();
  const auto answer = exchange(state_->address, state_->trust.get(), request, state_->options.timeout_seconds);
  if (answer.not_trusted) {
    return base::fail(codes::not_sent, fmt::format("the gateway's certificate is not trusted: {}", answer.failure),
                      "give its authority's certificate with --ca-file, and the name that stands in it");
  }
  const auto status = answer.status;
  if (status == 0) return base::fail(codes::not_sent, fmt::format("the gateway did not answer: {}", answer.failure));
  if ((status >= 200 && status < 300) || status == 409) return {};
  const bool never = status >= 400 && status < 500 && status != 408 && status != 429;
  return base::fail(never ? codes::rejected : codes::not_sent, fmt::format("the gateway answered {}", status));
}

}  // namespace kjede::service
