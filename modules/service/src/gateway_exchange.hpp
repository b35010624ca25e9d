#pragma once
// One HTTP request to a gateway on a connection of its own, over TLS when the address says https: the certificate must
// come from a trusted authority and name the host.
//
//   KJEDE_ASSIGN(const auto address, gateway_address("https://gateway.example/alerts"));
//   KJEDE_ASSIGN(const auto trust, Trust::load("authority.pem"));
//   const auto answer = exchange(address, trust, request, 5);

#include <boost/beast/http.hpp>
#include <memory>
#include <optional>
#include <string>

#include "kjede/base/result.hpp"

namespace kjede::service {

struct GatewayAddress {
  bool tls = false;
  std::string host;  // without brackets
  std::string port, path;
  std::string authority;  // as the Host header has it
};

// http://host[:port][/path] or https://…; nothing for anything else.
std::optional<GatewayAddress> gateway_address(std::string_view url);

// The certificate authorities that are believed.
class Trust {
 public:
  // PEM; empty: the system's own. KJ0965 when the file cannot be read or has no certificate.
  static base::Result<std::shared_ptr<Trust>> load(const std::string& ca_file);
  ~Trust();

 private:
  friend class TlsExchange;
  struct State;
  explicit Trust(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct GatewayAnswer {
  unsigned status = 0;       // 0: none came
  std::string failure;       // why none came
  bool not_trusted = false;  // the certificate is not what it should be
};

using GatewayRequest = boost::beast::http::request<boost::beast::http::string_body>;

// Given up after the timeout. `trust` is used only over TLS.
GatewayAnswer exchange(const GatewayAddress& address, const Trust* trust, const GatewayRequest& request,
                       int timeout_seconds);

}  // namespace kjede::service
