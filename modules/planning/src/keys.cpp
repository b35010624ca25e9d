#include "keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "kjede/planning/codes.hpp"

namespace kjede::planning {
namespace {

std::string_view shape_of(const text::YamlNode& node) {
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

std::optional<int> minute_of_day_in(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = number_in(text.substr(0, 2)), minute = number_in(text.substr(3, 2));
  if (!hour || !minute || *hour < 0 || *minute < 0 || *minute > 59 || *hour > 24) return std::nullopt;
  const int result = static_cast<int>(*hour) * 60 + static_cast<int>(*minute);
  return result <= 24 * 60 ? std::optional(result) : std::nullopt;
}

Keys::Keys(const text::YamlNode& node, std::string what, base::Diagnostics& problems)
    : node_(node), what_(std::move(what)), problems_(problems) {
  if (!node.is_mapping())
    problem(problems_, codes::bad_yaml, node.span,
            fmt::format("{} must be a mapping, and this is {}", what_, shape_of(node)), "write key: value");
}

const text::YamlNode* Keys::find(std::string_view key) {
  if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.emplace_back(key);
  return node_.is_mapping() ? node_.find(key) : nullptr;
}

const text::YamlNode* Keys::need(std::string_view key) {
  const auto* found = find(key);
  if (found == nullptr && node_.is_mapping())
    problem(problems_, codes::bad_yaml, first_of(node_.span), fmt::format("'{}' is missing in {}", key, what_),
            fmt::format("add {}: …", key));
  return found;
}

std::optional<std::string> Keys::text(std::string_view key) {
  const auto* found = find(key);
  if (found == nullptr) return std::nullopt;
  if (found->is_scalar() && !found->scalar.empty()) return found->scalar;
  problem(problems_, codes::bad_yaml, found->span,
          found->is_scalar() ? fmt::format("'{}' is empty in {}", key, what_)
                             : fmt::format("'{}' must be a text, and this is {}", key, shape_of(*found)));
  return std::nullopt;
}

std::string Keys::need_text(std::string_view key) { return need(key) == nullptr ? "" : text(key).value_or(""); }

std::optional<double> Keys::number(std::string_view key, double low, double high) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto value = number_in(*written);
  if (value && *value >= low && *value <= high) return value;
  problem(problems_, codes::bad_yaml, find(key)->span,
          fmt::format("'{}' is a number from {} to {}, not '{}'", key, low, high, *written));
  return std::nullopt;
}

std::optional<int> Keys::whole(std::string_view key, int low, int high) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto value = number_in(*written);
  if (value && *value >= low && *value <= high && *value == std::floor(*value)) return static_cast<int>(*value);
  problem(problems_, codes::bad_yaml, find(key)->span,
          fmt::format("'{}' is a whole number from {} to {}, not '{}'", key, low, high, *written));
  return std::nullopt;
}

bool Keys::flag(std::string_view key, bool otherwise) {
  const auto written = text(key);
  if (!written) return otherwise;
  if (*written == "yes" || *written == "no") return *written == "yes";
  problem(problems_, codes::bad_yaml, find(key)->span, fmt::format("'{}' is yes or no, not '{}'", key, *written));
  return otherwise;
}

std::optional<double> Keys::seconds(std::string_view key) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto value = seconds_in(*written);
  if (!value)
    problem(problems_, codes::bad_yaml, find(key)->span, fmt::format("'{}' is a time, not '{}'", key, *written),
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
  problem(problems_, codes::bad_yaml, found->span,
          fmt::format("'{}' is a list of {} numbers of at least 0", key, count));
  return {};
}

std::vector<text::YamlNode> Keys::list(std::string_view key) {
  const auto* found = find(key);
  if (found == nullptr) return {};
  if (found->is_sequence()) return found->items;
  problem(problems_, codes::bad_yaml, found->span,
          fmt::format("'{}' must be a list, and this is {}", key, shape_of(*found)),
          fmt::format("write {}: [{}]", key, found->is_scalar() ? found->scalar : "…"));
  return {};
}

std::optional<std::size_t> Keys::one_of(std::string_view key, std::span<const std::string> allowed) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto found = std::find(allowed.begin(), allowed.end(), *written);
  if (found != allowed.end()) return static_cast<std::size_t>(found - allowed.begin());
  problem(problems_, codes::bad_yaml, find(key)->span, fmt::format("unknown {} '{}'", key, *written),
          advice(*written, allowed));
  return std::nullopt;
}

Label Keys::label(std::string_view key) {
  const auto* found = need(key);
  if (found == nullptr) return {};
  if (found->is_scalar()) return {found->scalar, found->scalar};
  Keys both(*found, fmt::format("'{}'", key), problems_);
  Label label{both.need_text("nb"), both.need_text("en")};
  both.finish();
  return label;
}

// {constant: t}, {mean: t}, {mean: t, sd: t}, {median: t, sigma: s}, {shape: k, scale: t}
std::optional<sim::Law> Keys::law(std::string_view key) {
  const auto* found = find(key);
  if (found == nullptr) return std::nullopt;
  using Kind = sim::Law::Kind;
  const auto before = problems_.size();
  Keys parts(*found, fmt::format("'{}'", key), problems_);
  const auto constant = parts.seconds("constant"), mean = parts.seconds("mean"), sd = parts.seconds("sd");
  const auto median = parts.seconds("median"), scale = parts.seconds("scale");
  const auto sigma = parts.number("sigma", 0, 5), shape = parts.number("shape", 0.01, 100);
  parts.finish();
  if (problems_.size() > before) return std::nullopt;
  if (constant && !mean && !median && !scale) return sim::Law{Kind::constant, *constant * 1000, 0, {}};
  if (mean && sd && !median && !scale) return sim::Law{Kind::normal, *mean * 1000, *sd * 1000, {}};
  if (mean && !median && !scale) return sim::Law{Kind::exponential, *mean * 1000, 0, {}};
  if (median && sigma && !scale) return sim::Law{Kind::lognormal, *median * 1000, *sigma, {}};
  if (shape && scale) return sim::Law{Kind::weibull, *shape, *scale * 1000, {}};
  problem(problems_, codes::bad_yaml, found->span, fmt::format("'{}' does not say how the time is drawn", key),
          "{constant: 50 s}, {mean: 12 min}, {mean: 20 min, sd: 5 min}, {median: 80 s, sigma: 0.4} or {shape: 2.5, "
          "scale: 34 min}");
  return std::nullopt;
}

void Keys::finish() {
  for (const auto& [key, value] : node_.entries) {
    if (std::find(asked_.begin(), asked_.end(), key.scalar) != asked_.end()) continue;
    problem(problems_, codes::unknown_key, key.span, fmt::format("unknown key '{}' in {}", key.scalar, what_),
            advice(key.scalar, asked_));
  }
}

}  // namespace kjede::planning
