#include "kjede/registry/identifier.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace kjede::registry {
namespace {

using Digits = std::array<int, 12>;

int weighted(const Digits& d, std::span<const int> weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * d[i];
  return sum;
}

constexpr std::array first_weights = {3, 7, 6, 1, 8, 9, 4, 5, 2};
constexpr std::array second_weights = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
constexpr std::array duf_weights = {4, 6, 3, 2, 4, 6, 3, 2, 7, 5};

enum class Check { wrong, today, from_2032 };

Check check_digits(const Digits& d) {
  if ((weighted(d, second_weights) + d[10]) % 11 != 0) return Check::wrong;
  const int remainder = (weighted(d, first_weights) + d[9]) % 11;
  if (remainder == 0) return Check::today;
  return remainder <= 3 ? Check::from_2032 : Check::wrong;
}

// The day exists in some century: the century is not in the number from 2032.
bool day_exists(int day, int month, int year) {
  constexpr std::array days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > days[static_cast<std::size_t>(month - 1)]) return false;
  return month != 2 || day < 29 || year % 4 == 0;
}

IdentifierVerdict judge_check(IdentifierVerdict verdict, const Digits& d) {
  switch (check_digits(d)) {
    case Check::today: return verdict;
    case Check::from_2032: verdict.only_2032_rule = true; return verdict;
    case Check::wrong: break;
  }
  if (verdict.kind == IdentifierKind::h_number) {
    Digits plain = d;
    plain[2] -= 4;
    verdict.legacy_h = check_digits(plain) != Check::wrong;
    if (verdict.legacy_h) return verdict;
  }
  verdict.fault = IdentifierFault::check_digits;
  return verdict;
}

IdentifierVerdict check_eleven(const Digits& d) {
  IdentifierVerdict verdict;
  if (d[0] >= 8) {
    verdict.kind = IdentifierKind::fh_number;
    if (check_digits(d) != Check::today) verdict.fault = IdentifierFault::check_digits;
    return verdict;
  }
  int day = 10 * d[0] + d[1];
  int month = 10 * d[2] + d[3];
  if (month > 80) {
    month -= 80;
    verdict.synthetic = true;
  } else if (month > 65) {
    month -= 65;
    verdict.synthetic = true;
  } else if (month > 40) {
    month -= 40;
    verdict.kind = IdentifierKind::h_number;
  }
  if (day > 40) {
    day -= 40;
    verdict.kind = IdentifierKind::d_number;
  }
  if (!day_exists(day, month, 10 * d[4] + d[5])) {
    verdict.fault = IdentifierFault::date;
    return verdict;
  }
  return judge_check(verdict, d);
}

IdentifierVerdict check_duf(const Digits& d) {
  IdentifierVerdict verdict;
  verdict.kind = IdentifierKind::duf;
  if (weighted(d, duf_weights) % 11 != 10 * d[10] + d[11]) verdict.fault = IdentifierFault::check_digits;
  return verdict;
}

}  // namespace

IdentifierVerdict check_identifier(std::string_view text) {
  IdentifierVerdict verdict;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!std::all_of(text.begin(), text.end(), is_digit)) {
    verdict.fault = IdentifierFault::not_digits;
    return verdict;
  }
  if (text.size() != 11 && text.size() != 12) {
    verdict.fault = IdentifierFault::length;
    return verdict;
  }
  Digits digits{};
  std::transform(text.begin(), text.end(), digits.begin(), [](char c) { return c - '0'; });
  return text.size() == 12 ? check_duf(digits) : check_eleven(digits);
}

std::string normalise_identifier(std::string_view text) {
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = text[i] == '-' && digits.size() == 6;
    if (text[i] != ' ' && text[i] != '\t' && !hyphen) digits += text[i];
  }
  return digits;
}

bool holds_identifier(std::string_view text) {
  constexpr std::size_t length = 11, date_length = 6;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t start = 0; start + length <= text.size(); ++start) {
    if (!is_digit(text[start]) || (start > 0 && is_digit(text[start - 1]))) continue;
    std::array<char, length> digits{};
    std::size_t found = 0, at = start;
    for (; at < text.size() && found < length; ++at) {
      if (is_digit(text[at])) {
        digits[found++] = text[at];
      } else if (found != date_length || at != start + date_length || (text[at] != ' ' && text[at] != '-')) {
        break;
      }
    }
    const bool ends = at == text.size() || !is_digit(text[at]);
    if (found == length && ends && check_identifier({digits.data(), length}).valid()) return true;
  }
  return false;
}

std::string_view to_string(IdentifierKind kind) {
  switch (kind) {
    case IdentifierKind::birth_number: return "fødselsnummer";
    case IdentifierKind::d_number: return "D-number";
    case IdentifierKind::h_number: return "H-number";
    case IdentifierKind::fh_number: return "FH-number";
    case IdentifierKind::duf: return "DUF number";
  }
  return "";
}

}  // namespace kjede::registry
