#pragma once
// The server's certificate and key, as OpenSSL wants them: TLS 1.2 and 1.3, forward secrecy only.
//
//   KJEDE_ASSIGN(auto context, tls_context({"cert.pem", "key.pem"}));

#include <memory>

#include "kjede/server/http_server.hpp"

namespace boost::asio::ssl {
class context;
}

namespace kjede::server {

// Fails (tls_files): a file that cannot be read, is no PEM, or a key of another certificate; each said plainly.
base::Result<std::shared_ptr<boost::asio::ssl::context>> tls_context(const TlsFiles& files);

}  // namespace kjede::server
