#include "aed_formats.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "kjede/service/codes.hpp"

namespace kjede::service {
namespace {

using text::Json;

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

void put(Json& row, const char* name, std::string text) {
  if (!text.empty()) row[name] = std::move(text);
}

// The local day of a time with an offset; a day as it is; anything else unchanged, for import to refuse.
std::string day_of(const std::string& text) {
  static const auto zone = base::TimeZone::find("Europe/Oslo");
  if (const auto wall = base::parse_wall_time(text); wall && wall->offset) {
    return base::to_string(zone->local_date(base::Instant(wall->local.time_since_epoch() - *wall->offset)));
  }
  if (text.size() > 10 && base::parse_date(text.substr(0, 10))) return text.substr(0, 10);
  return text;
}

std::string yes_no(const std::string& text) {
  if (text == "Y" || text == "true") return "yes";
  if (text == "N" || text == "false") return "no";
  return text;
}

// ---- the national register --------------------------------------------------------------------------------------

struct Field {
  const char* from;
  const char* to;
};
constexpr std::array<Field, 12> kTexts{{{"SITE_NAME", "name"},
                                        {"SITE_LONGITUDE", "lon"},
                                        {"SITE_LATITUDE", "lat"},
                                        {"SITE_ADDRESS", "address"},
                                        {"SITE_FLOOR_NUMBER", "floor"},
                                        {"SITE_POST_CODE", "post_code"},
                                        {"SITE_POST_AREA", "post_area"},
                                        {"SITE_DESCRIPTION", "description"},
                                        {"SITE_ACCESS_INFO", "access_info"},
                                        {"MANUFACTURER_NAME", "manufacturer"},
                                        {"ASSET_TYPE_NAME", "model"},
                                        {"SERIAL_NUMBER", "serial"}}};
constexpr std::array<Field, 5> kFlags{{{"IS_MOBILE", "mobile"},
                                       {"OPENING_HOURS_LIMITED", "hours_limited"},
                                       {"OPENING_HOURS_CLOSED_HOLIDAYS", "closed_holidays"},
                                       {"BATTERY_OK", "battery_ok"},
                                       {"CHILD_MODE", "child_mode"}}};
constexpr std::array<Field, 4> kDays{{{"BATTERY_EXPIRY_DATE", "battery_expires"},
                                      {"ELECTRODE_EXPIRY_DATE", "electrodes_expire"},
                                      {"CHILD_ELECTRODE_EXPIRY_DATE", "child_electrodes_expire"},
                                      {"DELETED_SINCE", "deleted_since"}}};
constexpr std::array<Field, 7> kWeek{
    {{"MON", "mon"}, {"TUE", "tue"}, {"WED", "wed"}, {"THU", "thu"}, {"FRI", "fri"}, {"SAT", "sat"}, {"SUN", "sun"}}};

bool is_clock(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0 && value <= 2400 && value % 100 < 60;
}

// Hours that are no times are kept as a text, which counts as unknown, rather than losing the AED.
void put_week(const Json& asset, Json& row) {
  std::string as_given;
  bool times = true;
  for (const auto& day : kWeek) {
    const auto from = text_of(asset, fmt::format("OPENING_HOURS_{}_FROM", day.from).c_str());
    const auto to = text_of(asset, fmt::format("OPENING_HOURS_{}_TO", day.from).c_str());
    if (from.empty() && to.empty()) continue;
    as_given += fmt::format("{}{} {}-{}", as_given.empty() ? "" : "; ", day.from, from, to);
    times = times && is_clock(from) && is_clock(to);
    put(row, fmt::format("{}_from", day.to).c_str(), from);
    put(row, fmt::format("{}_to", day.to).c_str(), to);
  }
  if (times) return;
  for (const auto& day : kWeek) {
    row.erase(fmt::format("{}_from", day.to));
    row.erase(fmt::format("{}_to", day.to));
  }
  row["opening_hours"] = as_given;
}

Json row_of_asset(const Json& asset, base::Date today) {
  Json row;
  put(row, "aed_id", text_of(asset, "ASSET_GUID"));
  const auto modified = text_of(asset, "MODIFIED_DATE");
  row["updated"] = modified.empty() ? base::to_string(today) : day_of(modified);
  row["origin"] = "register_113";
  row["status"] = !text_of(asset, "DELETED_SINCE").empty()   ? "removed"
                  : yes_no(text_of(asset, "ACTIVE")) == "no" ? "inactive"
                                                             : "active";
  for (const auto& field : kTexts) put(row, field.to, text_of(asset, field.from));
  for (const auto& field : kFlags) put(row, field.to, yes_no(text_of(asset, field.from)));
  for (const auto& field : kDays) put(row, field.to, day_of(text_of(asset, field.from)));
  row["access"] = "public";
  put_week(asset, row);
  if (yes_no(text_of(asset, "ACTIVE_DATE_LIMITED")) != "no") {
    put(row, "active_from", day_of(text_of(asset, "ACTIVE_FROM_DATE")));
    put(row, "active_to", day_of(text_of(asset, "ACTIVE_TO_DATE")));
  }
  return row;
}

// Replies about deleted and inactive ones may hold no more than the id: what is stored is then kept, with the status.
void add_asset(const Json& asset, const AedRows& stored, base::Date today, ForeignAeds& out) {
  auto row = row_of_asset(asset, today);
  const bool named_only = !row.contains("lon") && !row.contains("lat") && row["status"] != "active";
  if (!named_only) {
    out.rows.push_back(std::move(row));
    return;
  }
  const auto known = stored.find(text_of(row, "aed_id"));
  if (known == stored.end()) {
    ++out.unknown;
    return;
  }
  auto kept = known->second;
  kept["status"] = row["status"];
  if (row.contains("deleted_since")) kept["deleted_since"] = row["deleted_since"];
  out.rows.push_back(std::move(kept));
}

// ---- OpenStreetMap ------------------------------------------------------------------------------------------------

std::string access_of(const std::string& text) {
  if (text == "yes" || text == "permissive" || text == "public") return "public";
  if (text == "customers" || text == "private" || text == "no" || text == "permit" || text == "employees")
    return "restricted";
  return "unknown";
}

std::string joined(const std::string& first, std::string_view between, const std::string& second) {
  return first.empty() || second.empty() ? first + second : fmt::format("{}{}{}", first, between, second);
}

Json row_of_tags(const std::string& id, const Json& tags, base::Date today) {
  Json row;
  put(row, "aed_id", id.empty() ? std::string() : "osm/" + id);
  row["updated"] = base::to_string(today);
  row["origin"] = "osm";
  const auto works = text_of(tags, "operational_status");
  row["status"] = works.empty() || works == "ok" || works == "operational" ? "active" : "inactive";
  put(row, "name", joined(text_of(tags, "name"), ", ", text_of(tags, "operator")));
  put(row, "address", joined(text_of(tags, "addr:street"), " ", text_of(tags, "addr:housenumber")));
  put(row, "post_code", text_of(tags, "addr:postcode"));
  put(row, "post_area", text_of(tags, "addr:city"));
  put(row, "floor", text_of(tags, "level"));
  put(row, "description", joined(text_of(tags, "defibrillator:location"), "; ", text_of(tags, "description")));
  const auto access = text_of(tags, "access");
  row["access"] = access_of(access);
  put(row, "access_text", access);
  put(row, "opening_hours", text_of(tags, "opening_hours"));
  return row;
}

void add_tags(const std::string& id, const Json& tags, const Json* lon, const Json* lat, const AedRows& stored,
              base::Date today, ForeignAeds& out) {
  if (!tags.is_object() || text_of(tags, "emergency") != "defibrillator") return;
  if (const auto ref = text_of(tags, "ref:hjertestarterregister"); !ref.empty() && stored.contains(ref)) {
    ++out.doubled;
    return;
  }
  auto row = row_of_tags(id, tags, today);
  if (lon != nullptr && lon->is_number()) row["lon"] = *lon;
  if (lat != nullptr && lat->is_number()) row["lat"] = *lat;
  out.rows.push_back(std::move(row));
}

const Json* member(const Json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found == object.end() ? nullptr : &*found;
}

void add_element(const Json& element, const AedRows& stored, base::Date today, ForeignAeds& out) {
  const auto* tags = member(element, "tags");
  if (tags == nullptr) return;
  const auto* centre = member(element, "center");  // of a way or relation
  const auto& place = centre == nullptr ? element : *centre;
  add_tags(fmt::format("{}/{}", text_of(element, "type"), text_of(element, "id")), *tags, member(place, "lon"),
           member(place, "lat"), stored, today, out);
}

void add_feature(const Json& feature, const AedRows& stored, base::Date today, ForeignAeds& out) {
  const auto* properties = member(feature, "properties");
  if (properties == nullptr) return;
  const Json *lon = nullptr, *lat = nullptr;
  if (const auto* geometry = member(feature, "geometry")) {
    const auto* at = member(*geometry, "coordinates");
    if (at != nullptr && at->is_array() && at->size() >= 2) lon = &(*at)[0], lat = &(*at)[1];
  }
  auto id = text_of(*properties, "@id");
  if (id.empty()) id = text_of(feature, "id");
  add_tags(id, *properties, lon, lat, stored, today, out);
}

template <class Add>
base::Result<ForeignAeds> collect(const Json& list, const char* name, std::string origin, const std::string& path,
                                  const Add& add) {
  if (!list.is_array()) return base::fail(codes::aed_file, fmt::format("'{}': '{}' must be a list", path, name));
  ForeignAeds out;
  out.origin = std::move(origin);
  for (const auto& each : list) {
    if (each.is_object()) add(each, out);
  }
  return out;
}

}  // namespace

base::Result<ForeignAeds> read_aed_document(const text::SourceFilePtr& file, const AedRows& stored, base::Date today) {
  KJEDE_ASSIGN(const auto document, text::parse_json(file));
  if (const auto* error = member(document, "API_ERROR")) {
    return base::fail(codes::aed_file,
                      fmt::format("'{}' is an error reply of the AED register: {}", file->path,
                                  error->is_string() ? error->get<std::string>() : error->dump()),
                      "ask the register again; nothing was changed");
  }
  if (const auto* assets = member(document, "ASSETS")) {
    return collect(*assets, "ASSETS", "register_113", file->path,
                   [&](const Json& each, ForeignAeds& out) { add_asset(each, stored, today, out); });
  }
  if (const auto* elements = member(document, "elements")) {
    return collect(*elements, "elements", "osm", file->path,
                   [&](const Json& each, ForeignAeds& out) { add_element(each, stored, today, out); });
  }
  if (const auto* features = member(document, "features")) {
    return collect(*features, "features", "osm", file->path,
                   [&](const Json& each, ForeignAeds& out) { add_feature(each, stored, today, out); });
  }
  return base::fail(codes::aed_file, fmt::format("'{}' holds neither ASSETS, elements nor features", file->path),
                    "give a reply of the AED register, Overpass JSON, GeoJSON, CSV or NDJSON");
}

}  // namespace kjede::service
