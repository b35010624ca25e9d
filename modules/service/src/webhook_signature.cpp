#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <charconv>

#include "kjede/service/channel.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {

std::string webhook_body(const ChannelMessage& message) {
  text::Json body;
  body["schema_version"] = 1;
  body["key"] = message.key;
  body["kind"] = message.kind;
  body["channel"] = message.channel;
  body["unit"] = message.unit;
  body["incident"] = message.incident;
  body["payload"] = message.payload;
  return text::to_text(body, -1);
}

std::string webhook_signature(std::string_view secret, std::string_view timestamp, std::string_view body) {
  const auto text = fmt::format("{}.{}", timestamp, body);
  const auto bytes = [](std::string_view view) { return reinterpret_cast<const unsigned char*>(view.data()); };
  crypto_auth_hmacsha256_state state;
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> hash{};
  crypto_auth_hmacsha256_init(&state, bytes(secret), secret.size());
  crypto_auth_hmacsha256_update(&state, bytes(text), text.size());
  crypto_auth_hmacsha256_final(&state, hash.data());
  std::string hex(2 * hash.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return "v1=" + hex;
}

bool webhook_holds(std::string_view secret, std::string_view timestamp, std::string_view body,
                   std::string_view signature, base::Instant now) {
  constexpr std::int64_t kTolerance = 300;  // seconds
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
  if (error != std::errc() || end != timestamp.data() + timestamp.size()) return false;
  const auto here = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  if (std::abs(here - seconds) > kTolerance) return false;
  const auto expected = webhook_signature(secret, timestamp, body);
  return expected.size() == signature.size() && sodium_memcmp(expected.data(), signature.data(), expected.size()) == 0;
}

}  // namespace kjede::service
