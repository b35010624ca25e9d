#include "load_tests.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/catalog/codes.hpp"
#include "test_cells.hpp"

namespace kjede::catalog {
namespace {

struct Word {
  std::string text;
  std::size_t begin;
  std::size_t end;
};

// The words of one line; quoted ones may hold spaces.
std::vector<Word> words_of(std::string_view text, std::size_t begin, std::size_t end) {
  std::vector<Word> words;
  while (begin < end) {
    if (text[begin] == ' ' || text[begin] == '\t' || text[begin] == '\r') {
      ++begin;
      continue;
    }
    const bool quoted = text[begin] == '\'' || text[begin] == '"';
    auto stop = quoted ? text.find(text[begin], begin + 1) : text.find_first_of(" \t\r\n", begin);
    stop = std::min(stop, end);
    const auto first = begin + (quoted ? 1 : 0);
    words.push_back({std::string(text.substr(first, stop - first)), begin, std::min(stop + (quoted ? 1 : 0), end)});
    begin = words.back().end;
  }
  return words;
}

class TestReader {
 public:
  TestReader(const Register& reg, const Indicator& indicator, Loading& loading)
      : reg_(reg), indicator_(indicator), loading_(loading) {}

  std::optional<TestCase> read(const text::YamlNode& node) {
    Fields fields(node, "a test", loading_.problems);
    TestCase test;
    test.span = node.span;
    defaults();
    if (const auto* given = fields.mapping("given")) read_given(*given);
    fields.required("rows");
    if (const auto* rows = fields.scalar("rows")) read_rows(*rows, test);
    fields.required("expect");
    if (const auto* expect = fields.mapping("expect")) read_expect(*expect, test);
    fields.finish();
    return test;
  }

 private:
  std::size_t index_of(const Variable& variable) const {
    return static_cast<std::size_t>(&variable - reg_.variables.data());
  }

  // One test unit, 2024-01-01.
  void defaults() {
    given_.assign(reg_.variables.size(), base::Value());
    person_.clear();
    const auto* unit = reg_.find(indicator_.unit_variable);
    const auto units = unit == nullptr ? std::vector<const Unit*>() : loading_.catalog.units.of_kind(unit->unit_kind);
    if (!units.empty()) given_[index_of(*unit)] = units.front()->id;
    if (const auto* date = reg_.find(reg_.date)) {
      if (auto value = read_cell(date->type == VariableType::time ? "12:00" : "2024-01-01", *date, reg_,
                                 loading_.catalog.units)) {
        given_[index_of(*date)] = *std::move(value);
      }
    }
  }

  bool is_person(std::string_view column) const {
    return !reg_.identifier.empty() && (column == "person" || column == reg_.identifier);
  }

  const Variable* column(const std::string& name, const base::SourceSpan& span) {
    const auto* found = reg_.find(name);
    if (found != nullptr) return found;
    Words names;
    for (const auto& variable : reg_.variables) names.push_back(variable.name);
    if (!reg_.identifier.empty()) names.push_back(reg_.identifier);
    loading_.problems.error(codes::test_rows, span, fmt::format("register '{}' has no variable '{}'", reg_.id, name),
                            did_you_mean(name, names));
    return nullptr;
  }

  void set(std::vector<base::Value>& record, const Variable& variable, std::string_view text,
           const base::SourceSpan& span) {
    auto value = read_cell(text, variable, reg_, loading_.catalog.units);
    if (value) {
      record[index_of(variable)] = *std::move(value);
      return;
    }
    for (auto problem : value.error()) {
      problem.span = span;
      loading_.problems.add({problem});
    }
  }

  void read_given(const text::YamlNode& node) {
    for (const auto& [key, value] : node.entries) {
      if (is_person(key.scalar)) {
        person_ = value.scalar == "-" ? "" : value.scalar;
      } else if (const auto* variable = column(key.scalar, key.span)) {
        set(given_, *variable, value.scalar, value.span);
      }
    }
  }

  void read_rows(const text::YamlNode& node, TestCase& test) {
    const std::string_view text = node.scalar;
    std::vector<Word> header;
    for (std::size_t begin = 0; begin < text.size();) {
      const auto end = std::min(text.size(), text.find('\n', begin));
      auto words = words_of(text, begin, end);
      const std::string line(text.substr(begin, end - begin));
      begin = end + 1;
      if (words.empty()) continue;
      if (header.empty()) {
        header = std::move(words);
        if (!read_header(header, node)) return;
      } else {
        read_row(words, line, header, node, test);
      }
    }
    if (test.records.empty() && header.empty())
      loading_.problems.error(codes::test_rows, node.span, "the test has no rows", "write a header line and values");
  }

  bool read_header(const std::vector<Word>& header, const text::YamlNode& node) {
    columns_.clear();
    for (const auto& word : header) {
      columns_.push_back(is_person(word.text) ? nullptr : column(word.text, text::span_in(node, word.begin, word.end)));
      if (columns_.back() == nullptr && !is_person(word.text)) return false;
    }
    return true;
  }

  void read_row(const std::vector<Word>& words, const std::string& line, const std::vector<Word>& header,
                const text::YamlNode& node, TestCase& test) {
    const auto span = text::span_in(node, words.front().begin, words.back().end);
    if (words.size() != header.size()) {
      loading_.problems.error(codes::test_rows, span,
                              fmt::format("the row has {} values, the header {}", words.size(), header.size()),
                              "write - for a missing value, and quote text with spaces");
      return;
    }
    TestRecord record{given_, person_, line, span};
    if (const auto* key = reg_.find(reg_.key)) {
      const auto number = static_cast<std::int64_t>(test.records.size() + 1);
      record.values[index_of(*key)] =
          key->type == VariableType::integer ? base::Value(number) : base::Value(fmt::format("{}", number));
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (columns_[i] == nullptr)
        record.person = words[i].text == "-" ? "" : words[i].text;
      else
        set(record.values, *columns_[i], words[i].text, text::span_in(node, words[i].begin, words[i].end));
    }
    test.records.push_back(std::move(record));
  }

  Words expectable() const {
    Words keys{"numerator", "denominator", "value", "excluded", "relevant", "goal_level"};
    for (const int percentile : indicator_.percentiles) keys.push_back(fmt::format("p{}", percentile));
    for (const auto& exclusion : indicator_.exclude) keys.push_back("excluded." + exclusion.id);
    for (const auto& variable : reg_.variables) {
      keys.push_back("excluded." + variable.name);
      keys.push_back("unknown." + variable.name);
    }
    return keys;
  }

  void read_expect(const text::YamlNode& node, TestCase& test) {
    const auto keys = expectable();
    for (const auto& [key, value] : node.entries) {
      if (std::find(keys.begin(), keys.end(), key.scalar) == keys.end()) {
        const auto near = did_you_mean(key.scalar, keys);
        loading_.problems.error(codes::test_expectation, key.span,
                                fmt::format("nothing to expect is called '{}'", key.scalar),
                                near.empty() ? "expect numerator, denominator, value, excluded, goal_level, p50, "
                                               "excluded.<reason>, unknown.<variable>"
                                             : near);
      } else if (!is_expectation(key.scalar, value.scalar)) {
        loading_.problems.error(
            codes::test_expectation, value.span, fmt::format("'{}' cannot be expected of {}", value.scalar, key.scalar),
            key.scalar == "goal_level" ? "write green, yellow, red or -" : "write a number, or - for none");
      } else {
        test.expect.push_back({key.scalar, value.scalar, value.span});
      }
    }
    if (node.entries.empty())
      loading_.problems.error(codes::test_expectation, node.span, "the test expects nothing",
                              "write expect: {numerator: 1, denominator: 2}");
  }

  static bool is_expectation(std::string_view key, std::string_view value) {
    if (value == "-") return true;
    if (key == "goal_level") return value == "green" || value == "yellow" || value == "red";
    if (value.ends_with(" %")) value.remove_suffix(2);
    return decimal_number(value).has_value();
  }

  const Register& reg_;
  const Indicator& indicator_;
  Loading& loading_;
  std::vector<base::Value> given_;
  std::string person_;
  std::vector<const Variable*> columns_;
};

}  // namespace

void read_tests(Fields& fields, const Register& reg, Indicator& indicator, Loading& loading) {
  TestReader reader(reg, indicator, loading);
  for (const auto* node : fields.nodes("tests")) {
    if (auto test = reader.read(*node)) indicator.tests.push_back(*std::move(test));
  }
  if (fields.node().find("tests") == nullptr) {
    loading.problems.warning(codes::no_tests, indicator.span,
                             fmt::format("indicator '{}' has no test rows", indicator.id),
                             "add tests: with rows and the answer you expect");
  }
}

}  // namespace kjede::catalog
