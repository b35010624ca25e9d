#include "kjede/server/openapi.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace kjede::server {
namespace {

using Json = nlohmann::ordered_json;

std::string small(std::string_view method) {
  std::string out(method);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
  return out;
}

Json path_parameters(const std::string& pattern) {
  Json list = Json::array();
  for (auto open = pattern.find('{'); open != std::string::npos; open = pattern.find('{', open + 1)) {
    const auto name = pattern.substr(open + 1, pattern.find('}', open) - open - 1);
    list.push_back({{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
  }
  return list;
}

Json query_parameter(const QueryParameter& parameter) {
  constexpr std::string_view types[] = {"string", "integer", "boolean"};
  Json schema{{"type", types[static_cast<std::size_t>(parameter.kind)]}};
  if (!parameter.choices.empty()) schema["enum"] = parameter.choices;
  return {{"name", parameter.name}, {"in", "query"}, {"description", parameter.summary}, {"schema", std::move(schema)}};
}

Json answer(const std::string& text, const std::string& type) {
  return {{"description", text}, {"content", {{type, Json::object()}}}};
}

Json error(const std::string& text) {
  return {{"description", text},
          {"content", {{"application/json", {{"schema", {{"$ref", "#/components/schemas/Errors"}}}}}}}};
}

Json operation(const Route& route) {
  Json json{{"summary", route.summary}, {"parameters", path_parameters(route.pattern)}};
  for (const auto& parameter : route.query) json["parameters"].push_back(query_parameter(parameter));
  if (json["parameters"].empty()) json.erase("parameters");
  if (route.body_limit > 0) {
    json["requestBody"] = {{"content", {{"application/json", Json::object()}}}};
    json["x-body-limit"] = route.body_limit;
  }
  if (route.roles == kAnyone) {
    json["security"] = Json::array();
  } else {
    json["security"] = Json::array({{{"session", Json::array()}}});
    json["x-roles"] = route.roles == kLoggedIn ? std::vector<std::string>{"any"} : role_names(route.roles);
  }
  json["responses"] = {{"200", answer(route.summary, route.answers)},
                       {"400", error("the request does not fit: every fault, with what to do")},
                       {"404", error("nothing here, or not for you")}};
  if (route.answers.empty()) {
    json["responses"].erase("200");
    json["responses"]["303"] = {{"description", route.summary}};
  }
  if (route.method != Method::get) json["responses"]["403"] = error("the token or the origin is not the site's");
  if (route.body_limit > 0) json["responses"]["413"] = error("the body is too large");
  if (route.work != Work::memory) json["responses"]["503"] = error("too much at once");
  return json;
}

Json components() {
  const Json text{{"type", "string"}};
  const Json fault{{"type", "object"},
                   {"required", {"code", "message"}},
                   {"properties",
                    {{"code", text},
                     {"message", text},
                     {"where", {{"type", {"object", "null"}}}},
                     {"suggestion", {{"type", {"string", "null"}}}}}}};
  return {
      {"securitySchemes", {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "__Host-kjede"}}}}},
      {"schemas",
       {{"Errors",
         {{"type", "object"},
          {"required", {"schema_version", "errors"}},
          {"properties", {{"schema_version", {{"const", 1}}}, {"errors", {{"type", "array"}, {"items", fault}}}}}}}}}};
}

}  // namespace

std::string openapi(const RouteTable& table, const std::string& version) {
  Json paths = Json::object();
  for (const auto& route : table.all()) paths[route.pattern][small(to_string(route.method))] = operation(route);
  const Json document{
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Kjede"},
        {"version", version},
        {"description", "Unsafe methods need the session's CSRF token in X-CSRF-Token and the site's own Origin."}}},
      {"paths", std::move(paths)},
      {"components", components()}};
  return document.dump(1) + "\n";
}

}  // namespace kjede::server
