#pragma once
// Reads the keys of one YAML mapping, each once; everything wrong is reported at its place and reading goes on.
// finish() reports the keys nobody asked for, with the nearest one that exists.
//
//   Keys keys(root, "the scenario", problems);  const auto id = keys.need_text("scenario");  keys.finish();

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/planning/service_area.hpp"
#include "kjede/sim/model.hpp"
#include "kjede/text/yaml.hpp"

namespace kjede::planning {

void problem(base::Diagnostics& problems, const base::Code& code, base::SourceSpan span, std::string message,
             std::string advice = {});
// "did you mean 'x'?", or the list of what there is, or nothing when there is too much of it.
std::string advice(std::string_view word, std::span<const std::string> known);
// A mapping's span runs over all its lines; its first character is enough to point at.
base::SourceSpan first_of(base::SourceSpan span);

class Keys {
 public:
  Keys(const text::YamlNode& node, std::string what, base::Diagnostics& problems);

  const text::YamlNode& node() const { return node_; }
  base::Diagnostics& problems() { return problems_; }

  const text::YamlNode* find(std::string_view key);  // any shape; null when absent
  const text::YamlNode* need(std::string_view key);  // reported when absent
  std::optional<std::string> text(std::string_view key);
  std::string need_text(std::string_view key);
  std::optional<double> number(std::string_view key, double low, double high);
  std::optional<int> whole(std::string_view key, int low, int high);
  bool flag(std::string_view key, bool otherwise);                       // yes or no
  std::optional<double> seconds(std::string_view key);                   // "90 s", "12 min", "1.5 h"; may be negative
  std::vector<double> numbers(std::string_view key, std::size_t count);  // empty when absent or wrong
  std::vector<text::YamlNode> list(std::string_view key);                // the items
  // The word's index among those allowed; nothing when absent or not understood.
  std::optional<std::size_t> one_of(std::string_view key, std::span<const std::string> allowed);
  Label label(std::string_view key);
  std::optional<sim::Law> law(std::string_view key);
  void finish();

 private:
  const text::YamlNode& node_;
  std::string what_;
  base::Diagnostics& problems_;
  std::vector<std::string> asked_;
};

std::optional<double> number_in(std::string_view text);      // the whole text is a finite number
std::optional<double> seconds_in(std::string_view text);     // with s, min or h
std::optional<int> minute_of_day_in(std::string_view text);  // "07:30"; "24:00" is 1440

}  // namespace kjede::planning
