// Unit kinds, unit tables and population tables.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kjede/catalog/codes.hpp"
#include "kjede/text/csv.hpp"
#include "kjede/text/source.hpp"
#include "loading.hpp"

namespace kjede::catalog {
namespace {

namespace fs = std::filesystem;

const Words unit_columns{"id",         "kind",  "parent", "name",   "name_en",
                         "short_name", "orgnr", "opened", "closed", "aliases"};
const Words population_columns{"unit", "year", "sex", "age_from", "age_to", "persons"};

std::vector<std::size_t> line_starts(std::string_view text) {
  std::vector<std::size_t> starts{0, 0};  // lines count from 1
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') starts.push_back(i + 1);
  }
  return starts;
}

// The place of one field in a row that stands on one line; rows with line breaks inside quotes: the line's begin.
base::SourceSpan field_span(const text::SourceFilePtr& file, std::size_t line_start, std::uint64_t line,
                            std::size_t index, char delimiter) {
  std::string_view rest = std::string_view(file->text).substr(line_start);
  rest = rest.substr(0, rest.find_first_of("\r\n"));
  int column = 1;
  int begin = 1;
  std::size_t field = 0;
  bool quoted = false;
  for (const char c : rest) {
    if (c == '"') quoted = !quoted;
    if (c == delimiter && !quoted) {
      if (field == index) break;
      ++field;
      begin = column + 1;
    }
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++column;
  }
  const auto row = static_cast<int>(line);
  return {file, row, begin, row, std::max(column, begin + 1)};
}

// One table: its columns by name, and rows whose cells know their place.
class Table {
 public:
  Table(const fs::path& path, const Words& known, const Words& needed, bool others_allowed, Loading& loading)
      : loading_(loading) {
    auto file = text::read_source(path, std::size_t{64} << 20);
    if (!file) {
      loading.problems.add(file.error());
      return;
    }
    file_ = *file;
    lines_ = line_starts(file_->text);
    auto reader = text::CsvReader::from_text(file_->path, file_->text);
    if (!reader) {
      loading.problems.add(reader.error());
      return;
    }
    reader_.emplace(*std::move(reader));
    for (const auto& column : needed) check_column(column);
    if (!others_allowed) check_columns(known);
  }

  bool next() {
    while (good_ && reader_ && reader_->next(row_)) {
      if (!row_.problem) return true;
      loading_.problems.add({*row_.problem});
    }
    return false;
  }

  std::string cell(std::string_view column) const {
    const auto index = index_of(column);
    return index < row_.fields.size() ? std::string(row_.fields[index]) : std::string();
  }
  base::SourceSpan span(std::string_view column) const { return place(row_.line, index_of(column)); }
  const std::vector<std::string>& header() const { return reader_->header(); }

 private:
  base::SourceSpan place(std::uint64_t line, std::size_t field) const {
    return field_span(file_, lines_[std::min<std::size_t>(line, lines_.size() - 1)], line, field,
                      reader_->dialect().delimiter);
  }
  std::size_t index_of(std::string_view column) const {
    const auto& names = reader_->header();
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), column) - names.begin());
  }
  void check_column(const std::string& column) {
    if (index_of(column) < reader_->header().size()) return;
    good_ = false;
    loading_.problems.error(codes::unit_table, {file_, 1, 1, 1, 2}, fmt::format("column '{}' is missing", column),
                            "add it to the header line");
  }
  void check_columns(const Words& known) {
    for (std::size_t i = 0; i < header().size(); ++i) {
      if (std::find(known.begin(), known.end(), header()[i]) != known.end()) continue;
      const auto near = did_you_mean(header()[i], known);
      loading_.problems.error(codes::unit_table, place(1, i), fmt::format("unknown column '{}'", header()[i]),
                              near.empty() ? fmt::format("known here: {}", joined(known)) : near);
    }
  }

  Loading& loading_;
  text::SourceFilePtr file_;
  std::vector<std::size_t> lines_;
  std::optional<text::CsvReader> reader_;
  text::CsvRow row_;
  bool good_ = true;
};

Words parted(std::string_view text) {
  Words parts;
  while (!text.empty()) {
    const auto end = text.find('|');
    auto part = text.substr(0, end);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

std::optional<base::Date> date_cell(const Table& table, std::string_view column, Loading& loading) {
  const auto text = table.cell(column);
  if (text.empty()) return std::nullopt;
  const auto date = base::parse_date(text);
  if (!date)
    loading.problems.error(codes::unit_table, table.span(column), fmt::format("'{}' is no date", text),
                           "write 2024-01-31");
  return date;
}

// standards.md §1: weights 3 2 7 6 5 4 3 2 1, sum divisible by 11.
bool is_organisation_number(std::string_view text) {
  constexpr std::array<int, 9> weights{3, 2, 7, 6, 5, 4, 3, 2, 1};
  if (text.size() != weights.size()) return false;
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    sum += weights[i] * (text[i] - '0');
  }
  return sum % 11 == 0;
}

void check_unit(const Table& table, const Unit& unit, Loading& loading) {
  if (!unit.orgnr.empty() && !is_organisation_number(unit.orgnr)) {
    loading.problems.error(codes::organisation_number, table.span("orgnr"),
                           fmt::format("organisation number of '{}' fails its check digit", unit.id),
                           "look it up in Enhetsregisteret");
  }
  if (unit.opened && unit.closed && *unit.closed < *unit.opened) {
    loading.problems.error(codes::opened_closed, table.span("closed"),
                           fmt::format("'{}' closed before it opened", unit.id),
                           fmt::format("opened {}", base::to_string(*unit.opened)));
  }
}

bool has_needed(const Table& table, Loading& loading) {
  bool complete = true;
  for (const auto column : {"id", "kind", "name"}) {
    if (!table.cell(column).empty()) continue;
    loading.problems.error(codes::unit_table, table.span(column), fmt::format("a unit without {}", column),
                           "fill the cell");
    complete = false;
  }
  return complete;
}

Unit unit_of(const Table& table, Loading& loading) {
  Unit unit;
  unit.id = table.cell("id");
  unit.kind = table.cell("kind");
  unit.parent = table.cell("parent");
  const auto english = table.cell("name_en");
  unit.name = {table.cell("name"), english.empty() ? table.cell("name") : english};
  unit.short_name = table.cell("short_name").empty() ? unit.name.nb : table.cell("short_name");
  unit.orgnr = table.cell("orgnr");
  unit.aliases = parted(table.cell("aliases"));
  unit.opened = date_cell(table, "opened", loading);
  unit.closed = date_cell(table, "closed", loading);
  for (const auto& column : table.header()) {
    const bool attribute = std::find(unit_columns.begin(), unit_columns.end(), column) == unit_columns.end();
    if (attribute && !table.cell(column).empty()) unit.attributes[column] = table.cell(column);
  }
  return unit;
}

void read_kind(const text::YamlNode& key, const text::YamlNode& value, Loading& loading, std::vector<UnitKind>& kinds) {
  if (!check_name(key, "unit kind", loading.problems) || !claim(loading, "unit kind " + key.scalar, key.span)) return;
  Fields fields(value, fmt::format("unit kind '{}'", key.scalar), loading.problems);
  UnitKind kind{key.scalar, {fields.required_text("nb"), fields.required_text("en")}, {}};
  kind.plural = fields.node().find("plural") == nullptr ? kind.name : fields.label("plural");
  fields.find("plural");
  fields.finish();
  kinds.push_back(std::move(kind));
}

void read_attribute(const text::YamlNode& key, const text::YamlNode& value, Loading& loading) {
  if (!check_name(key, "unit attribute", loading.problems) || !claim(loading, "unit attribute " + key.scalar, key.span))
    return;
  Fields fields(value, fmt::format("unit attribute '{}'", key.scalar), loading.problems);
  UnitAttribute attribute{key.scalar, fields.required_label("name"), {}};
  if (const auto* values = fields.required("values")) attribute.values = read_codes(*values, loading);
  fields.finish();
  loading.catalog.unit_attributes.push_back(std::move(attribute));
}

std::optional<int> age_cell(const Table& table, std::string_view column, Loading& loading) {
  const auto text = table.cell(column);
  if (text.empty()) return -1;
  const auto age = whole_number(text);
  if (age && *age >= 0 && *age <= 150) return static_cast<int>(*age);
  loading.problems.error(codes::population, table.span(column), fmt::format("'{}' is no age", text),
                         "write whole years, or nothing for all ages");
  return std::nullopt;
}

std::optional<PopulationRow> population_row(const Table& table, Loading& loading) {
  PopulationRow row;
  const auto wrong = [&](std::string_view column, std::string message, std::string advice) {
    loading.problems.error(codes::population, table.span(column), std::move(message), std::move(advice));
    return std::nullopt;
  };
  row.unit = table.cell("unit");
  const auto year = whole_number(table.cell("year"));
  const auto persons = whole_number(table.cell("persons"));
  if (!year || *year < 1800 || *year > 2200)
    return wrong("year", fmt::format("'{}' is no year", table.cell("year")), "write 2024");
  if (!persons)
    return wrong("persons", fmt::format("'{}' is no number of persons", table.cell("persons")),
                 "write a whole number without spaces");
  if (*persons < 0) return wrong("persons", "a population cannot be negative", "correct the number");
  row.year = static_cast<int>(*year);
  row.persons = *persons;
  row.sex = table.cell("sex");
  if (!row.sex.empty() && row.sex != "male" && row.sex != "female") {
    return wrong("sex", fmt::format("'{}' is no sex of the population tables", row.sex),
                 "write male, female, or nothing for both");
  }
  const auto from = age_cell(table, "age_from", loading);
  const auto to = age_cell(table, "age_to", loading);
  if (!from || !to) return std::nullopt;
  row.age_from = *from;
  row.age_to = *to;
  if (row.age_to >= 0 && row.age_to < row.age_from)
    return wrong("age_to", "the age band ends before it begins", "write the lower age first");
  return row;
}

}  // namespace

void read_unit_table(const fs::path& path, Loading& loading, std::vector<Unit>& units) {
  Table table(path, unit_columns, {"id", "kind", "parent", "name"}, true, loading);
  while (table.next()) {
    if (!has_needed(table, loading)) continue;
    auto unit = unit_of(table, loading);
    check_unit(table, unit, loading);
    unit.span = table.span("id");
    if (claim(loading, "unit " + unit.id, unit.span)) units.push_back(std::move(unit));
  }
}

void read_population(const fs::path& path, Loading& loading) {
  Table table(path, population_columns, {"unit", "year", "persons"}, false, loading);
  while (table.next()) {
    const auto row = population_row(table, loading);
    if (!row) continue;
    const auto group =
        fmt::format("population of {} {} {} {} {}", row->unit, row->year, row->sex, row->age_from, row->age_to);
    const auto [place, first] = loading.places.emplace(group, table.span("unit"));
    if (!first) {
      loading.problems.error(codes::population, table.span("unit"),
                             fmt::format("the population of '{}' in {} stands twice", row->unit, row->year),
                             "take one away", {fmt::format("first at {}", at(place->second))});
    }
    loading.catalog.population.push_back(*row);
  }
}

void read_units(const text::YamlNode& node, const fs::path& folder, Loading& loading, std::vector<UnitKind>& kinds,
                std::vector<Unit>& units) {
  Fields fields(node, "a file of units", loading.problems);
  if (const auto* list = fields.mapping("unit kinds")) {
    for (const auto& [key, value] : list->entries) read_kind(key, value, loading, kinds);
  }
  if (const auto* list = fields.mapping("unit attributes")) {
    for (const auto& [key, value] : list->entries) read_attribute(key, value, loading);
  }
  for (const auto& table : fields.list("tables")) read_unit_table(folder / table, loading, units);
  for (const auto& table : fields.list("population")) read_population(folder / table, loading);
  fields.finish();
}

}  // namespace kjede::catalog
