#include <fmt/format.h>

#include <array>
#include <cmath>

#include "kjede/publish/words.hpp"

namespace kjede::publish {

namespace {

constexpr std::string_view no_break_space = "\u00a0";

std::string grouped(std::string digits, Language language) {
  if (digits.size() < 5) {
    return digits;
  }
  const std::string_view mark = language == Language::nb ? no_break_space : ",";
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), mark);
  }
  return digits;
}

// value is in units of 10^-decimals.
std::string scaled_text(std::int64_t value, int decimals, Language language) {
  auto digits = std::to_string(std::llabs(value));
  if (digits.size() <= static_cast<std::size_t>(decimals)) {
    digits.insert(0, static_cast<std::size_t>(decimals) + 1 - digits.size(), '0');
  }
  const auto whole = digits.size() - static_cast<std::size_t>(decimals);
  auto text = grouped(digits.substr(0, whole), language);
  if (decimals > 0) {
    text += (language == Language::nb ? "," : ".") + digits.substr(whole);
  }
  return value < 0 ? "−" + text : text;
}

std::string with_percent_sign(std::string number, Language language) {
  return number + (language == Language::nb ? "\u00a0%" : "%");
}

constexpr std::array months_nb{"januar", "februar", "mars",      "april",   "mai",      "juni",
                               "juli",   "august",  "september", "oktober", "november", "desember"};
constexpr std::array months_en{"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};

}  // namespace

std::string decimal(double value, int decimals, Language language) {
  const auto scaled = std::llround(value * std::pow(10.0, decimals));
  return scaled_text(scaled, decimals, language);
}

std::string integer(std::int64_t value, Language language) { return scaled_text(value, 0, language); }

std::string percent(double fraction, int decimals, Language language) {
  return with_percent_sign(decimal(100.0 * fraction, decimals, language), language);
}

std::string percent(std::int64_t numerator, std::int64_t denominator, int decimals, Language language) {
  std::int64_t scale = 100;
  for (int i = 0; i < decimals; ++i) {
    scale *= 10;
  }
  const auto rounded = (2 * numerator * scale + denominator) / (2 * denominator);  // half up; counts are not negative
  return with_percent_sign(scaled_text(rounded, decimals, language), language);
}

std::string date_text(base::Date date, Language language) {
  const auto day = static_cast<unsigned>(std::chrono::year_month_day{date}.day());
  const auto month = base::month_of(date) - 1;
  return language == Language::nb ? fmt::format("{}. {} {}", day, months_nb[month], base::year_of(date))
                                  : fmt::format("{} {} {}", day, months_en[month], base::year_of(date));
}

std::string period_text(const base::Period& period, Language language) {
  const auto date = period.first_day();
  const auto month = base::month_of(date) - 1;
  const auto position = static_cast<int>(month) / base::months_in(period.kind) + 1;
  const bool nb = language == Language::nb;
  switch (period.kind) {
    case base::PeriodKind::year: return std::to_string(period.year());
    case base::PeriodKind::tertial:
      return nb ? fmt::format("{}. tertial {}", position, period.year())
                : fmt::format("T{} {}", position, period.year());
    case base::PeriodKind::quarter:
      return nb ? fmt::format("{}. kvartal {}", position, period.year())
                : fmt::format("Q{} {}", position, period.year());
    case base::PeriodKind::month: break;
  }
  return fmt::format("{} {}", nb ? months_nb[month] : months_en[month], period.year());
}

std::string list_text(const std::vector<std::string>& items, Language language) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) {
      text += i + 1 < items.size() ? ", " : (language == Language::nb ? " og " : " and ");
    }
    text += items[i];
  }
  return text;
}

std::string fill(std::string_view phrase, std::initializer_list<std::string_view> values) {
  std::string text;
  const auto* next = values.begin();
  for (std::size_t at = 0; at < phrase.size(); ++at) {
    if (phrase.compare(at, 2, "{}") == 0 && next != values.end()) {
      text += *next++;
      ++at;
    } else {
      text += phrase[at];
    }
  }
  return text;
}

}  // namespace kjede::publish
