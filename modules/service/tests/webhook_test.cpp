#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <thread>

#include "kjede/service/channel.hpp"
#include "kjede/service/codes.hpp"

namespace kjede::service {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

const base::Instant kNow = base::make_date(2026, 5, 18) + std::chrono::hours(10);
constexpr auto kSecret = "0123456789abcdef0123456789abcdef";

// Answers one request after the other with the statuses given, and keeps what came.
class Gateway {
 public:
  explicit Gateway(std::vector<unsigned> statuses)
      : acceptor_(context_, {asio::ip::address_v4::loopback(), 0}), thread_([this, statuses] { serve(statuses); }) {}
  ~Gateway() { thread_.join(); }

  std::string url() const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/alerts";
  }
  std::vector<http::request<http::string_body>> requests;

 private:
  void serve(const std::vector<unsigned>& statuses) {
    for (const auto status : statuses) {
      asio::ip::tcp::socket socket(context_);
      acceptor_.accept(socket);
      boost::beast::flat_buffer buffer;
      http::request<http::string_body> request;
      http::read(socket, buffer, request);
      requests.push_back(request);
      http::response<http::string_body> response{static_cast<http::status>(status), 11};
      response.prepare_payload();
      http::write(socket, response);
    }
  }

  asio::io_context context_;
  asio::ip::tcp::acceptor acceptor_;
  std::thread thread_;
};

ChannelMessage message() {
  ChannelMessage out;
  out.key = "7:alert";
  out.kind = "responder_alerted";
  out.channel = "110";
  out.unit = "brann-1";
  out.incident = "i1";
  out.payload["role"] = "to_patient";
  return out;
}

std::string_view code_of(const base::Result<void>& sent) { return sent ? "sent" : sent.error().front().code; }

TEST(Webhook, SignsWhatItSends) {
  std::string timestamp, signature, body, key;
  {
    Gateway gateway({200});
    auto channel = WebhookChannel::open({gateway.url(), kSecret, 5});
    ASSERT_TRUE(channel);
    EXPECT_TRUE((*channel)->is_secure());
    ASSERT_TRUE((*channel)->send(message(), kNow));
    const auto& request = gateway.requests.at(0);
    timestamp = std::string(request["X-Kjede-Timestamp"]);
    signature = std::string(request["X-Kjede-Signature"]);
    key = std::string(request["Idempotency-Key"]);
    body = request.body();
  }
  EXPECT_EQ(key, "7:alert");
  EXPECT_EQ(body, R"({"schema_version":1,"key":"7:alert","kind":"responder_alerted","channel":"110","unit":"brann-1",)"
                  R"("incident":"i1","payload":{"role":"to_patient"}})");
  EXPECT_TRUE(webhook_holds(kSecret, timestamp, body, signature, kNow));
  EXPECT_FALSE(webhook_holds("another secret of 32 bytes......", timestamp, body, signature, kNow));
  EXPECT_FALSE(webhook_holds(kSecret, timestamp, body + " ", signature, kNow));
  EXPECT_FALSE(webhook_holds(kSecret, timestamp, body, signature, kNow + std::chrono::seconds(301)));
  EXPECT_FALSE(webhook_holds(kSecret, "x", body, signature, kNow));
}

// Reckoned with another implementation.
TEST(Webhook, IsHmacSha256) {
  EXPECT_EQ(webhook_signature(kSecret, "1779098400", R"({"a":1})"),
            "v1=44eaaced8e85ca15999a42c4c43b2adbf7bb2a31a9886929255813c5391bc6b8");
}

TEST(Webhook, TellsForNowFromForever) {
  Gateway gateway({409, 500, 429, 400, 204});
  auto channel = *WebhookChannel::open({gateway.url(), kSecret, 5});
  EXPECT_EQ(code_of(channel->send(message(), kNow)), "sent");  // it had it already
  EXPECT_EQ(code_of(channel->send(message(), kNow)), codes::not_sent.id);
  EXPECT_EQ(code_of(channel->send(message(), kNow)), codes::not_sent.id);
  EXPECT_EQ(code_of(channel->send(message(), kNow)), codes::rejected.id);
  EXPECT_EQ(code_of(channel->send(message(), kNow)), "sent");
}

TEST(Webhook, SaysWhenNobodyListens) {
  asio::io_context context;
  asio::ip::tcp::acceptor taken(context, {asio::ip::address_v4::loopback(), 0});
  const auto url = "http://127.0.0.1:" + std::to_string(taken.local_endpoint().port()) + "/";
  taken.close();
  auto channel = *WebhookChannel::open({url, kSecret, 1});
  EXPECT_EQ(code_of(channel->send(message(), kNow)), codes::not_sent.id);
}

TEST(Webhook, GivesUpOnSomebodyWhoDoesNotAnswer) {
  asio::io_context context;
  asio::ip::tcp::acceptor silent(context, {asio::ip::address_v4::loopback(), 0});
  const auto url = "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port()) + "/";
  auto channel = *WebhookChannel::open({url, kSecret, 1});
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(code_of(channel->send(message(), kNow)), codes::not_sent.id);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(Webhook, RefusesWhatCannotBeUsed) {
  for (const auto* url : {"http://", "https://", "https://user:word@a/", "http://[::1/", "http://host:port/",
                          "http://a b/", "http://a/\r\nX: y", "ftp://a"}) {
    EXPECT_FALSE(WebhookChannel::open({url, kSecret, 5})) << url;
  }
  EXPECT_EQ(base::render(WebhookChannel::open({"http://a/", "short", 5}).error()),
            "error[KJ0965]: the secret is shorter than 16 bytes\n  = make one: openssl rand -hex 32\n");
  EXPECT_FALSE((*WebhookChannel::open({"http://gateway.example/", kSecret, 5}))->is_secure());
  EXPECT_TRUE((*WebhookChannel::open({"http://[::1]:8080/", kSecret, 5}))->is_secure());
  EXPECT_TRUE((*WebhookChannel::open({"https://gateway.example/", kSecret, 5}))->is_secure());
  EXPECT_EQ(base::render(WebhookChannel::open({"https://a/", kSecret, 5, "/nowhere.pem"}).error()),
            "error[KJ0965]: '/nowhere.pem' holds no certificate that can be read\n"
            "  = give the certificate of the gateway's authority as PEM\n");
  EXPECT_EQ(base::render(WebhookChannel::open({"http://a/", kSecret, 5, "/nowhere.pem"}).error()),
            "error[KJ0965]: a certificate authority is given, but the address is plain http\n"
            "  = give https://host[:port]/path\n");
}

}  // namespace
}  // namespace kjede::service
