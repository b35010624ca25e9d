// Tables of population and of rates by age.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "kjede/planning/codes.hpp"
#include "kjede/planning/demand_projection.hpp"
#include "kjede/text/csv.hpp"
#include "kjede/text/keys.hpp"

namespace kjede::planning {
namespace {

using text::CsvReader;
using text::CsvRow;

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// The year in a column's name: four digits that stand alone and begin with 19 or 20.
std::optional<int> year_in(std::string_view name) {
  for (std::size_t i = 0; i + 4 <= name.size(); ++i) {
    const auto part = name.substr(i, 4);
    const bool alone = (i == 0 || !digit(name[i - 1])) && (i + 4 == name.size() || !digit(name[i + 4]));
    if (!alone || !std::all_of(part.begin(), part.end(), digit)) continue;
    int year = 0;
    std::from_chars(part.data(), part.data() + 4, year);
    if (year >= 1900 && year < 2100) return year;
  }
  return std::nullopt;
}

std::optional<double> non_negative_in(std::string_view text) {
  const auto value = text::number_in(text);
  return value && *value >= 0.0 ? value : std::nullopt;
}

// "17", "17 years", "105 years or older": the number it begins with.
std::optional<int> leading_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

// "Trondheim (-2017)" says until when the number was in use: Statistics Norway's way. Other words in brackets stay.
std::string without_years(std::string name) {
  const auto open = name.rfind(" (");
  if (open == std::string::npos || !name.ends_with(')')) return name;
  const auto inside = std::string_view(name).substr(open + 2, name.size() - open - 3);
  const bool years = std::ranges::all_of(inside, [](char c) { return digit(c) || c == '-'; });
  if (years && inside.find('-') != std::string_view::npos) name.resize(open);
  return name;
}

class Faults {
 public:
  void add(std::string message, std::string suggestion) {
    if (++count_ <= most)
      found_.push_back(
          {codes::bad_population.id, base::Severity::error, std::move(message), {}, {}, std::move(suggestion)});
  }
  void add(const base::Diagnostic& problem) { found_.push_back(problem); }
  bool any() const { return !found_.empty(); }
  base::Unexpected fail() {
    if (count_ > most) found_.back().notes.push_back(fmt::format("and {} more", count_ - most));
    return base::fail(std::move(found_));
  }

 private:
  static constexpr std::size_t most = 20;
  base::Diagnostics found_;
  std::size_t count_ = 0;
};

struct Columns {
  std::optional<std::size_t> name, code, year, persons, age, age_from, age_to;
  std::vector<std::pair<std::size_t, int>> years;  // wide
};

Columns columns_of(const std::vector<std::string>& header) {
  Columns out;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto name = lower(header[i]);
    if (name.starts_with("kommunenr") || name == "code")
      out.code = i;
    else if (name == "municipality" || name == "kommune" || name == "region")
      out.name = i;
    else if (name == "year")
      out.year = i;
    else if (name == "persons")
      out.persons = i;
    else if (name == "age")
      out.age = i;
    else if (name == "age_from")
      out.age_from = i;
    else if (name == "age_to")
      out.age_to = i;
    else if (const auto year = year_in(name))
      out.years.emplace_back(i, *year);
  }
  return out;
}

class PopulationReader {
 public:
  void read(const std::string& path, base::Result<CsvReader> file) {
    if (!file) {
      for (const auto& problem : file.error()) faults_.add(problem);
      return;
    }
    path_ = path;
    columns_ = columns_of(file->header());
    const bool is_long = columns_.year && columns_.persons;
    if ((!columns_.name && !columns_.code) || (!is_long && columns_.years.empty())) {
      faults_.add(fmt::format("'{}' is no table of population", path),
                  "give it municipality,year,persons, or municipality and a column a year");
      return;
    }
    for (CsvRow row; file->next(row);) {
      if (row.problem)
        faults_.add(*row.problem);
      else
        read_row(row, is_long);
    }
  }

  base::Result<std::vector<MunicipalPopulation>> take() {
    if (faults_.any()) return faults_.fail();
    for (auto& one : found_) {
      std::erase_if(one.total, [](const auto& year) { return year.second == 0.0; });
      std::erase_if(one.ages, [](const auto& year) { return nobody(year.second); });
    }
    return std::move(found_);
  }

 private:
  // A number that was not in use: tables over many years give it 0 persons of every age.
  static bool nobody(const Ages& ages) {
    return std::ranges::all_of(ages, [](double persons) { return persons == 0.0; });
  }

  static std::string_view cell(const CsvRow& row, const std::optional<std::size_t>& column) {
    return column && *column < row.fields.size() ? row.fields[*column] : std::string_view();
  }

  MunicipalPopulation& municipality(const CsvRow& row) {
    std::string code(cell(row, columns_.code));
    std::string name(cell(row, columns_.name));
    const auto blank = name.find(' ');
    if (code.empty() && blank == 4 && std::all_of(name.begin(), name.begin() + 4, digit)) {  // "0101 Halden"
      code = name.substr(0, 4);
      name = name.substr(5);
    }
    name = without_years(std::move(name));
    const auto key = code.empty() ? name : code;
    const auto [place, is_new] = index_.try_emplace(key, found_.size());
    if (is_new) found_.push_back({code, name, {}, {}});
    return found_[place->second];
  }

  void read_row(const CsvRow& row, bool is_long) {
    auto& at = municipality(row);
    if (is_long) {
      const auto year = leading_number(cell(row, columns_.year));
      if (!year)
        faults_.add(fmt::format("'{}', row {}: the year cannot be read", path_, row.row), "write 2016");
      else
        add(at, row, *year, cell(row, columns_.persons));
      return;
    }
    for (const auto& [column, year] : columns_.years) add(at, row, year, cell(row, column));
  }

  void add(MunicipalPopulation& at, const CsvRow& row, int year, std::string_view text) {
    if (text.empty() || text == "." || text == "..") return;
    const auto persons = non_negative_in(text);
    if (!persons) {
      faults_.add(fmt::format("'{}', row {}: the number of persons cannot be read", path_, row.row),
                  "write a number, and leave the cell empty where it is not known");
      return;
    }
    const bool by_age = columns_.age || columns_.age_from;
    const auto from = leading_number(cell(row, columns_.age ? columns_.age : columns_.age_from));
    if (!by_age || (!from && cell(row, columns_.age ? columns_.age : columns_.age_from).empty())) {
      at.total[year] = *persons;
      return;
    }
    if (!from) {
      faults_.add(fmt::format("'{}', row {}: the age cannot be read", path_, row.row), "write 17 or \"17 years\"");
      return;
    }
    const auto to = columns_.age ? from : leading_number(cell(row, columns_.age_to));
    spread(at.ages[year], *from, to.value_or(static_cast<int>(oldest_age)), *persons);
  }

  // Bands of years are spread evenly.
  static void spread(Ages& ages, int from, int to, double persons) {
    const auto first = std::clamp<int>(from, 0, oldest_age), last = std::clamp<int>(to, first, oldest_age);
    for (int a = first; a <= last; ++a) ages[static_cast<std::size_t>(a)] += persons / (last - first + 1);
  }

  std::string path_;
  Columns columns_;
  std::vector<MunicipalPopulation> found_;
  std::map<std::string, std::size_t> index_;
  Faults faults_;
};

base::Result<std::vector<AgeRate>> rates_in(const std::string& path, CsvReader& file) {
  const auto& header = file.header();
  const auto column = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
  };
  const auto priority = column("priority"), from = column("age_from"), to = column("age_to"), rate = column("per_1000");
  if (std::max({priority, from, to, rate}) == header.size()) {
    return base::fail(codes::bad_population, fmt::format("'{}' is no table of rates", path),
                      "give it priority,age_from,age_to,per_1000");
  }
  std::vector<AgeRate> out;
  Faults faults;
  for (CsvRow row; file.next(row);) {
    if (row.problem) {
      faults.add(*row.problem);
      continue;
    }
    const auto cell = [&](std::size_t at) { return at < row.fields.size() ? row.fields[at] : std::string_view(); };
    const auto low = leading_number(cell(from)), high = leading_number(cell(to));
    const auto value = non_negative_in(cell(rate));
    if (!low || !value || (!high && !cell(to).empty())) {
      faults.add(fmt::format("'{}', row {}: an age or the rate cannot be read", path, row.row),
                 "write acute,67,79,85.5; leave age_to empty for and older");
      continue;
    }
    out.push_back({std::string(cell(priority)), *low, high.value_or(static_cast<int>(oldest_age)), *value});
  }
  if (faults.any()) return faults.fail();
  return out;
}

}  // namespace

base::Result<std::vector<MunicipalPopulation>> read_population(const std::vector<std::string>& files) {
  PopulationReader reader;
  for (const auto& file : files) reader.read(file, CsvReader::open(file));
  return reader.take();
}

base::Result<std::vector<MunicipalPopulation>> read_population_text(const std::string& name, std::string text) {
  PopulationReader reader;
  reader.read(name, CsvReader::from_text(name, std::move(text)));
  return reader.take();
}

base::Result<std::vector<AgeRate>> read_rates(const std::string& path) {
  KJEDE_ASSIGN(auto file, CsvReader::open(path));
  return rates_in(path, file);
}

base::Result<std::vector<AgeRate>> read_rates_text(const std::string& name, std::string text) {
  KJEDE_ASSIGN(auto file, CsvReader::from_text(name, std::move(text)));
  return rates_in(name, file);
}

}  // namespace kjede::planning
