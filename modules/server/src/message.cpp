#include "kjede/server/message.hpp"

#include <sodium.h>
#include <zlib.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kjede/server/codes.hpp"
#include "kjede/text/utf8.hpp"

namespace kjede::server {
namespace {

constexpr std::size_t kWorthPacking = 512;  // below, the headers cost more than is won

std::string packed(const std::string& bytes) {
  z_stream stream{};
  constexpr int gzip_window = 15 + 16, memory = 8;
  if (deflateInit2(&stream, 6, Z_DEFLATED, gzip_window, memory, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib's interface; it does not write
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int state = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return state == Z_STREAM_END && out.size() < bytes.size() ? out : std::string();
}

std::string etag_of(const std::string& bytes) {
  constexpr std::size_t length = 16;
  unsigned char hash[length];
  crypto_generichash(hash, length, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  char hex[2 * length + 1];
  sodium_bin2hex(hex, sizeof hex, hash, length);
  return "\"" + std::string(hex) + "\"";
}

// Pictures and packed files do not get smaller.
bool packs(std::string_view type) {
  return type.starts_with("text/") || type.find("json") != std::string_view::npos ||
         type.find("javascript") != std::string_view::npos || type.find("xml") != std::string_view::npos ||
         type.find("wasm") != std::string_view::npos;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  const bool control = std::any_of(out.begin(), out.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (control || !text::is_utf8(out)) return std::nullopt;
  return out;
}

bool safe_path(std::string_view path) {
  if (path.find('\\') != std::string_view::npos) return false;
  std::size_t at = 0;
  while (at < path.size()) {
    const auto end = std::min(path.find('/', at + 1), path.size());
    const auto segment = path.substr(at + 1, end - at - 1);
    if (segment == "." || segment == "..") return false;
    at = end;
  }
  return true;
}

}  // namespace

std::string_view to_string(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::remove: return "DELETE";
    case Method::other: break;
  }
  return "OTHER";
}

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::string_view Request::cookie(std::string_view name) const {
  auto text = header("cookie");
  while (!text.empty()) {
    const auto end = std::min(text.find(';'), text.size());
    auto pair = text.substr(0, end);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

PayloadPtr make_payload(std::string type, std::string bytes) {
  auto payload = std::make_shared<Payload>();
  if (bytes.size() >= kWorthPacking && packs(type)) payload->gzip = packed(bytes);
  payload->etag = etag_of(bytes);
  payload->type = std::move(type);
  payload->plain = std::move(bytes);
  return payload;
}

Response json_answer(int status, std::string json) {
  auto payload = std::make_shared<Payload>();
  payload->type = "application/json";
  payload->plain = std::move(json);
  return {.status = status, .payload = std::move(payload)};
}

Response text_answer(int status, std::string text) {
  auto payload = std::make_shared<Payload>();
  payload->type = "text/plain; charset=utf-8";
  payload->plain = std::move(text);
  return {.status = status, .payload = std::move(payload)};
}

Response payload_answer(PayloadPtr payload) { return {.status = 200, .payload = std::move(payload)}; }

std::string errors_json(const base::Diagnostics& diagnostics) {
  using Json = nlohmann::ordered_json;
  Json out{{"schema_version", 1}, {"errors", Json::array()}};
  for (const auto& d : diagnostics) {
    Json where = nullptr;
    if (d.span.file != nullptr) where = {{"line", d.span.line}, {"column", d.span.column}};
    out["errors"].push_back({{"code", d.code},
                             {"message", d.message},
                             {"where", std::move(where)},
                             {"suggestion", d.suggestion.empty() ? Json(nullptr) : Json(d.suggestion)}});
  }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Response error_answer(int status, const base::Diagnostics& diagnostics) {
  auto answer = json_answer(status, errors_json(diagnostics));
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

Response error_answer(int status, const base::Code& code, std::string message, std::string suggestion) {
  return error_answer(status, base::fail(code, std::move(message), std::move(suggestion)).diagnostics);
}

std::optional<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/')) return std::nullopt;
  const auto mark = std::min(target.find('?'), target.size());
  Target out;
  const auto path = decoded(target.substr(0, mark), false);
  if (!path || !safe_path(*path)) return std::nullopt;
  out.path = *path;
  auto rest = target.substr(std::min(mark + 1, target.size()));
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const auto pair = rest.substr(0, end);
    const auto equals = std::min(pair.find('='), pair.size());
    const auto name = decoded(pair.substr(0, equals), true);
    const auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value || !out.query.emplace(*name, *value).second) return std::nullopt;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

}  // namespace kjede::server
