#include "person.hpp"

#include <chrono>
#include <optional>

namespace kjede::demo {
namespace {

const base::Date first_birthday = base::make_date(1900, 1, 1);
constexpr int birthdays = 46'000;       // 1900 to 2025
constexpr std::uint16_t per_day = 250;  // individual numbers of one sex in a block of 500

// Individual numbers 000–499 belong to births in 1900–1999, 500–999 to 2000–2039; the last digit of the three is
// odd for men, even for women.
int individual_number(int birth_year, bool male, std::uint16_t index) {
  return (birth_year < 2000 ? 0 : 500) + 2 * index + (male ? 1 : 0);
}

std::optional<std::array<char, 11>> with_control_digits(base::Date birthday, int individual) {
  const std::chrono::year_month_day day{birthday};
  const int parts[] = {static_cast<int>(static_cast<unsigned>(day.day())),
                       static_cast<int>(static_cast<unsigned>(day.month())) + 80, static_cast<int>(day.year()) % 100};
  std::array<int, 11> digits{parts[0] / 10,
                             parts[0] % 10,
                             parts[1] / 10,
                             parts[1] % 10,
                             parts[2] / 10,
                             parts[2] % 10,
                             individual / 100,
                             individual / 10 % 10,
                             individual % 10,
                             0,
                             0};
  static constexpr std::array<int, 9> first{3, 7, 6, 1, 8, 9, 4, 5, 2};
  static constexpr std::array<int, 10> second{5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  int sum = 0;
  for (std::size_t i = 0; i < first.size(); ++i) sum += first[i] * digits[i];
  digits[9] = (11 - sum % 11) % 11;
  sum = 0;
  for (std::size_t i = 0; i < second.size(); ++i) sum += second[i] * digits[i];
  digits[10] = (11 - sum % 11) % 11;
  if (digits[9] == 10 || digits[10] == 10) return std::nullopt;
  std::array<char, 11> text{};
  for (std::size_t i = 0; i < digits.size(); ++i) text[i] = static_cast<char>('0' + digits[i]);
  return text;
}

}  // namespace

People::People(base::Rng rng) : rng_(rng), used_(static_cast<std::size_t>(birthdays) * 2) {}

Person People::make(int age, bool male, base::Date on) {
  using std::chrono::days;
  const std::chrono::year_month_day day{on};
  const base::Date latest{(day.year() - std::chrono::years{age}) / day.month() /
                          (day.month() == std::chrono::February && static_cast<unsigned>(day.day()) == 29U
                               ? std::chrono::day{28}
                               : day.day())};
  base::Date birthday = latest - days{static_cast<int>(rng_.below(365))};
  if (birthday < first_birthday) birthday = first_birthday;
  for (int tries = 0;; ++tries) {
    auto& used = used_[static_cast<std::size_t>((birthday - first_birthday).count()) * 2 + (male ? 1U : 0U)];
    while (used < per_day) {
      const auto index = static_cast<std::uint16_t>((used++ * 97U + 13U) % per_day);
      const auto identity = with_control_digits(birthday, individual_number(base::year_of(birthday), male, index));
      if (identity) return {*identity, ++serial_};
    }
    if (tries >= 400) used = 0;  // the year's numbers are used up: begin again
    birthday = birthday > first_birthday && tries < 200 ? birthday - days{1}
                                                        : latest - days{static_cast<int>(rng_.below(365))};
  }
}

}  // namespace kjede::demo
