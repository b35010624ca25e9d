#include "fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "kjede/catalog/codes.hpp"
#include "lexer.hpp"

namespace kjede::catalog {
namespace {

std::string_view shape_of(const text::YamlNode& node) {
  if (node.is_mapping()) return "a mapping";
  return node.is_sequence() ? "a list" : "a text";
}

void wrong_shape(const text::YamlNode& node, std::string_view key, std::string_view wanted, std::string advice,
                 Problems& problems) {
  problems.error(codes::wrong_shape, node.span,
                 fmt::format("'{}' must be {}, and this is {}", key, wanted, shape_of(node)), std::move(advice));
}

}  // namespace

Fields::Fields(const text::YamlNode& node, std::string what, Problems& problems)
    : node_(node), what_(std::move(what)), problems_(problems) {
  if (!node.is_mapping()) wrong_shape(node, what_, "a mapping", "write key: value", problems_);
}

const text::YamlNode* Fields::find(std::string_view key) {
  if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.emplace_back(key);
  return node_.is_mapping() ? node_.find(key) : nullptr;
}

const text::YamlNode* Fields::required(std::string_view key) {
  const auto* found = find(key);
  if (found == nullptr && node_.is_mapping()) {
    auto span = node_.span;
    if (span.end_line > span.line) span.end_line = span.line, span.end_column = span.column + 1;
    problems_.error(codes::missing_key, span, fmt::format("'{}' is missing in {}", key, what_),
                    fmt::format("add {}: …", key));
  }
  return found;
}

const text::YamlNode* Fields::mapping(std::string_view key) {
  const auto* found = find(key);
  if (found == nullptr || found->is_mapping()) return found;
  wrong_shape(*found, key, "a mapping", fmt::format("write {}: {{…}}", key), problems_);
  return nullptr;
}

const text::YamlNode* Fields::scalar(std::string_view key) {
  const auto* found = find(key);
  if (found == nullptr || found->is_scalar()) return found;
  wrong_shape(*found, key, "a text", fmt::format("write {}: …", key), problems_);
  return nullptr;
}

std::string Fields::text(std::string_view key) {
  const auto* found = scalar(key);
  return found == nullptr ? std::string() : found->scalar;
}

std::string Fields::required_text(std::string_view key) {
  const auto* found = required(key);
  if (found == nullptr) return {};
  if (!found->is_scalar()) {
    wrong_shape(*found, key, "a text", fmt::format("write {}: …", key), problems_);
    return {};
  }
  if (found->scalar.empty()) {
    problems_.error(codes::missing_key, found->span, fmt::format("'{}' is empty in {}", key, what_),
                    fmt::format("write {}: …", key));
  }
  return found->scalar;
}

Label Fields::label(std::string_view key) {
  const auto* found = find(key);
  return found == nullptr ? Label{} : label_of(*found, problems_);
}

Label Fields::required_label(std::string_view key) {
  const auto* found = required(key);
  return found == nullptr ? Label{} : label_of(*found, problems_);
}

bool Fields::flag(std::string_view key, bool otherwise) {
  const auto* found = scalar(key);
  if (found == nullptr) return otherwise;
  if (found->scalar == "yes") return true;
  if (found->scalar == "no") return false;
  problems_.error(codes::bad_value, found->span, fmt::format("'{}' is yes or no, not '{}'", key, found->scalar),
                  "write yes or no");
  return otherwise;
}

std::optional<std::int64_t> Fields::whole(std::string_view key, std::int64_t low, std::int64_t high) {
  const auto* found = scalar(key);
  if (found == nullptr) return std::nullopt;
  const auto number = whole_number(found->scalar);
  if (number && *number >= low && *number <= high) return number;
  problems_.error(codes::bad_value, found->span,
                  fmt::format("'{}' is a whole number from {} to {}, not '{}'", key, low, high, found->scalar));
  return std::nullopt;
}

std::optional<base::Date> Fields::date(std::string_view key) {
  const auto* found = scalar(key);
  if (found == nullptr) return std::nullopt;
  const auto date = base::parse_date(found->scalar);
  if (!date)
    problems_.error(codes::bad_value, found->span, fmt::format("'{}' is a date, not '{}'", key, found->scalar),
                    "write 2024-01-31");
  return date;
}

std::vector<const text::YamlNode*> Fields::nodes(std::string_view key) {
  const auto* found = find(key);
  if (found == nullptr) return {};
  if (!found->is_sequence()) {
    wrong_shape(*found, key, "a list", fmt::format("write {}: [{}]", key, found->is_scalar() ? found->scalar : "…"),
                problems_);
    return {};
  }
  std::vector<const text::YamlNode*> items;
  for (const auto& item : found->items) items.push_back(&item);
  return items;
}

Words Fields::list(std::string_view key) {
  Words words;
  for (const auto* item : nodes(key)) {
    if (item->is_scalar())
      words.push_back(item->scalar);
    else
      wrong_shape(*item, key, "a list of texts", "", problems_);
  }
  return words;
}

std::size_t Fields::one_of(std::string_view key, std::span<const std::string_view> allowed) {
  const auto* found = scalar(key);
  if (found == nullptr) return 0;
  const auto place = std::find(allowed.begin(), allowed.end(), found->scalar);
  if (place != allowed.end()) return static_cast<std::size_t>(place - allowed.begin());
  const Words words(allowed.begin(), allowed.end());
  const auto near = did_you_mean(found->scalar, words);
  problems_.error(codes::bad_value, found->span, fmt::format("'{}' is no value of '{}'", found->scalar, key),
                  near.empty() ? fmt::format("write one of {}", joined(words)) : near);
  return 0;
}

void Fields::finish() {
  for (const auto& [key, value] : node_.entries) {
    if (std::find(asked_.begin(), asked_.end(), key.scalar) != asked_.end()) continue;
    auto near = did_you_mean(key.scalar, asked_);
    if (value.is_scalar() && value.plain && value.scalar.empty())
      near = "a comma ends a text here: quote the text that holds it";
    problems_.error(codes::unknown_key, key.span, fmt::format("unknown key '{}' in {}", key.scalar, what_),
                    near.empty() ? fmt::format("known here: {}", joined(asked_)) : near);
  }
}

base::Diagnostics in_order(const base::Diagnostics& found) {
  std::vector<std::string_view> files;
  const auto rank = [&](const base::Diagnostic& problem) {
    const std::string_view path = problem.span.file == nullptr ? std::string_view() : problem.span.file->path;
    const auto place = std::find(files.begin(), files.end(), path) - files.begin();
    if (place == static_cast<std::ptrdiff_t>(files.size())) files.push_back(path);
    return place;
  };
  using Rank = std::tuple<std::ptrdiff_t, int, int, std::string_view, std::string_view>;
  std::vector<std::pair<Rank, const base::Diagnostic*>> placed;
  for (const auto& problem : found) {
    const auto file = rank(problem);
    placed.push_back({{file, problem.span.line, problem.span.column, problem.code, problem.message}, &problem});
  }
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  base::Diagnostics ordered;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    if (i == 0 || placed[i].first != placed[i - 1].first) ordered.push_back(*placed[i].second);
  }
  return ordered;
}

Label label_of(const text::YamlNode& node, Problems& problems) {
  if (node.is_scalar()) return {node.scalar, node.scalar};
  Fields fields(node, "a name", problems);
  Label label{fields.required_text("nb"), fields.required_text("en")};
  fields.finish();
  return label;
}

Place place_of(const text::YamlNode& scalar) {
  return [&scalar](std::size_t begin, std::size_t end) { return text::span_in(scalar, begin, end); };
}

std::string joined(const Words& words) { return fmt::format("{}", fmt::join(words, ", ")); }

std::string did_you_mean(std::string_view word, const Words& candidates) {
  const auto best = base::nearest(word, candidates);
  return best.empty() ? std::string() : fmt::format("did you mean '{}'?", best);
}

std::string at(const base::SourceSpan& span) {
  return span.file == nullptr ? std::string() : fmt::format("{}:{}", span.file->path, span.line);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> decimal_number(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool check_name(const text::YamlNode& node, std::string_view what, Problems& problems) {
  const auto& name = node.scalar;
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  const bool shaped = !name.empty() && small(name.front()) && std::all_of(name.begin(), name.end(), [&](char c) {
    return small(c) || (c >= '0' && c <= '9') || c == '_';
  });
  if (shaped && !is_reserved(name)) return true;
  problems.error(codes::bad_name, node.span, fmt::format("{} '{}' cannot be called so", what, name),
                 shaped ? "it is a word of expressions" : "use small letters a–z, digits and _");
  return false;
}

}  // namespace kjede::catalog
