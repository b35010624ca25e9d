// The file of the identity provider, read with every fault told, and its claims turned into rights.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "kjede/server/codes.hpp"
#include "kjede/server/oidc.hpp"
#include "kjede/text/keys.hpp"
#include "kjede/text/source.hpp"
#include "oidc_fetch.hpp"

namespace kjede::server {
namespace {

namespace fs = std::filesystem;
using text::Keys;
using text::YamlNode;

class Reader {
 public:
  Reader(const YamlNode& root, fs::path folder, const catalog::Catalog& catalog)
      : root_(root), folder_(std::move(folder)), catalog_(catalog) {}

  base::Result<OidcSettings> read() {
    Keys keys(root_, "the provider's file", codes_, problems_);
    OidcSettings out;
    out.issuer = address(keys, "issuer");
    out.client = keys.need_text("client");
    out.redirect = address(keys, "redirect");
    if (!out.redirect.empty() && !out.redirect.ends_with(kOidcCallback))
      trouble(keys.find("redirect")->span, fmt::format("'redirect' does not end in {}", kOidcCallback));
    if (const auto file = keys.text("secret file"))
      out.secret = base::Sensitive(secret_in(*file, keys.find("secret file")->span));
    out.name = name_in(keys, out.issuer);
    scopes_in(keys, out);
    out.user = keys.text("user").value_or(out.user);
    out.display = keys.text("display").value_or(out.display);
    if (const auto file = keys.text("authority file")) out.authority = (folder_ / *file).string();
    if (keys.find("rights") != nullptr) {
      out.rights.emplace();
      for (const auto& one : keys.list("rights")) out.rights->push_back(right_in(one));
    }
    keys.finish();
    if (!problems_.empty()) return base::fail(std::move(problems_));
    return out;
  }

 private:
  void trouble(const base::SourceSpan& span, std::string message, std::string suggestion = {}) {
    text::problem(problems_, codes::oidc_settings, span, std::move(message), std::move(suggestion));
  }

  std::string address(Keys& keys, std::string_view key) {
    auto text = keys.need_text(key);
    if (!text.empty() && !may_fetch(text))
      trouble(keys.find(key)->span, fmt::format("'{}' is no address that begins with https://", key),
              "http:// is for 127.0.0.1 and localhost alone");
    return text;
  }

  std::string secret_in(const std::string& file, const base::SourceSpan& span) {
    constexpr std::size_t most = 4096;
    const auto source = text::read_source(folder_ / file, most);
    auto text = source ? (*source)->text : std::string();
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
    if (text.empty())
      trouble(span, "the file of the secret cannot be read, or is empty", "one line: the client secret");
    return text;
  }

  catalog::Label name_in(Keys& keys, const std::string& otherwise) {
    const auto* node = keys.find("name");
    if (node == nullptr) return {otherwise, otherwise};
    if (node->is_scalar()) return {node->scalar, node->scalar};
    Keys words(*node, "'name'", codes_, problems_);
    catalog::Label out{words.need_text("nb"), words.need_text("en")};
    words.finish();
    return out;
  }

  void scopes_in(Keys& keys, OidcSettings& out) {
    if (keys.find("scopes") == nullptr) return;
    out.scopes.clear();
    for (const auto& one : keys.list("scopes")) out.scopes.push_back(one.scalar);
    if (std::find(out.scopes.begin(), out.scopes.end(), "openid") == out.scopes.end())
      trouble(keys.find("scopes")->span, "'scopes' lacks openid", "without it the provider sends no ID token");
  }

  OidcRight right_in(const YamlNode& node) {
    Keys keys(node, "a right", codes_, problems_);
    OidcRight out;
    out.claim = keys.need_text("claim");
    out.has = keys.text("has");
    std::vector<std::string> roles;
    for (const auto role : service::kRoles) roles.emplace_back(to_string(role));
    if (keys.need("role") != nullptr) {
      if (const auto index = keys.one_of("role", roles)) out.role = service::kRoles[*index];
    }
    out.unit = keys.text("unit").value_or("");
    out.unit_from = keys.text("unit from").value_or("");
    if (!out.unit.empty() && catalog_.units.find(out.unit) == nullptr)
      trouble(keys.find("unit")->span, fmt::format("there is no unit '{}' in the catalog", out.unit));
    if (!out.unit.empty() && !out.unit_from.empty())
      trouble(keys.find("unit")->span, "a right has either 'unit' or 'unit from'");
    keys.finish();
    return out;
  }

  const YamlNode& root_;
  fs::path folder_;
  const catalog::Catalog& catalog_;
  base::Diagnostics problems_;
  text::KeyCodes codes_{codes::oidc_settings, codes::oidc_settings};
};

// The texts of a claim: of one value, or of a list.
std::vector<std::string> values_of(const text::Json& claims, const std::string& name) {
  std::vector<std::string> out;
  const auto add = [&](const text::Json& value) {
    if (value.is_string()) out.push_back(value.get<std::string>());
    if (value.is_boolean()) out.emplace_back(value.get<bool>() ? "true" : "false");
    if (value.is_number_integer()) out.push_back(std::to_string(value.get<std::int64_t>()));
  };
  const auto found = claims.find(name);
  if (found == claims.end()) return out;
  if (!found->is_array()) add(*found);
  for (const auto& one : found->is_array() ? *found : text::Json::array()) add(one);
  return out;
}

const catalog::Unit* unit_of(const catalog::Units& units, const std::string& text) {
  if (const auto* unit = units.find(text)) return unit;
  const auto& all = units.all();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const catalog::Unit& unit) { return !text.empty() && unit.orgnr == text; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

base::Result<OidcSettings> read_oidc(const std::string& file, const catalog::Catalog& catalog) {
  KJEDE_ASSIGN(const auto source, text::read_source(file));
  KJEDE_ASSIGN(const auto root, text::parse_yaml(source));
  return Reader(root, fs::path(file).parent_path(), catalog).read();
}

std::vector<service::Grant> grants_of(const std::vector<OidcRight>& rights, const catalog::Units& units,
                                      const text::Json& claims) {
  std::vector<service::Grant> out;
  const auto give = [&](service::Role role, const std::string& unit) {
    const service::Grant grant{role, unit};
    if (std::find(out.begin(), out.end(), grant) == out.end()) out.push_back(grant);
  };
  for (const auto& right : rights) {
    const auto values = values_of(claims, right.claim);
    const bool fits = right.has ? std::find(values.begin(), values.end(), *right.has) != values.end() : !values.empty();
    if (!fits) continue;
    if (right.unit_from.empty()) give(right.role, right.unit);
    for (const auto& value :
         right.unit_from.empty() ? std::vector<std::string>() : values_of(claims, right.unit_from)) {
      if (const auto* unit = unit_of(units, value)) give(right.role, unit->id);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace kjede::server
