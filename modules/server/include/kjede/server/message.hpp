#pragma once
// A request and its answer as the routes see them: no sockets, no HTTP library.
//
//   Response answer = json_answer(200, text);
//   answer.headers.emplace_back("Cache-Control", "no-store");

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::server {

enum class Method { get, head, post, put, patch, remove, other };
std::string_view to_string(Method method);  // "GET", …; other: "OTHER"

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  Method method = Method::get;
  std::string path;  // percent-decoded, begins with /
  std::map<std::string, std::string, std::less<>> query;
  Pairs headers;  // names in small letters
  std::string body;
  std::string peer;  // address without port; for lockout only, never logged

  std::string_view header(std::string_view name) const;  // empty when absent
  std::string_view cookie(std::string_view name) const;
};

// Bytes of an answer, ready in both codings; shared by all who ask.
struct Payload {
  std::string type;  // "application/json"
  std::string plain;
  std::string gzip;  // empty: not worth it
  std::string etag;  // quoted; empty: none
};
using PayloadPtr = std::shared_ptr<const Payload>;
// With ETag and gzip.
PayloadPtr make_payload(std::string type, std::string bytes);

class EventStream;

struct Response {
  int status = 200;
  PayloadPtr payload = {};  // null: no body
  Pairs headers = {};
  std::shared_ptr<EventStream> stream = {};  // server-sent events until either side leaves
  bool close = false;
};

Response json_answer(int status, std::string json);
Response text_answer(int status, std::string text);
Response payload_answer(PayloadPtr payload);

// {"schema_version": 1, "errors": [{code, message, where, suggestion}]}
std::string errors_json(const base::Diagnostics& diagnostics);
Response error_answer(int status, const base::Diagnostics& diagnostics);
Response error_answer(int status, const base::Code& code, std::string message, std::string suggestion = {});

// The decoded path and query of a request target; nothing for one that is no path, has a bad escape, a NUL, a segment
// that is . or .., bytes that are not UTF-8, or a name that stands twice in the query.
struct Target {
  std::string path;
  std::map<std::string, std::string, std::less<>> query;
};
std::optional<Target> parse_target(std::string_view target);

}  // namespace kjede::server
