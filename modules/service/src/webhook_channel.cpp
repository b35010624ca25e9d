#include <fmt/format.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/version.hpp>

#include "kjede/service/channel.hpp"
#include "kjede/service/codes.hpp"

namespace kjede::service {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

struct Address {
  std::string host, port, path;
};

std::optional<Address> address_of(std::string_view url) {
  constexpr std::string_view scheme = "http://";
  if (!url.starts_with(scheme)) return {};
  url.remove_prefix(scheme.size());
  const auto slash = url.find('/');
  const auto authority = url.substr(0, slash);
  Address out;
  out.path = slash == std::string_view::npos ? "/" : std::string(url.substr(slash));
  const auto colon = authority.rfind(':');
  out.host = authority.substr(0, colon);
  out.port = colon == std::string_view::npos ? "80" : std::string(authority.substr(colon + 1));
  const auto sound = [](std::string_view text) { return text.find_first_of("\r\n\t ") == std::string_view::npos; };
  if (out.host.empty() || out.port.empty() || !sound(out.host) || !sound(out.path)) return {};
  if (out.port.find_first_not_of("0123456789") != std::string::npos) return {};
  return out;
}

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

// One request on a connection of its own, given up after the timeout.
class Exchange {
 public:
  Exchange(const Address& address, int timeout_seconds)
      : address_(address), resolver_(context_), stream_(context_), timeout_(timeout_seconds) {}

  // The status, or why there is none.
  beast::error_code run(const Request& request, unsigned& status) {
    stream_.expires_after(timeout_);
    resolver_.async_resolve(address_.host, address_.port, [&](beast::error_code error, auto found) {
      if ((error_ = error)) return;
      stream_.async_connect(found, [&](beast::error_code failed, const auto&) {
        if ((error_ = failed)) return;
        http::async_write(stream_, request, [&](beast::error_code unsent, std::size_t) {
          if ((error_ = unsent)) return;
          http::async_read(stream_, buffer_, response_,
                           [&](beast::error_code unread, std::size_t) { error_ = unread; });
        });
      });
    });
    context_.run_for(timeout_ + std::chrono::seconds(1));
    if (!context_.stopped()) error_ = beast::error::timeout;
    status = response_.result_int();
    return error_;
  }

 private:
  const Address& address_;
  asio::io_context context_;
  asio::ip::tcp::resolver resolver_;
  beast::tcp_stream stream_;
  std::chrono::seconds timeout_;
  beast::flat_buffer buffer_;
  Response response_;
  beast::error_code error_;
};

}  // namespace

struct WebhookChannel::State {
  WebhookOptions options;
  Address address;
};

WebhookChannel::WebhookChannel(std::unique_ptr<State> state) : state_(std::move(state)) {}
WebhookChannel::~WebhookChannel() = default;

base::Result<std::unique_ptr<WebhookChannel>> WebhookChannel::open(const WebhookOptions& options) {
  const auto address = address_of(options.url);
  if (!address) {
    return base::fail(codes::bad_channel, fmt::format("'{}' is no address of a gateway", options.url),
                      "give http://host:port/path; for TLS put a proxy on this machine between");
  }
  if (options.secret.size() < 16) {
    return base::fail(codes::bad_channel, "the secret is shorter than 16 bytes", "make one: openssl rand -hex 32");
  }
  return std::unique_ptr<WebhookChannel>(new WebhookChannel(std::make_unique<State>(State{options, *address})));
}

bool WebhookChannel::is_secure() const {
  const auto& host = state_->address.host;
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

base::Result<void> WebhookChannel::send(const ChannelMessage& message, base::Instant now) {
  const auto body = webhook_body(message);
  const auto timestamp =
      std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
  Request request{http::verb::post, state_->address.path, 11};
  request.set(http::field::host, state_->address.host);
  request.set(http::field::content_type, "application/json");
  request.set(http::field::user_agent, "kjede");
  request.set("Idempotency-Key", message.key);
  request.set("X-Kjede-Timestamp", timestamp);
  request.set("X-Kjede-Signature", webhook_signature(state_->options.secret, timestamp, body));
  request.body() = body;
  request.prepare_payload();
  unsigned status = 0;
  const auto error = Exchange(state_->address, state_->options.timeout_seconds).run(request, status);
  if (error) return base::fail(codes::not_sent, fmt::format("the gateway did not answer: {}", error.message()));
  if ((status >= 200 && status < 300) || status == 409) return {};
  const bool never = status >= 400 && status < 500 && status != 408 && status != 429;
  return base::fail(never ? codes::rejected : codes::not_sent, fmt::format("the gateway answered {}", status));
}

}  // namespace kjede::service
