#include "keys.hpp"

#include <fmt/format.h>

#include "kjede/planning/codes.hpp"

namespace kjede::planning {

std::optional<int> minute_of_day_in(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = number_in(text.substr(0, 2)), minute = number_in(text.substr(3, 2));
  if (!hour || !minute || *hour < 0 || *minute < 0 || *minute > 59 || *hour > 24) return std::nullopt;
  const int result = static_cast<int>(*hour) * 60 + static_cast<int>(*minute);
  return result <= 24 * 60 ? std::optional(result) : std::nullopt;
}

Keys::Keys(const text::YamlNode& node, std::string what, base::Diagnostics& problems)
    : text::Keys(node, std::move(what), {codes::unknown_key, codes::bad_yaml}, problems) {}

Label Keys::label(std::string_view key) {
  const auto* found = need(key);
  if (found == nullptr) return {};
  if (found->is_scalar()) return {found->scalar, found->scalar};
  Keys both(*found, fmt::format("'{}'", key), problems());
  Label label{both.need_text("nb"), both.need_text("en")};
  both.finish();
  return label;
}

// {constant: t}, {mean: t}, {mean: t, sd: t}, {median: t, sigma: s}, {shape: k, scale: t}
std::optional<sim::Law> Keys::law(std::string_view key) {
  const auto* found = find(key);
  if (found == nullptr) return std::nullopt;
  using Kind = sim::Law::Kind;
  const auto before = problems().size();
  Keys parts(*found, fmt::format("'{}'", key), problems());
  const auto constant = parts.seconds("constant"), mean = parts.seconds("mean"), sd = parts.seconds("sd");
  const auto median = parts.seconds("median"), scale = parts.seconds("scale");
  const auto sigma = parts.number("sigma", 0, 5), shape = parts.number("shape", 0.01, 100);
  parts.finish();
  if (problems().size() > before) return std::nullopt;
  if (constant && !mean && !median && !scale) return sim::Law{Kind::constant, *constant * 1000, 0, {}};
  if (mean && sd && !median && !scale) return sim::Law{Kind::normal, *mean * 1000, *sd * 1000, {}};
  if (mean && !median && !scale) return sim::Law{Kind::exponential, *mean * 1000, 0, {}};
  if (median && sigma && !scale) return sim::Law{Kind::lognormal, *median * 1000, *sigma, {}};
  if (shape && scale) return sim::Law{Kind::weibull, *shape, *scale * 1000, {}};
  problem(problems(), codes::bad_yaml, found->span, fmt::format("'{}' does not say how the time is drawn", key),
          "{constant: 50 s}, {mean: 12 min}, {mean: 20 min, sd: 5 min}, {median: 80 s, sigma: 0.4} or {shape: 2.5, "
          "scale: 34 min}");
  return std::nullopt;
}

}  // namespace kjede::planning
