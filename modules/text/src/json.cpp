#include "kjede/text/json.hpp"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <vector>

#include "kjede/text/codes.hpp"
#include "kjede/text/source.hpp"
#include "kjede/text/utf8.hpp"

namespace kjede::text {
namespace {

// Where the nesting goes deeper than allowed, looking only at brackets outside strings.
std::optional<std::size_t> too_deep_at(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_string) {
      if (text[i] == '\\')
        ++i;
      else
        in_string = text[i] != '"';
    } else if (text[i] == '"') {
      in_string = true;
    } else if (text[i] == '[' || text[i] == '{') {
      if (++depth > json_depth_limit) return i;
    } else if ((text[i] == ']' || text[i] == '}') && depth > 0) {
      --depth;
    }
  }
  return std::nullopt;
}

// Notices keys that stand twice while nlohmann parses.
class DuplicateWatch {
 public:
  bool operator()(int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open_.emplace_back();
    if (event == Json::parse_event_t::object_end) open_.pop_back();
    if (event == Json::parse_event_t::key && !open_.back().insert(parsed.get<std::string>()).second && !duplicate) {
      duplicate = parsed.get<std::string>();
    }
    return true;
  }
  std::optional<std::string> duplicate;

 private:
  std::vector<std::set<std::string>> open_;
};

// nlohmann's "[json.exception.parse_error.101] parse error at line 1, column 5: syntax error …" without its preamble.
std::string what_is_wrong(const Json::parse_error& error) {
  const std::string_view text = error.what();
  const auto colon = text.find(": ");
  return std::string(colon == std::string_view::npos ? text : text.substr(colon + 2));
}

}  // namespace

base::Result<Json> parse_json(std::shared_ptr<const base::SourceFile> file) {
  const SourceIndex index(file);
  const std::string& text = file->text;
  if (const auto bad = first_invalid_utf8(text)) {
    return base::fail(codes::bad_encoding, "these bytes are not UTF-8", index.span(*bad, *bad + 1),
                      "save the file as UTF-8");
  }
  if (const auto deep = too_deep_at(text)) {
    return base::fail(codes::json_limit, fmt::format("nested deeper than {} levels", json_depth_limit),
                      index.span(*deep, *deep + 1));
  }
  DuplicateWatch watch;
  try {
    Json json = Json::parse(text, std::ref(watch));
    if (watch.duplicate) {
      return base::fail(codes::json_duplicate_key,
                        fmt::format("'{}': the key '{}' stands twice in one object", file->path, *watch.duplicate),
                        "remove one");
    }
    return json;
  } catch (const Json::parse_error& error) {
    const std::size_t at = error.byte > 0 ? error.byte - 1 : 0;
    return base::fail(codes::json_syntax, what_is_wrong(error), index.span(at, at + 1));
  } catch (const Json::out_of_range&) {  // 1e400
    return base::fail(codes::json_syntax, "a number is too large to be kept", "write one below 1.8e308");
  }
}

std::string to_text(const Json& json, int indent) {
  std::string text = json.dump(indent, ' ', false, Json::error_handler_t::replace);
  if (indent >= 0) text += '\n';
  return text;
}

}  // namespace kjede::text
