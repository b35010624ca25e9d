#include "csv_detect.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace kjede::text {
namespace {

constexpr std::size_t sampled_records = 500;

// Calls field(text, last_of_record) for the fields of the sample, quotes respected.
template <class OnField>
void each_field(std::string_view sample, char delimiter, char newline, OnField&& field) {
  std::size_t at = 0;
  std::size_t records = 0;
  while (at < sample.size() && records < sampled_records) {
    std::size_t end = at;
    std::string_view text;
    if (sample[at] == '"') {
      end = at + 1;
      while (end < sample.size() && (sample[end] != '"' || (end + 1 < sample.size() && sample[end + 1] == '"'))) {
        end += sample[end] == '"' ? 2 : 1;
      }
      end = std::min(end, sample.size());
      text = sample.substr(at + 1, end - at - 1);
    }
    const std::size_t quoted_end = end;
    while (end < sample.size() && sample[end] != delimiter && sample[end] != newline) ++end;
    if (quoted_end == at) text = sample.substr(at, end - at);
    if (end == sample.size() && records > 0) return;  // cut off in the middle
    const bool last = end == sample.size() || sample[end] == newline;
    if (last && text.ends_with('\r')) text.remove_suffix(1);
    field(text, last);
    records += last ? 1 : 0;
    at = end + 1;
  }
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_decimal(std::string_view text, char mark) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const auto at = text.find(mark);
  return at != std::string_view::npos && all_digits(text.substr(0, at)) && all_digits(text.substr(at + 1));
}

struct Score {
  std::size_t alike = 0;  // rows with as many fields as the header, in twentieths
  std::size_t columns = 0;
  auto operator<=>(const Score&) const = default;
};

Score score(std::string_view sample, char delimiter, char newline) {
  std::vector<std::size_t> counts;
  std::size_t fields = 0;
  each_field(sample, delimiter, newline, [&](std::string_view text, bool last) {
    ++fields;
    if (!last) return;
    if (fields > 1 || !text.empty()) counts.push_back(fields);
    fields = 0;
  });
  if (counts.empty() || counts.front() < 2) return {};
  const auto alike = static_cast<std::size_t>(std::count(counts.begin(), counts.end(), counts.front()));
  return {1 + alike * 20 / counts.size(), counts.front()};
}

}  // namespace

LineEnd detect_line_end(std::string_view sample) {
  const auto newline = sample.find('\n');
  if (newline == std::string_view::npos) return sample.find('\r') == std::string_view::npos ? LineEnd::lf : LineEnd::cr;
  return newline > 0 && sample[newline - 1] == '\r' ? LineEnd::crlf : LineEnd::lf;
}

char detect_delimiter(std::string_view sample, char newline) {
  constexpr std::array candidates = {',', ';', '\t', '|'};
  char best = ',';
  Score best_score;
  for (const char candidate : candidates) {
    const Score s = score(sample, candidate, newline);
    if (s > best_score) {
      best = candidate;
      best_score = s;
    }
  }
  return best;
}

DecimalMark detect_decimal(std::string_view sample, char delimiter, char newline) {
  bool comma = false;
  bool point = false;
  each_field(sample, delimiter, newline, [&](std::string_view text, bool) {
    comma = comma || is_decimal(text, ',');
    point = point || is_decimal(text, '.');
  });
  if (comma && point) return DecimalMark::mixed;
  if (comma) return DecimalMark::comma;
  return point ? DecimalMark::point : DecimalMark::none_seen;
}

}  // namespace kjede::text
