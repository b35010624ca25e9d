#include "aed_hours.hpp"

#include <array>

#include "kjede/dispatch/codes.hpp"

namespace kjede::service {

base::Result<dispatch::OpeningHours> stored_hours(const RegisterRow& row) {
  if (const auto text = row.text("opening_hours"); !text.empty()) return dispatch::parse_opening_hours(text);
  const auto limited = row.text("hours_limited");
  if (limited == "no") return dispatch::parse_opening_hours("24/7");
  constexpr std::array<const char*, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  dispatch::WeekHours week;
  bool any = false;
  for (std::size_t day = 0; day < kDays.size(); ++day) {
    const auto at = [&](const char* end) -> std::optional<int> {
      const auto value = row.integer(std::string(kDays[day]) + end);
      if (!value) return {};
      any = true;
      return static_cast<int>(*value);
    };
    week.days[day] = {at("_from"), at("_to")};
  }
  if (!any) return base::fail(dispatch::codes::opening_hours, "no opening hours are stated");
  week.closed_holidays = row.yes("closed_holidays");
  return dispatch::opening_hours_of(week);
}

}  // namespace kjede::service
