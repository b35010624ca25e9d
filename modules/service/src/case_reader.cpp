#include "case_reader.hpp"

#include <fmt/format.h>

#include <cmath>

#include "kjede/service/codes.hpp"

namespace kjede::service {
namespace {

const Json nothing;
const Json empty_array = Json::array();

bool is_whole(double value) { return value == std::floor(value) && std::abs(value) < 9e15; }

}  // namespace

CaseReader::CaseReader(const Json& object, std::string name) : object_(object), name_(std::move(name)) {}

bool CaseReader::has(const std::string& key) const { return object_.contains(key) && !object_.at(key).is_null(); }

const Json& CaseReader::member(const std::string& key) {
  if (has(key)) return object_.at(key);
  if (!object_.is_null()) fault(fmt::format("'{}' is missing", key));  // a missing object was said already
  return nothing;
}

const Json& CaseReader::array(const std::string& key) {
  const Json& value = member(key);
  if (value.is_array()) return value;
  if (!value.is_null()) fault(fmt::format("'{}' is not an array", key));
  return empty_array;
}

std::string CaseReader::text(const std::string& key) {
  const Json& value = member(key);
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_null()) fault(fmt::format("'{}' is not text", key));
  return {};
}

double CaseReader::number(const std::string& key, double fallback) {
  if (!has(key)) return fallback;
  if (object_.at(key).is_number()) return object_.at(key).get<double>();
  fault(fmt::format("'{}' is not a number", key));
  return fallback;
}

std::vector<std::optional<double>> CaseReader::optional_numbers(const std::string& key) {
  std::vector<std::optional<double>> values;
  for (const auto& value : array(key)) {
    values.push_back(number_of(value));
    if (values.back() || value.is_null()) continue;
    fault(fmt::format("'{}': entry {} is not a number", key, values.size()), "write a missing value as null");
  }
  return values;
}

std::vector<double> CaseReader::numbers(const std::string& key) {
  std::vector<double> values;
  for (const auto& value : array(key)) {
    const auto known = number_of(value);
    if (!known) fault(fmt::format("'{}': entry {} is not a number", key, values.size() + 1));
    values.push_back(known.value_or(0));
  }
  return values;
}

std::vector<std::int64_t> CaseReader::counts(const std::string& key) {
  std::vector<std::int64_t> values;
  for (const double value : numbers(key)) {
    if (!is_whole(value)) fault(fmt::format("'{}': entry {} is not a whole number", key, values.size() + 1));
    values.push_back(is_whole(value) ? static_cast<std::int64_t>(value) : 0);
  }
  return values;
}

std::vector<int> CaseReader::positions(const std::string& key) {
  std::vector<int> values;
  if (!has(key)) return values;
  const Json& given = object_.at(key);
  const auto add = [&](const Json& value) {
    if (value.is_number() && is_whole(value.get<double>()) && std::abs(value.get<double>()) < 1e9)
      values.push_back(value.get<int>());
    else
      fault(fmt::format("'{}' is not a list of whole numbers", key));
  };
  if (given.is_array())
    for (const auto& value : given) add(value);
  else
    add(given);
  return values;
}

void CaseReader::fault(std::string message, std::string suggestion) {
  faults_.push_back({codes::bad_case.id,
                     base::Severity::error,
                     fmt::format("{}: {}", name_, message),
                     {},
                     {},
                     std::move(suggestion)});
}

void CaseReader::faults(base::Diagnostics diagnostics) {
  for (auto& diagnostic : diagnostics) {
    diagnostic.message = fmt::format("{}: {}", name_, diagnostic.message);
    faults_.push_back(std::move(diagnostic));
  }
}

Json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  if (is_whole(value)) return static_cast<std::int64_t>(value);
  return value;
}

Json number(const std::optional<double>& value) { return value ? number(*value) : Json(nullptr); }

Json pair(const std::optional<stats::Interval>& interval) {
  if (!interval) return Json::array({nullptr, nullptr});
  return Json::array({number(interval->low), number(interval->high)});
}

std::optional<double> number_of(const Json& value) {
  if (value.is_number()) return value.get<double>();
  if (value.is_boolean()) return value.get<bool>() ? 1 : 0;
  return std::nullopt;
}

}  // namespace kjede::service
