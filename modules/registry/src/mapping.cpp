#include "kjede/registry/mapping.hpp"

#include <fmt/format.h>

#include <charconv>

#include "kjede/base/time.hpp"
#include "kjede/registry/codes.hpp"
#include "time_format.hpp"
#include "value_rule.hpp"
#include "yaml_fields.hpp"

namespace kjede::registry {
namespace {

using text::YamlNode;

Named named(const YamlNode& node) { return {node.scalar, node.span}; }

class MappingReader {
 public:
  base::Result<Mapping> read(const YamlNode& root) {
    YamlFields fields(root, "a mapping",
                      {"mapping", "register", "source", "records", "delimiter", "encoding", "time", "time zone",
                       "decimal", "missing", "keep", "variables", "ignore"},
                      problems_);
    mapping_.name = fields.text("mapping");
    mapping_.register_id = fields.text("register");
    mapping_.record_path = fields.text("records");
    mapping_.time_format = time_format(fields);
    mapping_.time_zone = time_zone(fields);
    mapping_.decimal = decimal(fields);
    read_source(fields);
    if (const auto* missing = fields.get("missing")) {
      for (const auto& value : rules_.list(fields, *missing)) mapping_.missing.push_back(value.name);
    }
    if (const auto* keep = fields.get("keep")) read_keep(*keep);
    if (const auto* ignore = fields.get("ignore")) mapping_.ignore = rules_.list(fields, *ignore);
    read_variables(fields, root);
    if (!problems_.empty()) return base::fail(std::move(problems_));
    return std::move(mapping_);
  }

 private:
  std::optional<std::string> time_format(YamlFields& fields) {
    const auto* node = fields.get("time");
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
    if (node->scalar == ",") return text::DecimalMark::comma;
    if (node->scalar != ".") fields.refuse(*node, "'decimal' is \",\" or \".\"");
    return text::DecimalMark::point;
  }

  void read_source(YamlFields& fields) {
    if (const auto* format = fields.get("source")) {
      const std::map<std::string, SourceFormat> formats = {{"csv", SourceFormat::csv},
                                                           {"ndjson", SourceFormat::ndjson},
                                                           {"xml", SourceFormat::xml},
                                                           {"parquet", SourceFormat::parquet}};
      const auto found = formats.find(format->scalar);
      if (found == formats.end())
        fields.refuse(*format, "'source' is csv, ndjson, xml or parquet");
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

  void read_keep(const YamlNode& node) {
    if (!node.is_sequence()) return mapping_.keep.push_back(rules_.condition(node));
    for (const auto& item : node.items) mapping_.keep.push_back(rules_.condition(item));
  }

  void read_variables(YamlFields& fields, const YamlNode& root) {
    const auto* node = fields.get("variables");
    if (node == nullptr) return fields.refuse(root, "the mapping has no 'variables'");
    for (const auto& [target, rule] : node->entries) {
      ColumnRule column;
      column.target = named(target);
      if (rule.is_scalar())
        column.value.from.push_back(named(rule));
      else
        read_rule(rule, column);
      mapping_.columns.push_back(std::move(column));
    }
    if (!node->is_mapping() || node->entries.empty())
      fields.refuse(*node, "'variables' names variables and where they come from");
  }

  void read_rule(const YamlNode& node, ColumnRule& rule) {
    auto keys = ValueRuleReader::keys();
    keys.insert(keys.end(), {"time", "time zone", "decimal", "scale", "plus", "age at"});
    YamlFields fields(node, fmt::format("'{}'", rule.target.name), keys, problems_);
    rule.value = rules_.read(node, fields);
    rule.time_format = time_format(fields);
    rule.time_zone = time_zone(fields);
    rule.decimal = decimal(fields);
    if (const auto* scale = fields.get("scale")) rule.scale = number(fields, *scale);
    if (const auto* plus = fields.get("plus")) read_plus(*plus, rule);
    if (const auto* age = fields.get("age at")) rule.age_at = named(*age);
  }

  double number(YamlFields& fields, const YamlNode& node) {
    double value = 1;
    const auto& text = node.scalar;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) fields.refuse(node, "a number is expected here");
    return value;
  }

  void read_plus(const YamlNode& node, ColumnRule& rule) {
    YamlFields fields(node, "plus", {"from", "unit"}, problems_);
    const std::map<std::string, double> seconds = {{"s", 1}, {"min", 60}, {"h", 3600}, {"days", 86400}};
    if (const auto* column = fields.get("from"))
      rule.plus = named(*column);
    else
      fields.refuse(node, "'plus' needs 'from', a column");
    const auto* unit = fields.get("unit");
    const auto found = unit != nullptr ? seconds.find(unit->scalar) : seconds.end();
    if (found == seconds.end())
      fields.refuse(unit != nullptr ? *unit : node, "'unit' is s, min, h or days");
    else
      rule.plus_seconds = found->second;
  }

  Mapping mapping_;
  base::Diagnostics problems_;
  ValueRuleReader rules_{problems_};
};

}  // namespace

base::Result<Mapping> load_mapping(text::SourceFilePtr file) {
  KJEDE_ASSIGN(const auto root, text::parse_yaml(std::move(file)));
  return MappingReader().read(root);
}

}  // namespace kjede::registry
