#include "kjede/registry/mapping.hpp"

#include <fmt/format.h>

#include <charconv>

#include "kjede/base/time.hpp"
#include "kjede/registry/codes.hpp"
#include "time_format.hpp"
#include "yaml_fields.hpp"

namespace kjede::registry {
namespace {

using text::YamlNode;

Named named(const YamlNode& node) { return {node.scalar, node.span}; }

class MappingReader {
 public:
  base::Result<Mapping> read(const YamlNode& root) {
    YamlFields fields(root, "a mapping",
                      {"mapping", "register", "source", "time format", "time zone", "decimal", "missing", "only",
                       "columns", "ignore"},
                      problems_);
    mapping_.name = fields.text("mapping");
    mapping_.register_id = fields.text("register");
    mapping_.time_format = time_format(fields);
    mapping_.time_zone = time_zone(fields);
    mapping_.decimal = decimal(fields);
    if (const auto* source = fields.get("source")) read_source(*source);
    if (const auto* missing = fields.get("missing")) {
      for (const auto& value : list(fields, *missing)) mapping_.missing.push_back(value.name);
    }
    if (const auto* only = fields.get("only")) read_filters(fields, *only);
    if (const auto* ignore = fields.get("ignore")) mapping_.ignore = list(fields, *ignore);
    if (const auto* columns = fields.get("columns"))
      read_columns(fields, *columns);
    else
      fields.refuse(root, "the mapping has no 'columns'");
    if (!problems_.empty()) return base::fail(std::move(problems_));
    return std::move(mapping_);
  }

 private:
  std::optional<std::string> time_format(YamlFields& fields) {
    const auto* node = fields.get("time format");
    if (node == nullptr) return std::nullopt;
    std::string why;
    if (!TimeFormat::compile(node->scalar, why)) fields.refuse(*node, why, "for example \"%d.%m.%Y %H:%M\"");
    return node->scalar;
  }

  std::optional<std::string> time_zone(YamlFields& fields) {
    const auto* node = fields.get("time zone");
    if (node == nullptr) return std::nullopt;
    if (!base::TimeZone::find(node->scalar)) {
      fields.refuse(*node, fmt::format("there is no time zone '{}'", node->scalar),
                    "write an IANA name such as Europe/Oslo");
    }
    return node->scalar;
  }

  text::DecimalMark decimal(YamlFields& fields) {
    const auto* node = fields.get("decimal");
    if (node == nullptr) return text::DecimalMark::none_seen;
    if (node->scalar == "comma") return text::DecimalMark::comma;
    if (node->scalar != "point") fields.refuse(*node, "'decimal' is comma or point");
    return text::DecimalMark::point;
  }

  // One text, or a sequence of texts.
  std::vector<Named> list(YamlFields& fields, const YamlNode& node) {
    if (node.is_scalar()) return {named(node)};
    std::vector<Named> out;
    for (const auto& item : node.items) {
      if (item.is_scalar())
        out.push_back(named(item));
      else
        fields.refuse(item, "a text is expected here");
    }
    if (node.is_mapping()) fields.refuse(node, "a text or a list of texts is expected here");
    return out;
  }

  void read_source(const YamlNode& node) {
    YamlFields fields(node, "source", {"format", "delimiter", "encoding", "record"}, problems_);
    mapping_.record_path = fields.text("record");
    if (const auto* format = fields.get("format")) {
      const std::map<std::string, SourceFormat> formats = {{"csv", SourceFormat::csv},
                                                           {"ndjson", SourceFormat::ndjson},
                                                           {"xml", SourceFormat::xml},
                                                           {"parquet", SourceFormat::parquet}};
      const auto found = formats.find(format->scalar);
      if (found == formats.end())
        fields.refuse(*format, "'format' is csv, ndjson, xml or parquet");
      else
        mapping_.format = found->second;
    }
    if (const auto* delimiter = fields.get("delimiter")) {
      if (delimiter->scalar == "tab")
        mapping_.csv.delimiter = '\t';
      else if (delimiter->scalar.size() == 1)
        mapping_.csv.delimiter = delimiter->scalar[0];
      else
        fields.refuse(*delimiter, "'delimiter' is one character, or tab");
    }
    if (const auto* encoding = fields.get("encoding")) {
      if (encoding->scalar == "utf-8")
        mapping_.csv.encoding = text::Encoding::utf8;
      else if (encoding->scalar == "latin-1" || encoding->scalar == "windows-1252")
        mapping_.csv.encoding = text::Encoding::windows_1252;
      else
        fields.refuse(*encoding, "'encoding' is utf-8, latin-1 or windows-1252");
    }
  }

  void read_filters(YamlFields& fields, const YamlNode& node) {
    for (const auto& [column, values] : node.entries) {
      Mapping::Filter filter{named(column), {}};
      for (const auto& value : list(fields, values)) filter.values.push_back(value.name);
      mapping_.only.push_back(std::move(filter));
    }
    if (!node.is_mapping()) fields.refuse(node, "'only' names columns and the values they must have");
  }

  void read_columns(YamlFields& fields, const YamlNode& node) {
    for (const auto& [target, rule] : node.entries) {
      ColumnRule column;
      column.target = named(target);
      if (rule.is_scalar())
        column.from.push_back(named(rule));
      else
        read_rule(rule, column);
      mapping_.columns.push_back(std::move(column));
    }
    if (!node.is_mapping() || node.entries.empty())
      fields.refuse(node, "'columns' names variables and where they come from");
  }

  void read_rule(const YamlNode& node, ColumnRule& rule) {
    YamlFields fields(
        node, fmt::format("column '{}'", rule.target.name),
        {"from", "join", "first of", "constant", "row number", "strip", "codes", "units", "otherwise",
         "missing reasons", "present", "absent", "time format", "time zone", "decimal", "scale", "plus", "age at"},
        problems_);
    read_form(fields, node, rule);
    rule.strip = fields.text("strip");
    for (const char* key : {"codes", "units"}) {
      if (const auto* table = fields.get(key)) rule.codes = translation(fields, *table);
    }
    if (const auto* otherwise = fields.get("otherwise")) rule.otherwise = named(*otherwise);
    if (const auto* reasons = fields.get("missing reasons")) rule.missing_reasons = translation(fields, *reasons);
    if (fields.get("present") != nullptr) rule.present = fields.text("present");
    if (fields.get("absent") != nullptr) rule.absent = fields.text("absent");
    rule.time_format = time_format(fields);
    rule.time_zone = time_zone(fields);
    rule.decimal = decimal(fields);
    if (const auto* scale = fields.get("scale")) rule.scale = number(fields, *scale);
    if (const auto* plus = fields.get("plus")) read_plus(*plus, rule);
    if (const auto* age = fields.get("age at")) rule.age_at = named(*age);
  }

  void read_form(YamlFields& fields, const YamlNode& node, ColumnRule& rule) {
    const auto* from = fields.get("from");
    const auto* first_of = fields.get("first of");
    const auto* constant = fields.get("constant");
    const auto* row_number = fields.get("row number");
    const int ways = (from != nullptr) + (first_of != nullptr) + (constant != nullptr) + (row_number != nullptr);
    if (ways != 1) fields.refuse(node, "exactly one of 'from', 'first of', 'constant' and 'row number' is needed");
    if (from != nullptr) {
      rule.from = list(fields, *from);
      if (fields.get("join") != nullptr) rule.join_with = fields.text("join");
      rule.form = rule.from.size() > 1 ? ColumnRule::Form::join : ColumnRule::Form::copy;
    } else if (first_of != nullptr) {
      rule.from = list(fields, *first_of);
      rule.form = ColumnRule::Form::first_of;
    } else if (constant != nullptr) {
      rule.constant = fields.text("constant");
      rule.form = ColumnRule::Form::constant;
    } else if (row_number != nullptr) {
      rule.form = ColumnRule::Form::row_number;
    }
  }

  Translation translation(YamlFields& fields, const YamlNode& node) {
    Translation table;
    for (const auto& [key, value] : node.entries) {
      if (!value.is_scalar()) fields.refuse(value, "a code is expected here");
      table.emplace(key.scalar, named(value));
    }
    if (!node.is_mapping()) fields.refuse(node, "a table of codes is expected here");
    return table;
  }

  double number(YamlFields& fields, const YamlNode& node) {
    double value = 1;
    const auto& text = node.scalar;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) fields.refuse(node, "a number is expected here");
    return value;
  }

  void read_plus(const YamlNode& node, ColumnRule& rule) {
    YamlFields fields(node, "plus", {"column", "unit"}, problems_);
    const std::map<std::string, double> seconds = {{"s", 1}, {"min", 60}, {"h", 3600}, {"days", 86400}};
    if (const auto* column = fields.get("column"))
      rule.plus = named(*column);
    else
      fields.refuse(node, "'plus' needs a column");
    const auto* unit = fields.get("unit");
    const auto found = unit != nullptr ? seconds.find(unit->scalar) : seconds.end();
    if (found == seconds.end())
      fields.refuse(unit != nullptr ? *unit : node, "'unit' is s, min, h or days");
    else
      rule.plus_seconds = found->second;
  }

  Mapping mapping_;
  base::Diagnostics problems_;
};

}  // namespace

base::Result<Mapping> load_mapping(text::SourceFilePtr file) {
  KJEDE_ASSIGN(const auto root, text::parse_yaml(std::move(file)));
  return MappingReader().read(root);
}

}  // namespace kjede::registry
