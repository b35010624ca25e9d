#include "kjede/server/route.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "kjede/server/codes.hpp"

namespace kjede::server {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    out.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return out;
}

std::optional<int> parse_integer(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

base::Diagnostic unknown(const Route& route, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& parameter : route.query) names.push_back(parameter.name);
  const auto near = base::nearest(name, names);
  base::Diagnostic d;
  d.code = codes::unknown_parameter.id;
  d.message = "a parameter of the query is not known here";
  d.suggestion = !near.empty()   ? fmt::format("did you mean '{}'?", near)
                 : names.empty() ? "this address takes none"
                                 : fmt::format("known: {}", fmt::join(names, ", "));
  return d;
}

bool readable(const QueryParameter& parameter, const std::string& value) {
  if (!parameter.choices.empty())
    return std::find(parameter.choices.begin(), parameter.choices.end(), value) != parameter.choices.end();
  if (parameter.kind == Kind::integer) return parse_integer(value).has_value();
  if (parameter.kind == Kind::boolean) return value == "true" || value == "false";
  return value.size() <= parameter.most;
}

}  // namespace

std::vector<std::string> role_names(Roles roles) {
  std::vector<std::string> out;
  for (const auto role : service::kRoles) {
    if ((roles & only(role)) != 0) out.emplace_back(service::to_string(role));
  }
  return out;
}

Roles Identity::roles() const {
  Roles all = 0;
  for (const auto& grant : grants) all = all | grant.role;
  return all;
}

std::string Call::query(std::string_view name) const {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

std::optional<int> Call::integer(std::string_view name) const { return parse_integer(query(name)); }

RouteTable& RouteTable::add(Route route) {
  std::vector<Segment> segments;
  for (const auto part : split(route.pattern)) {
    Segment segment;
    const auto open = part.find('{'), shut = part.find('}');
    segment.before = part.substr(0, open);
    if (open != std::string_view::npos) {
      segment.name = part.substr(open + 1, shut - open - 1);
      segment.after = part.substr(shut + 1);
    }
    segments.push_back(std::move(segment));
  }
  segments_.push_back(std::move(segments));
  routes_.push_back(std::move(route));
  return *this;
}

bool RouteTable::fits(const std::vector<Segment>& pattern, const std::vector<std::string_view>& path,
                      PathValues& values) {
  if (pattern.size() != path.size()) return false;
  values.clear();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const auto& segment = pattern[i];
    const auto part = path[i];
    if (segment.name.empty()) {
      if (part != segment.before) return false;
      continue;
    }
    const auto around = segment.before.size() + segment.after.size();
    if (part.size() <= around || !part.starts_with(segment.before) || !part.ends_with(segment.after)) return false;
    values[segment.name] = part.substr(segment.before.size(), part.size() - around);
  }
  return true;
}

std::vector<RouteTable::Match> RouteTable::at(std::string_view path) const {
  std::vector<Match> out;
  if (!path.starts_with('/')) return out;
  const auto parts = split(path);
  PathValues values;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    if (!fits(segments_[i], parts, values)) continue;
    const bool taken = std::any_of(out.begin(), out.end(),
                                   [&](const Match& match) { return match.route->method == routes_[i].method; });
    if (!taken) out.push_back({&routes_[i], i, values});
  }
  return out;
}

base::Result<void> check_query(const Route& route, const Request& request) {
  base::Diagnostics problems;
  for (const auto& [name, value] : request.query) {
    const auto found = std::find_if(route.query.begin(), route.query.end(),
                                    [&, &key = name](const QueryParameter& p) { return p.name == key; });
    if (found == route.query.end() && route.open_query) continue;
    if (found == route.query.end()) {
      problems.push_back(unknown(route, name));
      continue;
    }
    if (readable(*found, value)) continue;
    base::Diagnostic d;
    d.code = codes::unknown_parameter.id;
    d.message = fmt::format("the value of '{}' cannot be read", found->name);
    if (!found->choices.empty()) d.suggestion = fmt::format("one of {}", fmt::join(found->choices, ", "));
    if (found->kind == Kind::integer) d.suggestion = "a whole number";
    problems.push_back(std::move(d));
  }
  if (problems.empty()) return {};
  return base::fail(std::move(problems));
}

}  // namespace kjede::server
