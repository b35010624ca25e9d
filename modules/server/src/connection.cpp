#include "connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <type_traits>

#include "kjede/server/codes.hpp"
#include "kjede/server/log.hpp"

namespace kjede::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Clock = std::chrono::steady_clock;
using Parser = http::request_parser<http::string_body>;
using boost::system::error_code;

auto quietly(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get: return Method::get;
    case http::verb::head: return Method::head;
    case http::verb::post: return Method::post;
    case http::verb::put: return Method::put;
    case http::verb::patch: return Method::patch;
    case http::verb::delete_: return Method::remove;
    default: return Method::other;
  }
}

std::string small_letters(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool contains_token(std::string_view list, std::string_view token) {
  return small_letters(list).find(token) != std::string::npos;
}

std::string message_of(const error_code& error) {
  if (error == http::error::header_limit) return "the request line and headers are too long";
  return "the request is no HTTP";
}

using Plain = beast::tcp_stream;
using Secure = beast::ssl_stream<beast::tcp_stream>;

template <class Stream>
class Connection : public std::enable_shared_from_this<Connection<Stream>> {
 public:
  template <class... Tls>
  Connection(asio::ip::tcp::socket socket, Shared& shared, Tls&... tls)
      : stream_(std::move(socket), tls...), shared_(shared) {
    error_code error;
    tcp().socket().set_option(asio::ip::tcp::no_delay(true), error);
    peer_ = tcp().socket().remote_endpoint(error).address().to_string();
  }

  asio::awaitable<void> run() {
    shared_.metrics.connections.fetch_add(1);
    std::weak_ptr<Connection> weak = this->weak_from_this();
    const auto executor = stream_.get_executor();
    const auto token = shared_.open.add([weak, executor] {
      asio::post(executor, [weak] {
        if (const auto alive = weak.lock(); alive != nullptr && alive->idle_) alive->tcp().cancel();
      });
    });
    bool more = co_await shake_hands();
    while (more && !shared_.stopping) more = co_await one_request();
    if (met_) co_await leave();
    shared_.open.remove(token);
    shared_.metrics.connections.fetch_sub(1);
  }

 private:
  beast::tcp_stream& tcp() { return beast::get_lowest_layer(stream_); }

  // TLS first, in the time for a head. A client that speaks plain HTTP, or has other ideas of TLS, is left.
  asio::awaitable<bool> shake_hands() {
    error_code error;
    if constexpr (std::is_same_v<Stream, Secure>) {
      tcp().expires_after(shared_.options.limits.header_time);
      co_await stream_.async_handshake(asio::ssl::stream_base::server, quietly(error));
    }
    met_ = !error;
    co_return met_;
  }

  asio::awaitable<bool> one_request() {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(shared_.options.limits.header_bytes));
    // The limit is known when the route is. Not none: Boost 1.74 takes every stated length to be above none.
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());
    error_code error;
    co_await read_head(parser, error);
    if (error == http::error::end_of_stream || error == asio::error::operation_aborted ||
        error == beast::error::timeout || error == asio::error::connection_reset || error == asio::error::eof ||
        error == asio::ssl::error::stream_truncated)
      co_return false;
    started_ = Clock::now();
    Request request;
    Dispatcher::Plan plan;
    if (error) {
      const bool large = error == http::error::header_limit;
      plan.number = SIZE_MAX;
      auto refusal = error_answer(large ? 431 : 400, large ? codes::too_large : codes::bad_request, message_of(error));
      co_return co_await answer(request, plan, std::move(refusal), false, 11);
    }
    const auto& head = parser.get();
    read_fields(head, request);
    const auto target = std::string(head.target());
    plan = shared_.dispatcher.plan(request, target);
    const bool keeps = head.keep_alive() && !shared_.stopping;
    const auto version = head.version();
    const bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
    Identity who;
    if (!plan.ready) plan.ready = co_await gate(plan, request, who);
    if (!plan.ready && has_body) plan.ready = co_await read_body(parser, plan, request, error);
    if (error) co_return false;
    const bool unread = has_body && !parser.is_done();
    Response response;
    if (plan.ready) {
      response = std::move(*plan.ready);
    } else {
      response = co_await work(plan, request, who);
    }
    co_return co_await answer(request, plan, std::move(response), keeps && !unread, version);
  }

  asio::awaitable<void> read_head(Parser& parser, error_code& error) {
    // Between requests a client may rest; once the first bytes are there, the rest has to come soon.
    if (buffer_.size() == 0) {
      idle_ = true;
      tcp().expires_after(shared_.options.limits.idle_time);
      const auto space = buffer_.prepare(4096);
      const auto n = co_await stream_.async_read_some(space, quietly(error));
      idle_ = false;
      if (error) co_return;
      buffer_.commit(n);
    }
    tcp().expires_after(shared_.options.limits.header_time);
    co_await http::async_read_header(stream_, buffer_, parser, quietly(error));
  }

  void read_fields(const http::request<http::string_body>& head, Request& request) const {
    request.method = method_of(head.method());
    request.peer = peer_;
    for (const auto& field : head) {
      request.headers.emplace_back(small_letters({field.name_string().data(), field.name_string().size()}),
                                   std::string(field.value()));
    }
    if (!shared_.options.trust_proxy) return;
    const auto list = request.header("x-forwarded-for");
    const auto last = list.substr(list.rfind(',') == std::string_view::npos ? 0 : list.rfind(',') + 1);
    const auto begin = last.find_first_not_of(' ');
    if (begin != std::string_view::npos) request.peer = last.substr(begin);
  }

  // Who asks, and may they? A public page that is only read needs no look.
  asio::awaitable<std::optional<Response>> gate(const Dispatcher::Plan& plan, const Request& request, Identity& who) {
    const bool open = plan.route->roles == kAnyone;
    std::optional<Response> refusal;
    auto look = [&] { refusal = shared_.dispatcher.refuse(plan, request, who); };
    if (open) {
      look();
    } else if (!co_await queued(Work::session, look)) {
      refusal = busy();
    }
    co_return refusal;
  }

  asio::awaitable<std::optional<Response>> read_body(Parser& parser, const Dispatcher::Plan& plan, Request& request,
                                                     error_code& error) {
    const auto limit = plan.route->body_limit;
    if (parser.content_length().value_or(0) > limit)
      co_return error_answer(413, codes::too_large, "the body is too large",
                             fmt::format("this address takes up to {} bytes", limit));
    parser.body_limit(limit);
    if (contains_token(request.header("expect"), "100-continue")) {
      static constexpr std::string_view go = "HTTP/1.1 100 Continue\r\n\r\n";
      tcp().expires_after(shared_.options.limits.write_time);
      co_await asio::async_write(stream_, asio::buffer(go.data(), go.size()), quietly(error));
      if (error) co_return std::nullopt;
    }
    tcp().expires_after(shared_.options.limits.body_time);
    co_await http::async_read(stream_, buffer_, parser, quietly(error));
    if (error == http::error::body_limit) {
      error = {};
      co_return error_answer(413, codes::too_large, "the body is too large");
    }
    if (!error) request.body = std::move(parser.get().body());
    co_return std::nullopt;
  }

  asio::awaitable<Response> work(const Dispatcher::Plan& plan, const Request& request, const Identity& who) {
    Response response;
    auto job = [&] { response = shared_.dispatcher.run(plan, request, who); };
    if (plan.route->work == Work::memory) {
      job();
      co_return response;
    }
    const bool done = co_await queued(plan.route->work, job);
    if (!done) response = busy();
    co_return response;
  }

  // False: too many wait already.
  template <class Job>
  asio::awaitable<bool> queued(Work work, Job& job) {
    auto& [pool, waiting] = shared_.workers.of(work);
    if (waiting.fetch_add(1) >= shared_.options.limits.waiting) {
      waiting.fetch_sub(1);
      co_return false;
    }
    shared_.metrics.waiting.fetch_add(1);
    co_await on_pool(pool, job);
    shared_.metrics.waiting.fetch_sub(1);
    waiting.fetch_sub(1);
    co_return true;
  }

  static Response busy() {
    auto answer = error_answer(503, codes::busy, "the server is busy", "try again in a moment");
    answer.headers.emplace_back("Retry-After", "1");
    return answer;
  }

  asio::awaitable<bool> answer(const Request& request, const Dispatcher::Plan& plan, Response response, bool keeps,
                               unsigned version) {
    shared_.dispatcher.finish(response, request, plan);
    keeps = keeps && !response.close && response.stream == nullptr;
    error_code error;
    const auto bytes = co_await send(request, response, keeps, version, error);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - started_);
    shared_.metrics.record(plan.number, response.status, took);
    if (shared_.options.log_requests)
      log_request(request.method, plan.route != nullptr ? plan.route->pattern : "other", response.status, took, bytes);
    if (!error && response.stream != nullptr) co_await send_events(*response.stream);
    co_return !error && keeps;
  }

  asio::awaitable<std::size_t> send(const Request& request, const Response& response, bool keeps, unsigned version,
                                    error_code& error) {
    http::response<http::buffer_body> message;
    message.version(version);
    message.result(static_cast<unsigned>(response.status));
    message.set(http::field::server, "Kjede");
    for (const auto& [name, value] : response.headers) message.insert(name, value);
    static const std::string nothing;
    const std::string* bytes = &nothing;
    if (response.payload != nullptr) {
      const auto& payload = *response.payload;
      const bool packed = !payload.gzip.empty() && contains_token(request.header("accept-encoding"), "gzip");
      bytes = packed ? &payload.gzip : &payload.plain;
      message.set(http::field::content_type, payload.type);
      if (packed) message.set(http::field::content_encoding, "gzip");
      if (!payload.gzip.empty()) message.set(http::field::vary, "Accept-Encoding");
      if (!payload.etag.empty()) message.set(http::field::etag, payload.etag);
    }
    if (response.stream != nullptr) {
      message.set(http::field::content_type, "text/event-stream");
      message.set("X-Accel-Buffering", "no");
    } else if (response.status != 304 && response.status != 204) {
      message.content_length(bytes->size());
    }
    message.keep_alive(keeps);
    const bool body = request.method != Method::head && !bytes->empty();
    std::string text = head_text(message);
    tcp().expires_after(shared_.options.limits.write_time);
    if constexpr (std::is_same_v<Stream, Secure>) {
      if (body) text += *bytes;
      co_await write_pieces(text, error);
      co_return body ? bytes->size() : 0;
    }
    const std::array<asio::const_buffer, 2> parts{asio::buffer(text), asio::buffer(*bytes)};
    if (body) {
      co_await asio::async_write(stream_, parts, quietly(error));
    } else {
      co_await asio::async_write(stream_, parts[0], quietly(error));
    }
    co_return body ? bytes->size() : 0;
  }

  // Over TLS a piece is smaller than a record: Beast 1.74 leaves what is larger lying until the next write.
  asio::awaitable<void> write_pieces(const std::string& text, error_code& error) {
    constexpr std::size_t piece = 8192;
    for (std::size_t at = 0; at < text.size() && !error; at += piece) {
      tcp().expires_after(shared_.options.limits.write_time);
      co_await asio::async_write(stream_, asio::buffer(text.data() + at, std::min(piece, text.size() - at)),
                                 quietly(error));
    }
  }

  static std::string head_text(const http::response<http::buffer_body>& message) {
    std::string text =
        fmt::format("HTTP/{}.{} {} {}\r\n", message.version() / 10, message.version() % 10, message.result_int(),
                    std::string_view(message.reason().data(), message.reason().size()));
    for (const auto& field : message) {
      text.append(field.name_string().data(), field.name_string().size()).append(": ");
      text.append(field.value().data(), field.value().size()).append("\r\n");
    }
    return text + "\r\n";
  }

  asio::awaitable<void> send_events(EventStream& events) {
    const auto timer = std::make_shared<asio::steady_timer>(stream_.get_executor());
    const auto executor = stream_.get_executor();
    std::weak_ptr<asio::steady_timer> weak = timer;
    events.on_wake([weak, executor] {
      asio::post(executor, [weak] {
        if (const auto alive = weak.lock()) alive->cancel();
      });
    });
    std::vector<EventText> news;
    error_code error;
    bool goes_on = true;
    while (goes_on && !error && !shared_.stopping) {
      goes_on = events.take(news);
      std::string text;
      for (const auto& event : news) text += *event;
      if (text.empty() && beat_) text = "event: beat\ndata: {}\n\n";
      beat_ = false;
      if (!text.empty()) {
        tcp().expires_after(shared_.options.limits.write_time);
        co_await asio::async_write(stream_, asio::buffer(text), quietly(error));
        continue;
      }
      if (!goes_on) break;
      timer->expires_after(shared_.options.limits.heartbeat);
      error_code woken;
      co_await timer->async_wait(quietly(woken));
      beat_ = !woken;
    }
    events.on_wake({});
  }

  // A client that is still sending is read for a moment, so that it sees the answer instead of a reset.
  asio::awaitable<void> leave() {
    error_code error;
    if constexpr (std::is_same_v<Stream, Secure>) {
      tcp().expires_after(std::chrono::seconds(1));
      co_await stream_.async_shutdown(quietly(error));  // says goodbye, and waits for the other to say it
      co_return;
    }
    tcp().socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
    if (error) co_return;
    std::vector<char> waste(65536);
    constexpr int most = 256;  // 16 MiB: one that keeps sending meets its answer within them
    tcp().expires_after(std::chrono::seconds(1));
    for (int i = 0; i < most && !error; ++i) {
      co_await stream_.async_read_some(asio::buffer(waste), quietly(error));
    }
  }

  Stream stream_;
  Shared& shared_;
  beast::flat_buffer buffer_;
  std::string peer_;
  Clock::time_point started_{};
  bool met_ = false;  // TLS stands, or is not wanted
  bool idle_ = false;
  bool beat_ = false;
};

}  // namespace

OpenConnections::Token OpenConnections::add(std::function<void()> close) {
  const std::scoped_lock lock(mutex_);
  close_.push_front(std::move(close));
  return close_.begin();
}

void OpenConnections::remove(Token token) {
  const std::scoped_lock lock(mutex_);
  close_.erase(token);
}

void OpenConnections::close_idle() {
  const std::scoped_lock lock(mutex_);
  for (const auto& close : close_) close();
}

std::size_t OpenConnections::size() const {
  const std::scoped_lock lock(mutex_);
  return close_.size();
}

asio::awaitable<void> serve_connection(asio::ip::tcp::socket socket, Shared& shared) {
  if (shared.tls != nullptr) {
    co_await std::make_shared<Connection<Secure>>(std::move(socket), shared, *shared.tls)->run();
  } else {
    co_await std::make_shared<Connection<Plain>>(std::move(socket), shared)->run();
  }
}

}  // namespace kjede::server
