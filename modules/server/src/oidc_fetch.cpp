#include "oidc_fetch.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <memory>
#include <mutex>

#include "kjede/server/codes.hpp"

namespace kjede::server {
namespace {

constexpr long kConnectSeconds = 5, kSeconds = 10;
constexpr std::size_t kMostBytes = std::size_t{1} << 20U;

struct Close {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

std::size_t take(char* data, std::size_t size, std::size_t count, void* out) {
  auto& body = *static_cast<std::string*>(out);
  const auto bytes = size * count;
  if (body.size() + bytes > kMostBytes) return 0;  // curl ends the transfer
  body.append(data, bytes);
  return bytes;
}

bool on_this_machine(std::string_view rest) {
  const auto host = rest.substr(0, rest.find_first_of(":/?#"));
  return host == "127.0.0.1" || host == "localhost";
}

void set_options(CURL* handle, const FetchOrder& order, Fetched& reply) {
  curl_easy_setopt(handle, CURLOPT_URL, order.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, kSeconds);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &take);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &reply.body);
  if (!order.authority.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, order.authority.c_str());
  if (!order.form.empty()) curl_easy_setopt(handle, CURLOPT_POSTFIELDS, order.form.c_str());
  if (order.user.empty()) return;
  curl_easy_setopt(handle, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
  curl_easy_setopt(handle, CURLOPT_USERNAME, order.user.c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, order.password.c_str());
}

}  // namespace

bool may_fetch(std::string_view url) {
  constexpr std::string_view safe = "https://", plain = "http://";
  if (url.find_first_of(" \t\r\n") != std::string_view::npos) return false;
  if (url.starts_with(safe)) return url.size() > safe.size();
  return url.starts_with(plain) && on_this_machine(url.substr(plain.size()));
}

base::Result<Fetched> fetch(const FetchOrder& order) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  if (!may_fetch(order.url)) return base::fail(codes::oidc_unreachable, "the provider names an address without TLS");
  const std::unique_ptr<CURL, Close> handle(curl_easy_init());
  Fetched reply;
  if (handle == nullptr) return base::fail(codes::oidc_unreachable, "there is no memory to ask the provider");
  set_options(handle.get(), order, reply);
  if (const auto code = curl_easy_perform(handle.get()); code != CURLE_OK)
    return base::fail(codes::oidc_unreachable,
                      fmt::format("the identity provider does not answer: {}", curl_easy_strerror(code)),
                      "check the address, the network and the certificates");
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &reply.status);
  return reply;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace kjede::server
