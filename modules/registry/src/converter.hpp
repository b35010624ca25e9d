#pragma once
// One text of a file to one value of a variable.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kjede/base/value.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/text/csv.hpp"
#include "problem.hpp"
#include "time_format.hpp"
#include "zone_cache.hpp"

namespace kjede::registry {

struct ConverterOptions {
  std::optional<TimeFormat> time_format;
  std::shared_ptr<ZoneCache> zone;
  text::DecimalMark decimal = text::DecimalMark::none_seen;  // point and comma are binding; else both are read
  double scale = 1.0;
  bool warn_of_persons = false;  // an identity number in a text is a warning, not a reject
};

class Converter {
 public:
  Converter(const catalog::Variable& variable, const catalog::Units& units, ConverterOptions options)
      : variable_(&variable), units_(&units), options_(std::move(options)) {}

  // Puts the value, or a problem. `text` is not empty.
  void convert(std::string_view text, base::Value& out, Problems& problems);
  const catalog::Variable& variable() const { return *variable_; }

 private:
  void text(std::string_view text, base::Value& out, Problems& problems) const;
  void code(std::string_view text, base::Value& out, Problems& problems);
  void unit(std::string_view text, base::Value& out, Problems& problems);
  void integer(std::string_view text, base::Value& out, Problems& problems) const;
  void number(std::string_view text, base::Value& out, Problems& problems) const;
  void calendar(std::string_view text, base::Value& out, Problems& problems);
  std::optional<double> parse_number(std::string_view text, Problems& problems) const;
  bool in_range(double value, Problems& problems) const;
  std::optional<std::string> code_by_label(std::string_view text) const;
  void refuse(Problems& problems, const base::Code& code, catalog::Label value_class, catalog::Label reason,
              catalog::Label advice) const;

  const catalog::Variable* variable_;
  const catalog::Units* units_;
  ConverterOptions options_;
  std::map<std::string, const catalog::Unit*, std::less<>> known_units_;
  std::map<std::string, std::string, std::less<>> known_labels_;
};

// Assigns text without giving up the memory the value already has.
void assign_text(base::Value& out, std::string_view text);

}  // namespace kjede::registry
