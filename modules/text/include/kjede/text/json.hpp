#pragma once
// JSON documents: parsed with a place for each error, written the same byte for byte every time (members in the
// order they were added, doubles in the shortest form that reads back the same).
//
//   KJEDE_ASSIGN(auto document, text::parse_json(file));
//   out = text::to_text(document);

#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "kjede/base/result.hpp"

namespace kjede::text {

using Json = nlohmann::ordered_json;

inline constexpr std::size_t json_depth_limit = 128;

// Fails on a breach of syntax (with its place), a key that stands twice in one object, bytes that are not UTF-8 and
// nesting deeper than json_depth_limit.
base::Result<Json> parse_json(std::shared_ptr<const base::SourceFile> file);

// `indent` < 0: on one line. Ends with a line end unless on one line. NaN and infinities become null; bytes that are
// not UTF-8 become U+FFFD.
std::string to_text(const Json& json, int indent = 2);

}  // namespace kjede::text
