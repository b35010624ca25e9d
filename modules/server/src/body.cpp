#include "body.hpp"

#include <fmt/format.h>

#include "kjede/server/codes.hpp"

namespace kjede::server {

base::Result<Body> Body::read(const Request& request) {
  if (!request.header("content-type").starts_with("application/json"))
    return base::fail(codes::bad_body, "the body is no JSON", "send Content-Type: application/json");
  const auto file = std::make_shared<const base::SourceFile>(base::SourceFile{"body", request.body});
  KJEDE_ASSIGN(auto json, text::parse_json(file));
  if (!json.is_object()) return base::fail(codes::bad_body, "the body is no object", "send {…}");
  return Body(std::move(json));
}

void Body::fault(const std::string& name, const std::string& what) {
  faults_.push_back(base::fail(codes::bad_body, fmt::format("'{}' {}", name, what)).diagnostics.front());
}

const text::Json& Body::value(const std::string& name) {
  static const text::Json nothing;
  asked_.insert(name);
  const auto found = json_.find(name);
  return found == json_.end() ? nothing : *found;
}

std::optional<std::string> Body::optional_text(const std::string& name, std::size_t most) {
  const auto& found = value(name);
  if (found.is_null()) return std::nullopt;
  if (!found.is_string()) {
    fault(name, "is no text");
    return std::nullopt;
  }
  auto text = found.get<std::string>();
  if (text.size() > most) fault(name, fmt::format("is longer than {} bytes", most));
  return text;
}

std::string Body::text(const std::string& name, std::size_t most) {
  const auto found = optional_text(name, most);
  if (value(name).is_null()) fault(name, "is missing");
  return found.value_or("");
}

std::optional<bool> Body::optional_flag(const std::string& name) {
  const auto& found = value(name);
  if (found.is_null()) return std::nullopt;
  if (found.is_boolean()) return found.get<bool>();
  fault(name, "is neither true nor false");
  return std::nullopt;
}

std::optional<double> Body::optional_number(const std::string& name) {
  const auto& found = value(name);
  if (found.is_null()) return std::nullopt;
  if (found.is_number()) return found.get<double>();
  fault(name, "is no number");
  return std::nullopt;
}

std::optional<std::int64_t> Body::optional_whole(const std::string& name) {
  const auto& found = value(name);
  if (found.is_null()) return std::nullopt;
  const bool fits =
      found.is_number_integer() && (!found.is_number_unsigned() || found.get<std::uint64_t>() <= INT64_MAX);
  if (fits && found.get<std::int64_t>() >= 0) return found.get<std::int64_t>();
  fault(name, "is no whole number of 0 or more");
  return std::nullopt;
}

base::Result<void> Body::done() {
  std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const auto& [name, value] : json_.items()) {
    if (asked_.contains(name)) continue;
    auto problem = base::fail(codes::bad_body, "a member of the body is not known here").diagnostics.front();
    if (const auto near = base::nearest(name, known); !near.empty())
      problem.suggestion = fmt::format("did you mean '{}'?", near);
    faults_.push_back(std::move(problem));
  }
  if (faults_.empty()) return {};
  return base::fail(faults_);
}

}  // namespace kjede::server
