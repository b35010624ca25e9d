#pragma once
// Flattens one JSON object with simdjson's on-demand parser.

#include <simdjson.h>

#include <string>
#include <string_view>

#include "kjede/text/ndjson.hpp"

namespace kjede::text {

struct FlattenProblem {
  const base::Code* code = nullptr;
  std::string what;
};

class JsonFlattener {
 public:
  explicit JsonFlattener(const NdjsonOptions& options) : options_(options) {}
  // `line` must be followed by SIMDJSON_PADDING readable bytes. The fields point into the flattener.
  std::optional<FlattenProblem> flatten(std::string_view line, std::vector<JsonField>& fields);

 private:
  using Value = simdjson::ondemand::value;
  bool value(Value v, std::size_t depth);
  bool object(simdjson::ondemand::object object, std::size_t depth);
  bool array(simdjson::ondemand::array array, std::size_t depth);
  bool leaf(JsonField::Kind kind, std::string_view text);
  bool number(Value& v);
  bool failed(simdjson::error_code error);
  bool refuse(const base::Code& code, std::string what);
  bool distinct(std::vector<std::string_view>& keys);

  struct Place {
    std::size_t offset;
    std::size_t length;
  };

  NdjsonOptions options_;
  simdjson::ondemand::parser parser_;
  std::string path_;
  std::string paths_;  // all paths of a record, one after the other
  std::vector<Place> places_;
  std::vector<JsonField>* fields_ = nullptr;
  std::optional<FlattenProblem> problem_;
};

}  // namespace kjede::text
