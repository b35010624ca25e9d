// Synthetic AEDs with the fields of the national register: most always open, many in office hours, some with hours that
// nobody can read, a few broken, seasonal, or out of date.

#include <fmt/format.h>

#include <array>

#include "scheme_rows.hpp"

namespace kjede::demo::scheme {
namespace {

struct Site {
  std::string_view name, description;
};
constexpr std::array<Site, 8> kSites{{{"Rådhuset", "ved hovedinngangen"},
                                      {"Idrettshallen", "i foajeen"},
                                      {"Samfunnshuset", "på ytterveggen mot parkeringen"},
                                      {"Dagligvarebutikken", "bak kassene"},
                                      {"Barneskolen", "ved administrasjonen"},
                                      {"Brannstasjonen", "i utvendig skap"},
                                      {"Treningssenteret", "i resepsjonen"},
                                      {"Legesenteret", "i venterommet"}}};

constexpr std::array<std::string_view, 26> kColumns{
    "aed_id",        "updated",       "origin",          "status",          "name",
    "lon",           "lat",           "address",         "description",     "access",
    "opening_hours", "hours_limited", "closed_holidays", "mon_from",        "mon_to",
    "tue_from",      "tue_to",        "wed_from",        "wed_to",          "thu_from",
    "thu_to",        "fri_from",      "fri_to",          "battery_expires", "electrodes_expire",
    "mobile"};

enum class Hours : std::uint8_t { always, office, long_day, unknown, unreadable };
constexpr std::array<double, 5> kHours{0.48, 0.32, 0.13, 0.05, 0.02};

}  // namespace

base::Result<void> Rows::aed(int number, Scatter& scatter, base::Rng& rng) {
  const auto at = scatter.draw();
  const auto& site = kSites[rng.below(kSites.size())];
  const auto hours = static_cast<Hours>(rng.pick(kHours));
  const bool inactive = rng.chance(0.02), expired = rng.chance(0.03), mobile = rng.chance(0.01);
  const auto id = fmt::format("AED{:06}", number);
  const auto name = fmt::format("{}, {} (syntetisk)", site.name, at.municipality);
  const auto address = fmt::format("Syntesegata {}", 1 + rng.below(120));
  std::array<Cell, 26> row{id,
                           days(-20 - static_cast<int>(rng.below(300))),
                           "register_113",
                           inactive ? "inactive" : "active",
                           name,
                           degrees(at.lon),
                           degrees(at.lat),
                           address,
                           site.description,
                           rng.chance(0.9) ? "public" : "restricted"};
  const bool office = hours == Hours::office;
  if (hours == Hours::always) row[11] = "no";
  if (office) {
    row[11] = row[12] = "yes";
    for (std::size_t day = 0; day < 5; ++day) {
      row[13 + 2 * day] = std::int64_t{800};
      row[14 + 2 * day] = std::int64_t{1600};
    }
  }
  if (hours == Hours::long_day) row[10] = "Mo-Fr 07:00-22:00; Sa 09:00-18:00; PH off";
  if (hours == Hours::unreadable) row[10] = "7/24";
  const auto later = [&] { return days(30 + static_cast<int>(rng.below(1000))); };
  const auto battery = later(), electrodes = later();
  row[23] = battery;
  row[24] = expired ? days(-40) : electrodes;
  row[25] = mobile ? "yes" : "no";
  return sink_.row(row);
}

base::Result<void> Rows::aeds() {
  KJEDE_TRY(sink_.begin({"aed", kColumns}));
  Scatter scatter(plan_.places, root_.stream("aed places"), 600);
  auto rng = root_.stream("aeds");
  const int count = options_.aeds * options_.scale;
  for (int i = 0; i < count; ++i) KJEDE_TRY(aed(i + 1, scatter, rng));
  return sink_.end();
}

}  // namespace kjede::demo::scheme
