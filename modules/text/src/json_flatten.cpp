#include "json_flatten.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/text/codes.hpp"

namespace kjede::text {

namespace ondemand = simdjson::ondemand;

std::optional<FlattenProblem> JsonFlattener::flatten(std::string_view line, std::vector<JsonField>& fields) {
  fields.clear();
  fields_ = &fields;
  places_.clear();
  paths_.clear();
  path_.clear();
  problem_.reset();
  ondemand::document document;
  ondemand::object root;
  const simdjson::padded_string_view padded(line.data(), line.size(), line.size() + simdjson::SIMDJSON_PADDING);
  if (const auto error = parser_.iterate(padded).get(document)) {
    failed(error);
  } else if (const auto not_object = document.get_object().get(root)) {
    if (not_object == simdjson::INCORRECT_TYPE)
      refuse(codes::json_record, "the line is not a JSON object");
    else
      failed(not_object);
  } else if (object(root, 1) && document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
    refuse(codes::json_record, "more than one value on the line");
  }
  for (std::size_t i = 0; i < places_.size(); ++i) {
    fields[i].path = std::string_view(paths_).substr(places_[i].offset, places_[i].length);
  }
  return std::move(problem_);
}

bool JsonFlattener::refuse(const base::Code& code, std::string what) {
  problem_ = FlattenProblem{&code, std::move(what)};
  return false;
}

bool JsonFlattener::failed(simdjson::error_code error) {
  const std::string_view text = simdjson::error_message(error);
  if (error == simdjson::UTF8_ERROR) return refuse(codes::bad_encoding, "bytes that are not UTF-8");
  if (error == simdjson::DEPTH_ERROR) return refuse(codes::json_limit, "nested too deep");
  return refuse(codes::json_syntax, fmt::format("not valid JSON ({})", text.substr(0, text.find_first_of(":."))));
}

bool JsonFlattener::leaf(JsonField::Kind kind, std::string_view text) {
  if (fields_->size() >= options_.fields) {
    return refuse(codes::json_limit, fmt::format("more than {} fields", options_.fields));
  }
  places_.push_back({paths_.size(), path_.size()});
  paths_ += path_;
  fields_->push_back({{}, text, kind});
  return true;
}

bool JsonFlattener::number(Value& v) {
  std::string_view written = v.raw_json_token();
  written = written.substr(0, written.find_last_not_of(" \t\r\n") + 1);
  double parsed = 0;
  if (const auto error = v.get_double().get(parsed)) return failed(error);
  return leaf(JsonField::Kind::number, written);
}

bool JsonFlattener::value(Value v, std::size_t depth) {
  if (depth > options_.depth)
    return refuse(codes::json_limit, fmt::format("nested deeper than {} levels", options_.depth));
  ondemand::json_type type{};
  if (const auto error = v.type().get(type)) return failed(error);
  switch (type) {
    case ondemand::json_type::object: {
      ondemand::object inner;
      if (const auto error = v.get_object().get(inner)) return failed(error);
      return object(inner, depth);
    }
    case ondemand::json_type::array: {
      ondemand::array inner;
      if (const auto error = v.get_array().get(inner)) return failed(error);
      return array(inner, depth);
    }
    case ondemand::json_type::string: {
      std::string_view text;
      if (const auto error = v.get_string().get(text)) return failed(error);
      return leaf(JsonField::Kind::text, text);
    }
    case ondemand::json_type::boolean: {
      bool truth = false;
      if (const auto error = v.get_bool().get(truth)) return failed(error);
      return leaf(JsonField::Kind::boolean, truth ? "true" : "false");
    }
    case ondemand::json_type::number: return number(v);
    case ondemand::json_type::null: break;
  }
  bool null = false;
  if (const auto error = v.is_null().get(null)) return failed(error);
  if (!null) return refuse(codes::json_syntax, "not valid JSON (a value that is no JSON value)");
  return leaf(JsonField::Kind::null, {});
}

bool JsonFlattener::distinct(std::vector<std::string_view>& keys) {
  std::sort(keys.begin(), keys.end());
  if (std::adjacent_find(keys.begin(), keys.end()) == keys.end()) return true;
  return refuse(codes::json_duplicate_key, "a key stands twice in one object");
}

bool JsonFlattener::object(ondemand::object object, std::size_t depth) {
  std::vector<std::string_view> keys;
  const std::size_t outer = path_.size();
  for (auto member : object) {
    ondemand::field field;
    if (const auto error = std::move(member).get(field)) return failed(error);
    std::string_view key;
    if (const auto error = field.unescaped_key().get(key)) return failed(error);
    keys.push_back(key);
    if (outer > 0) path_ += '.';
    path_ += key;
    if (!value(field.value(), depth + 1)) return false;
    path_.resize(outer);
  }
  return distinct(keys);
}

bool JsonFlattener::array(ondemand::array array, std::size_t depth) {
  const std::size_t outer = path_.size();
  std::size_t index = 0;
  for (auto item : array) {
    Value inner;
    if (const auto error = std::move(item).get(inner)) return failed(error);
    path_ += fmt::format("[{}]", index++);
    if (!value(inner, depth + 1)) return false;
    path_.resize(outer);
  }
  return true;
}

}  // namespace kjede::text
