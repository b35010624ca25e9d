#pragma once
// Public AEDs in, from the national register's replies or OpenStreetMap; and which are near a place, and open.
//
//   KJEDE_ASSIGN(const auto done, service::import_aeds(catalog, *records, {.files = {"reply.json"}}, now, progress));
//   KJEDE_ASSIGN(const auto near, service::aeds_near(scheme, {.lon = 10.75, .lat = 59.91}, moment));
//
// Formats: the register's reply {API_MESSAGE, ASSETS: […]} (its asset interface v1, 113.no), with those deleted
// (DELETED_SINCE) and inactive (ACTIVE N); OpenStreetMap as Overpass JSON or GeoJSON; CSV and NDJSON by the names of
// the register `aed`. What cannot be read is kept and counts as unknown: access PUB, opening hours 7/24.

#include <optional>
#include <string>
#include <vector>

#include "kjede/dispatch/scheme.hpp"
#include "kjede/service/import.hpp"
#include "kjede/text/table.hpp"

namespace kjede::service {

struct AedImportQuery {
  std::vector<std::string> files;
  bool complete = false;      // the files are all there is: what the store has from that origin and they lack, is gone
  double max_removed = 0.05;  // share of those in the store that may go at once
  std::string rejects;
  std::optional<std::string> recorded;
  std::string language = "nb";
};

// Texts that could not be read, how often, and one AED each.
struct Unreadable {
  std::string text, example;
  std::uint64_t count = 0;
};

struct AedImport {
  registry::ImportReport report;
  std::uint64_t in_store = 0;  // of this origin before, not removed
  std::uint64_t removed = 0;   // marked removed now
  std::uint64_t doubled = 0;   // of OpenStreetMap, known from the national register already: passed over
  std::uint64_t unknown = 0;   // said to be deleted or inactive, and never known: passed over
  // Of all that the store has now, removed ones apart:
  std::uint64_t stored = 0;
  std::uint64_t no_hours = 0;  // nothing stated
  std::vector<Unreadable> hours, access;
};

// Fails with KJ0942 for a file that is none of the formats or an error reply, KJ0943 when more than `max_removed` would
// go; then nothing is changed.
base::Result<AedImport> import_aeds(const catalog::Catalog& catalog, store::RecordStore& records,
                                    const AedImportQuery& query, base::Instant now, base::Progress& progress);
std::string to_text(const AedImport& done, std::string_view language);
std::string to_json(const AedImport& done, std::string_view language);

struct NearbyAed {
  const dispatch::Aed* aed = nullptr;
  double metres = 0;                           // in a straight line
  std::optional<double> seconds, road_metres;  // by road, when roads were given and there is a way
  dispatch::DoorState door = dispatch::DoorState::unknown;
  bool usable = true;  // in service, in date, in season
};

struct NearbyQuery {
  double lon = 0, lat = 0;
  double within = 2000;  // metres
  std::size_t count = 10;
  bool open = false;  // only those that are usable and open
};

// Nearest first, in a straight line; ties by id. `minute` after the day's local midnight. The answers point into the
// scheme, so it must outlive them.
std::vector<NearbyAed> aeds_near(const dispatch::Scheme& scheme, const NearbyQuery& query, base::Date day, int minute);
std::vector<NearbyAed> aeds_near(dispatch::Scheme&&, const NearbyQuery&, base::Date, int) = delete;

// "lon,lat" with decimal points; KJ0914 says what is wrong.
base::Result<std::pair<double, double>> place_of(const std::string& text);

std::string nearby_text(const std::vector<NearbyAed>& near, const text::TableStyle& style, std::string_view language);
std::string nearby_json(const std::vector<NearbyAed>& near, const std::string& at);

}  // namespace kjede::service
