#pragma once
// Reads the keys of one YAML mapping, each once. What is missing, has the wrong shape or is not understood is
// reported at its place, and reading goes on; finish() reports the keys nobody asked for.
//
//   Fields fields(node, "indicator", problems);
//   const auto name = fields.required_label("name");
//   fields.finish();

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/catalog/model.hpp"
#include "kjede/catalog/parse.hpp"
#include "kjede/text/yaml.hpp"

namespace kjede::catalog {

class Problems {
 public:
  void error(const base::Code& code, base::SourceSpan span, std::string message, std::string advice = {},
             std::vector<std::string> notes = {}) {
    found_.push_back(
        {code.id, base::Severity::error, std::move(message), std::move(span), std::move(notes), std::move(advice)});
  }
  void warning(const base::Code& code, base::SourceSpan span, std::string message, std::string advice = {}) {
    found_.push_back({code.id, base::Severity::warning, std::move(message), std::move(span), {}, std::move(advice)});
  }
  void add(const base::Diagnostics& more) { found_.insert(found_.end(), more.begin(), more.end()); }
  const base::Diagnostics& all() const { return found_; }

 private:
  base::Diagnostics found_;
};

// File by file in the order they were read, from top to bottom, each mistake once.
base::Diagnostics in_order(const base::Diagnostics& found);

using Words = std::vector<std::string>;

class Fields {
 public:
  Fields(const text::YamlNode& node, std::string what, Problems& problems);

  bool is_mapping() const { return node_.is_mapping(); }
  const text::YamlNode& node() const { return node_; }
  Problems& problems() { return problems_; }

  const text::YamlNode* find(std::string_view key);      // any shape; null when absent
  const text::YamlNode* required(std::string_view key);  // reported when absent
  const text::YamlNode* mapping(std::string_view key);
  const text::YamlNode* scalar(std::string_view key);
  std::string text(std::string_view key);  // "" when absent
  std::string required_text(std::string_view key);
  Label label(std::string_view key);
  Label required_label(std::string_view key);
  bool flag(std::string_view key, bool otherwise);  // yes or no
  std::optional<std::int64_t> whole(std::string_view key, std::int64_t low, std::int64_t high);
  std::optional<base::Date> date(std::string_view key);
  Words list(std::string_view key);                                // a list of texts
  std::vector<const text::YamlNode*> nodes(std::string_view key);  // the items of a list
  // The index of a word among those allowed; the first when absent or not understood.
  std::size_t one_of(std::string_view key, std::span<const std::string_view> allowed);
  void finish();

 private:
  const text::YamlNode& node_;
  std::string what_;
  Problems& problems_;
  std::vector<std::string> asked_;
};

Label label_of(const text::YamlNode& node, Problems& problems);            // {nb: …, en: …}, or one text for both
Place place_of(const text::YamlNode& scalar);                              // for expressions; the node outlives it
std::string joined(const Words& words);                                    // "a, b, c"
std::string did_you_mean(std::string_view word, const Words& candidates);  // "" when none is near
std::string at(const base::SourceSpan& span);                              // "registers/ohca.yaml:12"
std::optional<std::int64_t> whole_number(std::string_view text);
std::optional<double> decimal_number(std::string_view text);
// Small letters, digits and _, beginning with a letter; no reserved word. Reported when not.
bool check_name(const text::YamlNode& node, std::string_view what, Problems& problems);

}  // namespace kjede::catalog
