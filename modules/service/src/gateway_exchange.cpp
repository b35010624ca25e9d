#include "gateway_exchange.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/version.hpp>

#include "kjede/service/codes.hpp"

namespace kjede::service {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Error = beast::error_code;

// What both kinds of connection share: the time they have, and what came of it.
class Exchange {
 public:
  Exchange(const GatewayAddress& address, const GatewayRequest& request, int timeout_seconds)
      : address_(address), request_(request), timeout_(timeout_seconds), resolver_(context_) {}

 protected:
  // `connected` goes on when a connection stands.
  template <class Connected>
  void connect(beast::tcp_stream& stream, Connected connected) {
    stream.expires_after(timeout_);
    resolver_.async_resolve(address_.host, address_.port, [this, &stream, connected](Error error, auto found) {
      if ((error_ = error)) return;
      stream.async_connect(found, [this, connected](Error failed, const auto&) {
        if (!(error_ = failed)) connected();
      });
    });
  }

  template <class Stream>
  void talk(Stream& stream) {
    http::async_write(stream, request_, [this, &stream](Error unsent, std::size_t) {
      if ((error_ = unsent)) return;
      http::async_read(stream, buffer_, response_, [this](Error unread, std::size_t) { error_ = unread; });
    });
  }

  GatewayAnswer finish() {
    context_.run_for(timeout_ + std::chrono::seconds(1));
    if (!context_.stopped()) error_ = beast::error::timeout;
    if (error_) return {0, error_.message(), false};
    return {response_.result_int(), "", false};
  }

  const GatewayAddress& address_;
  const GatewayRequest& request_;
  std::chrono::seconds timeout_;
  asio::io_context context_;
  asio::ip::tcp::resolver resolver_;
  beast::flat_buffer buffer_;
  http::response<http::string_body> response_;
  Error error_;
};

class PlainExchange final : Exchange {
 public:
  PlainExchange(const GatewayAddress& address, const GatewayRequest& request, int timeout_seconds)
      : Exchange(address, request, timeout_seconds), stream_(context_) {}

  GatewayAnswer run() {
    connect(stream_, [this] { talk(stream_); });
    return finish();
  }

 private:
  beast::tcp_stream stream_;
};

bool sound(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) { return c <= ' ' || c == 0x7f; });
}

}  // namespace

struct Trust::State {
  asio::ssl::context context{asio::ssl::context::tls_client};
};

// The handshake checks the chain, the dates and the name.
class TlsExchange final : Exchange {
 public:
  TlsExchange(const GatewayAddress& address, const Trust& trust, const GatewayRequest& request, int timeout_seconds)
      : Exchange(address, request, timeout_seconds), stream_(context_, trust.state_->context) {}

  GatewayAnswer run() {
    Error error;
    (void)asio::ip::make_address(address_.host, error);
    // the server may have several certificates: it is told which name is asked for
    if (error) SSL_set_tlsext_host_name(stream_.native_handle(), address_.host.c_str());
    stream_.set_verify_mode(asio::ssl::verify_peer);
    stream_.set_verify_callback([this, check = asio::ssl::host_name_verification(address_.host)](
                                    bool chain_holds, asio::ssl::verify_context& context) {
      return judge(chain_holds, check(chain_holds, context), context);
    });
    connect(beast::get_lowest_layer(stream_), [this] {
      stream_.async_handshake(asio::ssl::stream_base::client, [this](Error failed) {
        if (!(error_ = failed)) talk(stream_);
      });
    });
    auto answer = finish();
    if (answer.status == 0 && !distrust_.empty()) return {0, distrust_, true};
    return answer;
  }

 private:
  bool judge(bool chain_holds, bool name_fits, asio::ssl::verify_context& context) {
    if (!chain_holds) {
      distrust_ = X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.native_handle()));
    } else if (!name_fits) {
      distrust_ = fmt::format("it is not for {}", address_.host);
    }
    return name_fits;
  }

  beast::ssl_stream<beast::tcp_stream> stream_;
  std::string distrust_;
};

Trust::Trust(std::unique_ptr<State> state) : state_(std::move(state)) {}
Trust::~Trust() = default;

base::Result<std::shared_ptr<Trust>> Trust::load(const std::string& ca_file) {
  auto state = std::make_unique<State>();
  SSL_CTX_set_min_proto_version(state->context.native_handle(), TLS1_2_VERSION);
  Error error;
  if (ca_file.empty()) {
    state->context.set_default_verify_paths(error);
  } else {
    state->context.load_verify_file(ca_file, error);
  }
  if (error) {
    return base::fail(codes::bad_channel, fmt::format("'{}' holds no certificate that can be read", ca_file),
                      "give the certificate of the gateway's authority as PEM");
  }
  return std::shared_ptr<Trust>(new Trust(std::move(state)));
}

std::optional<GatewayAddress> gateway_address(std::string_view url) {
  GatewayAddress out;
  constexpr std::string_view plain = "http://", secure = "https://";
  out.tls = url.starts_with(secure);
  if (!out.tls && !url.starts_with(plain)) return {};
  url.remove_prefix(out.tls ? secure.size() : plain.size());
  const auto slash = url.find('/');
  out.authority = std::string(url.substr(0, slash));
  out.path = slash == std::string_view::npos ? "/" : std::string(url.substr(slash));
  const std::string_view authority = out.authority;
  const bool bracketed = authority.starts_with('[');
  const auto colon =
      bracketed ? authority.find(':', std::min(authority.find(']'), authority.size())) : authority.find(':');
  out.host = authority.substr(0, colon);
  out.port = colon == std::string_view::npos ? (out.tls ? "443" : "80") : authority.substr(colon + 1);
  if (bracketed) {
    if (!out.host.ends_with(']')) return {};
    out.host = out.host.substr(1, out.host.size() - 2);
  }
  const bool numeric = out.port.find_first_not_of("0123456789") == std::string::npos;
  if (!sound(out.host) || !sound(out.path) || out.port.empty() || !numeric) return {};
  if (out.host.find('@') != std::string::npos) return {};  // no passwords in addresses
  return out;
}

GatewayAnswer exchange(const GatewayAddress& address, const Trust* trust, const GatewayRequest& request,
                       int timeout_seconds) {
  if (address.tls) return TlsExchange(address, *trust, request, timeout_seconds).run();
  return PlainExchange(address, request, timeout_seconds).run();
}

}  // namespace kjede::service
