#include "kjede/text/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kjede::text {
namespace {

std::string_view shape_of(const YamlNode& node) {
  if (node.is_mapping()) return "a mapping";
  return node.is_sequence() ? "a list" : "a text";
}

}  // namespace

base::SourceSpan first_of(base::SourceSpan span) {
  if (span.end_line > span.line) span.end_line = span.line, span.end_column = span.column + 1;
  return span;
}

void problem(base::Diagnostics& problems, const base::Code& code, base::SourceSpan span, std::string message,
             std::string what_to_do) {
  problems.push_back({code.id, base::Severity::error, std::move(message), std::move(span), {}, std::move(what_to_do)});
}

std::string advice(std::string_view word, std::span<const std::string> known) {
  if (const auto near = base::nearest(word, known); !near.empty()) return fmt::format("did you mean '{}'?", near);
  return known.empty() || known.size() > 12 ? std::string() : fmt::format("one of {}", fmt::join(known, ", "));
}

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<double> seconds_in(std::string_view text) {
  const auto blank = text.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const auto value = number_in(text.substr(0, blank));
  const auto unit = text.substr(blank + 1);
  const double worth = unit == "s" ? 1 : unit == "min" ? 60 : unit == "h" ? 3600 : 0;
  if (!value || worth == 0) return std::nullopt;
  return *value * worth;
}

Keys::Keys(const YamlNode& node, std::string what, const KeyCodes& codes, base::Diagnostics& problems)
    : node_(node), what_(std::move(what)), codes_(codes), problems_(problems) {
  if (!node.is_mapping())
    refuse(node.span, fmt::format("{} must be a mapping, and this is {}", what_, shape_of(node)), "write key: value");
}

void Keys::refuse(const base::SourceSpan& span, std::string message, std::string what_to_do) {
  problem(problems_, codes_.bad_value, span, std::move(message), std::move(what_to_do));
}

const YamlNode* Keys::find(std::string_view key) {
  if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.emplace_back(key);
  return node_.is_mapping() ? node_.find(key) : nullptr;
}

const YamlNode* Keys::need(std::string_view key) {
  const auto* found = find(key);
  if (found == nullptr && node_.is_mapping())
    refuse(first_of(node_.span), fmt::format("'{}' is missing in {}", key, what_), fmt::format("add {}: …", key));
  return found;
}

std::optional<std::string> Keys::text(std::string_view key) {
  const auto* found = find(key);
  if (found == nullptr) return std::nullopt;
  if (found->is_scalar() && !found->scalar.empty()) return found->scalar;
  refuse(found->span, found->is_scalar() ? fmt::format("'{}' is empty in {}", key, what_)
                                         : fmt::format("'{}' must be a text, and this is {}", key, shape_of(*found)));
  return std::nullopt;
}

std::string Keys::need_text(std::string_view key) { return need(key) == nullptr ? "" : text(key).value_or(""); }

std::optional<double> Keys::number(std::string_view key, double low, double high) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto value = number_in(*written);
  if (value && *value >= low && *value <= high) return value;
  refuse(find(key)->span, fmt::format("'{}' is a number from {} to {}, not '{}'", key, low, high, *written));
  return std::nullopt;
}

std::optional<int> Keys::whole(std::string_view key, int low, int high) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto value = number_in(*written);
  if (value && *value >= low && *value <= high && *value == std::floor(*value)) return static_cast<int>(*value);
  refuse(find(key)->span, fmt::format("'{}' is a whole number from {} to {}, not '{}'", key, low, high, *written));
  return std::nullopt;
}

bool Keys::flag(std::string_view key, bool otherwise) {
  const auto written = text(key);
  if (!written) return otherwise;
  if (*written == "yes" || *written == "no") return *written == "yes";
  refuse(find(key)->span, fmt::format("'{}' is yes or no, not '{}'", key, *written));
  return otherwise;
}

std::optional<double> Keys::seconds(std::string_view key) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto value = seconds_in(*written);
  if (!value)
    refuse(find(key)->span, fmt::format("'{}' is a time, not '{}'", key, *written),
           "write a number with s, min or h: 90 s");
  return value;
}

std::vector<double> Keys::numbers(std::string_view key, std::size_t count) {
  const auto* found = find(key);
  if (found == nullptr) return {};
  std::vector<double> values;
  for (const auto& item : found->items) {
    if (const auto value = number_in(item.scalar); value && *value >= 0) values.push_back(*value);
  }
  if (found->is_sequence() && values.size() == count && found->items.size() == count) return values;
  refuse(found->span, fmt::format("'{}' is a list of {} numbers of at least 0", key, count));
  return {};
}

std::vector<YamlNode> Keys::list(std::string_view key) {
  const auto* found = find(key);
  if (found == nullptr) return {};
  if (found->is_sequence()) return found->items;
  refuse(found->span, fmt::format("'{}' must be a list, and this is {}", key, shape_of(*found)),
         fmt::format("write {}: [{}]", key, found->is_scalar() ? found->scalar : "…"));
  return {};
}

std::optional<std::size_t> Keys::one_of(std::string_view key, std::span<const std::string> allowed) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto found = std::find(allowed.begin(), allowed.end(), *written);
  if (found != allowed.end()) return static_cast<std::size_t>(found - allowed.begin());
  refuse(find(key)->span, fmt::format("unknown {} '{}'", key, *written), advice(*written, allowed));
  return std::nullopt;
}

void Keys::finish() {
  for (const auto& [key, value] : node_.entries) {
    if (std::find(asked_.begin(), asked_.end(), key.scalar) != asked_.end()) continue;
    problem(problems_, codes_.unknown_key, key.span, fmt::format("unknown key '{}' in {}", key.scalar, what_),
            advice(key.scalar, asked_));
  }
}

}  // namespace kjede::text
