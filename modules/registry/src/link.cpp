#include "kjede/registry/link.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <tuple>

namespace kjede::registry {
namespace {

std::vector<std::size_t> by_person_and_date(std::span<const PersonEvent> events) {
  std::vector<std::size_t> order(events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(events[a].person, events[a].date, a) < std::tie(events[b].person, events[b].date, b);
  });
  return order;
}

bool is_arrest_code(std::string_view code) {
  constexpr std::array procedures = {std::string_view("FYAB88"), std::string_view("WDAB80"), std::string_view("ZXG05"),
                                     std::string_view("ZXG10"),  std::string_view("ZXG20"),  std::string_view("ZXG30")};
  return code.starts_with("I46") || code.starts_with("I490") ||
         std::find(procedures.begin(), procedures.end(), code) != procedures.end();
}

HospitalCourse course_of(std::span<const HospitalStay> stays, const base::TimeZone& zone) {
  HospitalCourse course;
  course.person = stays.front().person;
  course.admitted = zone.local_date(stays.front().admitted);
  bool coded = false;
  bool long_enough = false;
  for (const auto& stay : stays) {
    const base::Date in = zone.local_date(stay.admitted);
    long_enough = long_enough || zone.local_date(stay.discharged) > in || stay.died == in;
    for (const auto& code : stay.codes) {
      coded = coded || is_arrest_code(code);
      course.rehabilitation = course.rehabilitation || code.starts_with("Z50");
    }
  }
  course.counts = coded && long_enough;
  return course;
}

}  // namespace

Linkage link(std::span<const PersonEvent> first, std::span<const PersonEvent> second, int window_days) {
  Linkage linkage;
  const auto a = by_person_and_date(first);
  const auto b = by_person_and_date(second);
  const std::chrono::days window(window_days);
  std::size_t j = 0;
  // Earliest with earliest: with one fixed window no other pairing has more pairs.
  for (const std::size_t i : a) {
    while (j < b.size() && (second[b[j]].person < first[i].person ||
                            (second[b[j]].person == first[i].person && second[b[j]].date < first[i].date - window))) {
      linkage.only_second.push_back(b[j++]);
    }
    const bool same =
        j < b.size() && second[b[j]].person == first[i].person && second[b[j]].date <= first[i].date + window;
    if (same)
      linkage.pairs.emplace_back(i, b[j++]);
    else
      linkage.only_first.push_back(i);
  }
  while (j < b.size()) linkage.only_second.push_back(b[j++]);
  return linkage;
}

std::vector<HospitalCourse> courses_of(std::vector<HospitalStay> stays, const base::TimeZone& zone) {
  std::stable_sort(stays.begin(), stays.end(), [](const auto& x, const auto& y) {
    return std::tie(x.person, x.admitted) < std::tie(y.person, y.admitted);
  });
  std::vector<HospitalCourse> courses;
  for (std::size_t start = 0; start < stays.size();) {
    std::size_t end = start + 1;
    base::Instant out = stays[start].discharged;
    while (end < stays.size() && stays[end].person == stays[start].person &&
           stays[end].admitted - out < std::chrono::hours(24)) {
      out = std::max(out, stays[end].discharged);
      ++end;
    }
    courses.push_back(course_of(std::span(stays).subspan(start, end - start), zone));
    start = end;
  }
  return courses;
}

CaseFinding find_cases(std::span<const PersonEvent> records, std::span<const HospitalCourse> courses, int window_days,
                       std::optional<std::pair<base::Date, base::Date>> days) {
  std::vector<PersonEvent> admitted;
  std::vector<const HospitalCourse*> counted;
  for (const auto& course : courses) {
    if (!course.counts) continue;
    admitted.push_back({course.person, course.admitted, {}});
    counted.push_back(&course);
  }
  const Linkage linkage = link(records, admitted, window_days);
  CaseFinding found;
  found.both = static_cast<std::int64_t>(linkage.pairs.size());
  found.registry_only = std::count_if(linkage.only_first.begin(), linkage.only_first.end(), [&](const auto i) {
    return !days || (records[i].date >= days->first && records[i].date <= days->second);
  });
  for (const auto i : linkage.only_second) {
    if (!counted[i]->rehabilitation) found.missing.push_back(*counted[i]);
  }
  found.other_only = static_cast<std::int64_t>(found.missing.size());
  return found;
}

}  // namespace kjede::registry
