#pragma once
// The error codes of this room. Each room has such a header; docs/reference/errors.md is made from all of them.

#include "kjede/base/diagnostic.hpp"

namespace kjede::road::codes {

inline constexpr base::Code bad_hierarchy{"KJ1101", "unusable hierarchy",
                                          "The contraction hierarchy kept with a road graph is damaged, of another "
                                          "version or of another graph. Make the road file again."};

inline constexpr base::Code road_file_unusable{"KJ1110", "road file cannot be read or written",
                                               "The road file is absent, access is refused, or the disk is full."};
inline constexpr base::Code not_road_file{
    "KJ1111", "not a road file", "The file was not made by `kjede road import`. CSV and OSM files are imported first."};
inline constexpr base::Code newer_road_file{
    "KJ1112", "road file of a newer version",
    "The road file was made by a newer kjede. Use that program, or import the roads again."};
inline constexpr base::Code damaged_road_file{
    "KJ1113", "damaged road file",
    "The road file is cut short or was changed after it was made; its size or checksum does not fit. Import again."};
inline constexpr base::Code unknown_project{"KJ1114", "unknown road project",
                                            "A project was named that the roads do not have."};
inline constexpr base::Code bad_network{"KJ1115", "roads that cannot be used",
                                        "The parts of a road network do not fit each other."};
inline constexpr base::Code unknown_mode{"KJ1116", "unknown travel mode",
                                         "A mode, priority or time class was named that the roads or the speed model "
                                         "do not have."};

inline constexpr base::Code no_road_column{"KJ1120", "column missing in a road CSV",
                                           "Nodes need `id,lon,lat`, arcs `from,to,seconds` (or `speed` or `class`); "
                                           "a mapping says what the columns of other files are called."};
inline constexpr base::Code duplicate_node{"KJ1121", "node that stands twice",
                                           "Each node and project stands once. The first row is kept."};
inline constexpr base::Code unknown_node{"KJ1122", "unknown node",
                                         "An arc or a point names a node that the roads do not have."};
inline constexpr base::Code bad_coordinate{"KJ1123", "unusable coordinate",
                                           "Coordinates are degrees: longitude −180…180, latitude −90…90."};
inline constexpr base::Code bad_travel_time{"KJ1124", "unusable travel time",
                                            "Travel times are numbers of at least 0, and less than 24 days."};
inline constexpr base::Code bad_length{"KJ1125", "unusable length", "Lengths are numbers of at least 0."};
inline constexpr base::Code no_speed{"KJ1126", "no usable speed",
                                     "An arc without a travel time needs a speed of 1–250 km/h or a road class."};
inline constexpr base::Code bad_road_class{"KJ1127", "unknown road class",
                                           "Road classes are the values of OpenStreetMap's tag highway that cars use, "
                                           "`path`, `ferry` and `other`."};
inline constexpr base::Code bad_road_cell{"KJ1128", "unreadable road row",
                                          "A row of a road CSV or point list lacks a value or cannot be read."};
inline constexpr base::Code empty_network{"KJ1129", "no roads in the file",
                                          "After the rows that cannot be used were left out, nothing remained."};
inline constexpr base::Code bad_road_mapping{"KJ1130", "unusable road mapping",
                                             "A road mapping has an unknown key, or a value that does not fit."};
inline constexpr base::Code bad_osm_file{"KJ1131", "OSM file cannot be read",
                                         "The file is absent, cut short, damaged, or no OpenStreetMap data."};
inline constexpr base::Code road_import_stopped{"KJ1132", "import stopped",
                                                "The import was stopped before its end; nothing was written."};
inline constexpr base::Code bad_speed_model{"KJ1133", "unusable speed model",
                                            "A speed model has an unknown key, or a value that does not fit."};
inline constexpr base::Code too_few_trips{"KJ1134", "too few trips to fit",
                                          "A speed model is fitted to at least 30 usable trips."};

inline constexpr base::Code off_network{"KJ1140", "point off the roads",
                                        "A point lies further from any road than allowed: in the sea, outside the "
                                        "map, or with longitude and latitude exchanged."};
inline constexpr base::Code no_points{"KJ1141", "no usable points", "A list of points holds no row that can be used."};
inline constexpr base::Code bad_threshold{"KJ1142", "unusable isochrone",
                                          "Isochrones need thresholds above 0, at most 12 hours, and a start that "
                                          "lies on the roads."};
inline constexpr const base::Code* all[] = {
    &bad_hierarchy,       &road_file_unusable, &not_road_file,   &newer_road_file,  &damaged_road_file,
    &unknown_project,     &bad_network,        &unknown_mode,    &no_road_column,   &duplicate_node,
    &unknown_node,        &bad_coordinate,     &bad_travel_time, &bad_length,       &no_speed,
    &bad_road_class,      &bad_road_cell,      &empty_network,   &bad_road_mapping, &bad_osm_file,
    &road_import_stopped, &bad_speed_model,    &too_few_trips,   &off_network,      &no_points,
    &bad_threshold};

}  // namespace kjede::road::codes
