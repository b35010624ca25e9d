#pragma once
// Reads the keys of one YAML mapping, each once; everything wrong is reported at its place and reading goes on.
// finish() reports the keys nobody asked for, with the nearest one that exists. Codes are the caller's room's.
//
//   Keys keys(root, "the scenario", codes, problems);  const auto id = keys.need_text("scenario");  keys.finish();

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/text/yaml.hpp"

namespace kjede::text {

void problem(base::Diagnostics& problems, const base::Code& code, base::SourceSpan span, std::string message,
             std::string advice = {});
// "did you mean 'x'?", or the list of what there is, or nothing when there is too much of it.
std::string advice(std::string_view word, std::span<const std::string> known);
// A mapping's span runs over all its lines; its first character is enough to point at.
base::SourceSpan first_of(base::SourceSpan span);

struct KeyCodes {
  const base::Code& unknown_key;
  const base::Code& bad_value;
};

class Keys {
 public:
  Keys(const YamlNode& node, std::string what, const KeyCodes& codes, base::Diagnostics& problems);

  const YamlNode& node() const { return node_; }
  base::Diagnostics& problems() { return problems_; }

  const YamlNode* find(std::string_view key);  // any shape; null when absent
  const YamlNode* need(std::string_view key);  // reported when absent
  std::optional<std::string> text(std::string_view key);
  std::string need_text(std::string_view key);
  std::optional<double> number(std::string_view key, double low, double high);
  std::optional<int> whole(std::string_view key, int low, int high);
  bool flag(std::string_view key, bool otherwise);                       // yes or no
  std::optional<double> seconds(std::string_view key);                   // "90 s", "12 min", "1.5 h"; may be negative
  std::vector<double> numbers(std::string_view key, std::size_t count);  // empty when absent or wrong
  std::vector<YamlNode> list(std::string_view key);                      // the items
  // The word's index among those allowed; nothing when absent or not understood.
  std::optional<std::size_t> one_of(std::string_view key, std::span<const std::string> allowed);
  void finish();

 private:
  void refuse(const base::SourceSpan& span, std::string message, std::string what_to_do = {});

  const YamlNode& node_;
  std::string what_;
  KeyCodes codes_;
  base::Diagnostics& problems_;
  std::vector<std::string> asked_;
};

std::optional<double> number_in(std::string_view text);   // the whole text is a finite number
std::optional<double> seconds_in(std::string_view text);  // with s, min or h

}  // namespace kjede::text
