#include "tls.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <unistd.h>

#include "asio.hpp"
#include "kjede/server/codes.hpp"

namespace kjede::server {
namespace {

namespace ssl = boost::asio::ssl;

base::Result<void> readable(const char* option, const std::string& file, std::string suggestion) {
  if (file.empty())
    return base::fail(codes::tls_files, fmt::format("{} is missing", option), "give --tls-cert and --tls-key together");
  if (::access(file.c_str(), R_OK) == 0) return {};
  return base::fail(codes::tls_files, fmt::format("{}: '{}' cannot be read", option, file), std::move(suggestion));
}

void set_protocols(ssl::context& context) {
  auto* const handle = context.native_handle();
  SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION);
  SSL_CTX_set_options(handle, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_cipher_list(handle, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_mode(handle, SSL_MODE_RELEASE_BUFFERS);  // thousands of streams rest most of the time
  // One protocol: a client that offers others is told that it is HTTP/1.1.
  SSL_CTX_set_alpn_select_cb(
      handle,
      [](SSL*, const unsigned char** out, unsigned char* length, const unsigned char* in, unsigned int size, void*) {
        static constexpr unsigned char http[] = "\x08http/1.1";
        auto* chosen = const_cast<unsigned char*>(*out);
        const int found = SSL_select_next_proto(&chosen, length, http, sizeof http - 1, in, size);
        *out = chosen;
        return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
      },
      nullptr);
}

}  // namespace

base::Result<std::shared_ptr<ssl::context>> tls_context(const TlsFiles& files) {
  KJEDE_TRY(readable("--tls-cert", files.certificate, "a PEM file: the certificate, then those that signed it"));
  KJEDE_TRY(readable("--tls-key", files.key, "a PEM file without a pass phrase that this user may read"));
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  set_protocols(*context);
  boost::system::error_code error;
  context->use_certificate_chain_file(files.certificate, error);
  if (error)
    return base::fail(codes::tls_files, fmt::format("--tls-cert: '{}' holds no certificate in PEM", files.certificate),
                      "it begins with -----BEGIN CERTIFICATE-----");
  // Without a terminal nobody can type a pass phrase: such a key is refused here.
  context->set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string(); }, error);
  context->use_private_key_file(files.key, ssl::context::pem, error);
  const bool other = ERR_GET_REASON(static_cast<unsigned long>(error.value())) == X509_R_KEY_VALUES_MISMATCH;
  if (error && !other)
    return base::fail(codes::tls_files, fmt::format("--tls-key: '{}' holds no private key in PEM", files.key),
                      "a key with a pass phrase cannot be used: write it without one, readable by this user alone");
  if (error || SSL_CTX_check_private_key(context->native_handle()) != 1)
    return base::fail(codes::tls_files, fmt::format("'{}' is not the key of '{}'", files.key, files.certificate),
                      "give the certificate and the key that were made together");
  ERR_clear_error();
  return context;
}

base::Result<void> check_tls(const TlsFiles& files) {
  if (files.wanted()) KJEDE_TRY(tls_context(files));
  return {};
}

}  // namespace kjede::server
