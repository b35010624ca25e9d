#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "kjede/dispatch/codes.hpp"
#include "kjede/dispatch/opening_hours.hpp"

namespace kjede::dispatch {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays{"mo", "tu", "we", "th", "fr", "sa", "su"};
constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};

// Reads the text from left to right; the first thing it cannot read ends it, with its place.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  base::Result<OpeningHours> parse() {
    OpeningHours hours;
    auto join = OpeningHours::Join::replace;
    skip();
    if (at_ == text_.size()) return trouble("nothing is written");
    while (true) {
      KJEDE_ASSIGN(auto rule, parse_rule());
      rule.join = join;
      hours.rules.push_back(std::move(rule));
      skip();
      if (at_ == text_.size()) return hours;
      if (take("||")) {
        join = OpeningHours::Join::fallback;
      } else if (take(";")) {
        join = OpeningHours::Join::replace;
      } else if (take(",")) {
        join = OpeningHours::Join::add;
      } else {
        return trouble("this was not expected here");
      }
      skip();
      if (at_ == text_.size()) return hours;  // a last ; is common
    }
  }

 private:
  base::Unexpected trouble(std::string_view what) const {
    auto file = std::make_shared<base::SourceFile>();
    file->path = "opening_hours";
    file->text = std::string(text_);
    const int column = static_cast<int>(at_) + 1;
    std::string suggestion = "write it as in Mo-Fr 08:00-16:00; PH off";
    if (text_ == "7/24") suggestion = "did you mean 24/7?";
    return base::fail(codes::opening_hours, fmt::format("opening hours not understood: {}", what),
                      {file, 1, column, 1, column + 1}, suggestion);
  }

  void skip() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
  }

  bool take(std::string_view token) {
    skip();
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }

  // A word of letters, small.
  std::string word() const {
    std::string out;
    for (auto i = at_; i < text_.size() && std::isalpha(static_cast<unsigned char>(text_[i])) != 0; ++i) {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(text_[i])));
    }
    return out;
  }

  template <std::size_t n>
  std::optional<int> name(const std::array<std::string_view, n>& names) {
    skip();
    const auto found = std::find(names.begin(), names.end(), word());
    if (found == names.end()) return {};
    at_ += found->size();
    return static_cast<int>(found - names.begin());
  }

  std::optional<int> number() {
    skip();
    int value = 0;
    const auto begin = at_;
    while (at_ < text_.size() && at_ - begin < 4 && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0) {
      value = value * 10 + (text_[at_++] - '0');
    }
    return at_ == begin ? std::nullopt : std::optional(value);
  }

  bool digit_next() {
    skip();
    return at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0;
  }

  base::Result<OpeningHours::Rule> parse_rule() {
    OpeningHours::Rule rule;
    skip();
    const auto begin = at_;
    if (take("24/7")) {
      KJEDE_TRY(parse_state(rule));
      return rule;
    }
    KJEDE_TRY(parse_dates(rule));
    if (!rule.dates.empty()) take(":");
    KJEDE_TRY(parse_days(rule));
    if (rule.weekdays != 0 || rule.public_holidays) take(":");
    KJEDE_TRY(parse_times(rule));
    const auto before_state = at_;
    KJEDE_TRY(parse_state(rule));
    skip();
    if (at_ == begin || (before_state == begin && at_ == begin)) return trouble(expectation());
    return rule;
  }

  std::string_view expectation() const {
    const auto next = word();
    if (next == "sunrise" || next == "sunset" || next == "dawn" || next == "dusk")
      return "times by the sun are not read";
    if (next == "sh") return "school holidays are not read";
    if (next == "week") return "week numbers are not read";
    return "a day, a time, 24/7 or a state is expected";
  }

  base::Result<void> parse_dates(OpeningHours::Rule& rule) {
    while (const auto month = name(kMonths)) {
      OpeningHours::Dates range;
      KJEDE_ASSIGN(const auto first, day_of(*month, 1));
      range.from = first.value;
      range.to = first.given ? first.value : (*month + 1) * 100 + 31;
      if (take("-")) {
        const auto last_month = name(kMonths);
        if (!last_month && !first.given) return trouble("a month is expected");
        KJEDE_ASSIGN(const auto last, day_of(last_month.value_or(*month), 31));
        range.to = last.value;
      }
      rule.dates.push_back(range);
      const auto here = at_;
      if (!take(",")) return {};
      if (skip(); std::find(kMonths.begin(), kMonths.end(), word()) == kMonths.end()) {
        at_ = here;
        return {};
      }
    }
    return {};
  }

  struct DayOfYear {
    int value = 0;
    bool given = false;
  };
  // "May 17": a number that is not the beginning of a time.
  base::Result<DayOfYear> day_of(int month, int otherwise) {
    const auto here = at_;
    if (!digit_next()) return DayOfYear{(month + 1) * 100 + otherwise, false};
    const auto day = number();
    const bool is_time =
        at_ + 1 < text_.size() && text_[at_] == ':' && std::isdigit(static_cast<unsigned char>(text_[at_ + 1])) != 0;
    if (is_time) {
      at_ = here;
      return DayOfYear{(month + 1) * 100 + otherwise, false};
    }
    if (*day < 1 || *day > 31) {
      at_ = here;
      return trouble("a month has no such day");
    }
    return DayOfYear{(month + 1) * 100 + *day, true};
  }

  base::Result<void> parse_days(OpeningHours::Rule& rule) {
    while (true) {
      skip();
      if (word() == "ph") {
        at_ += 2;
        rule.public_holidays = true;
      } else if (const auto first = name(kWeekdays)) {
        auto last = first;
        if (take("-")) {
          last = name(kWeekdays);
          if (!last) return trouble("a weekday is expected");
        }
        for (int day = *first;; day = (day + 1) % 7) {
          rule.weekdays = static_cast<std::uint8_t>(rule.weekdays | (1U << day));
          if (day == *last) break;
        }
        if (take("[")) return trouble("the nth weekday of a month is not read");
      } else {
        return {};
      }
      const auto here = at_;
      if (!take(",")) return {};
      skip();
      const auto next = word();
      if (next != "ph" && std::find(kWeekdays.begin(), kWeekdays.end(), next) == kWeekdays.end()) {
        at_ = here;  // the comma belongs to the next rule
        return {};
      }
    }
  }

  base::Result<int> time_of_day() {
    const auto here = at_;
    const auto hour = number();
    if (!hour) return trouble("a time is expected");
    int minute = 0;
    if (take(":")) {
      const auto written = number();
      if (!written) return trouble("minutes are expected");
      minute = *written;
    } else if (*hour > 26) {
      at_ = here;
      return trouble("years are not read; write times as 08:00");
    }
    if (*hour > 26 || minute > 59) {
      at_ = here;
      return trouble("no such time");
    }
    return *hour * 60 + minute;
  }

  base::Result<void> parse_times(OpeningHours::Rule& rule) {
    while (digit_next()) {
      OpeningHours::Times times;
      KJEDE_ASSIGN(times.from, time_of_day());
      if (take("+")) {
        times.open_end = true;
      } else {
        if (!take("-")) return trouble("'-' and the closing time are expected");
        KJEDE_ASSIGN(times.to, time_of_day());
        if (times.to <= times.from) times.to += 24 * 60;
        times.open_end = take("+");
      }
      rule.times.push_back(times);
      const auto here = at_;
      if (!take(",")) return {};
      if (!digit_next()) {
        at_ = here;
        return {};
      }
    }
    return {};
  }

  base::Result<void> parse_state(OpeningHours::Rule& rule) {
    skip();
    const auto state = word();
    if (state == "off" || state == "closed") rule.state = DoorState::closed;
    if (state == "unknown") rule.state = DoorState::unknown;
    if (state == "off" || state == "closed" || state == "open" || state == "unknown") at_ += state.size();
    if (take("\"")) {
      const auto end = text_.find('"', at_);
      if (end == std::string_view::npos) return trouble("a comment is not closed by a quotation mark");
      at_ = end + 1;
      // hours that hang on a condition in words are not known to be open
      if (state != "off" && state != "closed") rule.state = DoorState::unknown;
    }
    return {};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

base::Result<OpeningHours> parse_opening_hours(std::string_view text) { return Parser(text).parse(); }

}  // namespace kjede::dispatch
