// The webhook over TLS, against a gateway whose certificates are made here.

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "kjede/service/channel.hpp"
#include "kjede/service/codes.hpp"

namespace kjede::service {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

const base::Instant kNow = base::make_date(2026, 5, 18) + std::chrono::hours(10);
constexpr auto kSecret = "0123456789abcdef0123456789abcdef";

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Paper = std::unique_ptr<X509, decltype(&X509_free)>;

Key make_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

void extend(X509* paper, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, paper, nullptr, nullptr, 0);
  auto* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  X509_add_ext(paper, extension, -1);
  X509_EXTENSION_free(extension);
}

// An authority when it has no issuer, else a certificate for the names.
struct Certificate {
  Certificate(const char* name, const char* names, const Certificate* issuer, long begins = -60, long ends = 3600)
      : key(make_key()), paper(X509_new(), X509_free) {
    X509_set_version(paper.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(paper.get()), issuer == nullptr ? 1 : 2);
    X509_gmtime_adj(X509_getm_notBefore(paper.get()), begins);
    X509_gmtime_adj(X509_getm_notAfter(paper.get()), ends);
    X509_set_pubkey(paper.get(), key.get());
    auto* subject = X509_get_subject_name(paper.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    auto* signer = issuer == nullptr ? paper.get() : issuer->paper.get();
    X509_set_issuer_name(paper.get(), X509_get_subject_name(signer));
    extend(paper.get(), signer, NID_basic_constraints, issuer == nullptr ? "critical,CA:TRUE" : "CA:FALSE");
    if (names != nullptr) extend(paper.get(), signer, NID_subject_alt_name, names);
    X509_sign(paper.get(), (issuer == nullptr ? key : issuer->key).get(), EVP_sha256());
  }

  void write(const std::filesystem::path& certificate, const std::filesystem::path& secret) const {
    auto* out = std::fopen(certificate.c_str(), "w");
    PEM_write_X509(out, paper.get());
    std::fclose(out);
    out = std::fopen(secret.c_str(), "w");
    PEM_write_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(out);
  }

  Key key;
  Paper paper;
};

class WebhookTls : public ::testing::Test {
 protected:
  WebhookTls() {
    std::filesystem::create_directories(folder_);
    authority_.write(folder_ / "authority.pem", folder_ / "authority.key");
  }
  ~WebhookTls() override { std::filesystem::remove_all(folder_); }

  // One connection to a gateway with this certificate: what send() said, and the body that came, if any.
  struct Outcome {
    std::string error, body;
    bool secure = false;
  };
  Outcome send(const Certificate& own, const std::string& host, const std::string& ca_file, int most = TLS1_3_VERSION) {
    own.write(folder_ / "own.pem", folder_ / "own.key");
    asio::ssl::context tls(asio::ssl::context::tls_server);
    tls.use_certificate_file((folder_ / "own.pem").string(), asio::ssl::context::pem);
    tls.use_private_key_file((folder_ / "own.key").string(), asio::ssl::context::pem);
    SSL_CTX_set_max_proto_version(tls.native_handle(), most);
    if (most < TLS1_2_VERSION) SSL_CTX_set_security_level(tls.native_handle(), 0);
    asio::io_context context;
    asio::ip::tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    Outcome out;
    std::thread gateway([&] { serve(acceptor, tls, out.body); });
    const auto url = "https://" + host + ":" + std::to_string(acceptor.local_endpoint().port()) + "/alerts";
    const auto channel = WebhookChannel::open({url, kSecret, 5, ca_file});
    if (channel) {
      const auto sent = (*channel)->send({"7:alert", "responder_alerted", "110", "brann-1", "i1", {}}, kNow);
      out.error = sent ? "" : base::render(sent.error());
      out.secure = (*channel)->is_secure();
    }
    gateway.join();
    return out;
  }

  std::string authority() const { return (folder_ / "authority.pem").string(); }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      ("kjede-tls-" + std::to_string(::getpid()) + ::testing::UnitTest::GetInstance()->current_test_info()->name());
  Certificate authority_{"Test authority", nullptr, nullptr};

 private:
  static void serve(asio::ip::tcp::acceptor& acceptor, asio::ssl::context& tls, std::string& body) {
    boost::beast::error_code error;
    asio::ssl::stream<asio::ip::tcp::socket> stream(acceptor.accept(), tls);
    stream.handshake(asio::ssl::stream_base::server, error);
    if (error) return;
    boost::beast::flat_buffer buffer;
    http::request<http::string_body> request;
    http::read(stream, buffer, request, error);
    if (error) return;
    body = request.body();
    http::response<http::string_body> response{http::status::ok, 11};
    response.prepare_payload();
    http::write(stream, response, error);
    stream.shutdown(error);
  }
};

TEST_F(WebhookTls, SendsToAGatewayWhoseAuthorityIsTrusted) {
  const auto by_name = send({"gateway", "DNS:localhost", &authority_}, "localhost", authority());
  EXPECT_EQ(by_name.error, "");
  EXPECT_NE(by_name.body.find("\"unit\":\"brann-1\""), std::string::npos);
  EXPECT_TRUE(by_name.secure);
  EXPECT_EQ(send({"gateway", "IP:127.0.0.1", &authority_}, "127.0.0.1", authority()).error, "");
  EXPECT_EQ(send({"gateway", "DNS:localhost", &authority_}, "localhost", authority(), TLS1_2_VERSION).error, "");
}

constexpr auto kRemedy = "\n  = give its authority's certificate with --ca-file, and the name that stands in it\n";

TEST_F(WebhookTls, SendsNothingToAnybodyElse) {
  const std::string refused = "error[KJ0963]: the gateway's certificate is not trusted: ";
  const auto unknown = send({"gateway", "DNS:localhost", &authority_}, "localhost", "");
  EXPECT_EQ(unknown.error, refused + "unable to get local issuer certificate" + kRemedy);
  EXPECT_EQ(unknown.body, "");
  const Certificate other("Another authority", nullptr, nullptr);
  const auto signed_elsewhere = send({"gateway", "DNS:localhost", &other}, "localhost", authority());
  EXPECT_EQ(signed_elsewhere.error, refused + "unable to get local issuer certificate" + kRemedy);
  const auto own_hand = send({"gateway", "DNS:localhost", nullptr}, "localhost", authority());
  EXPECT_EQ(own_hand.error.substr(0, refused.size()), refused);
  const auto other_name = send({"gateway", "DNS:gateway.example", &authority_}, "localhost", authority());
  EXPECT_EQ(other_name.error, refused + "it is not for localhost" + kRemedy);
  EXPECT_EQ(other_name.body, "");
  const auto other_address = send({"gateway", "IP:127.0.0.2", &authority_}, "127.0.0.1", authority());
  EXPECT_EQ(other_address.error, refused + "it is not for 127.0.0.1" + kRemedy);
  const auto old = send({"gateway", "DNS:localhost", &authority_, -7200, -3600}, "localhost", authority());
  EXPECT_EQ(old.error, refused + "certificate has expired" + kRemedy);
  EXPECT_EQ(old.body, "");
}

TEST_F(WebhookTls, DoesNotSpeakOldVersions) {
  const auto old = send({"gateway", "DNS:localhost", &authority_}, "localhost", authority(), TLS1_1_VERSION);
  EXPECT_EQ(old.error.substr(0, 43), "error[KJ0963]: the gateway did not answer: ");
  EXPECT_EQ(old.body, "");
}

}  // namespace
}  // namespace kjede::service
