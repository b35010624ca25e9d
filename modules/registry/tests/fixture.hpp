#pragma once
// A small register, a store in memory, and files that last for a test.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "kjede/catalog/parse.hpp"
#include "kjede/registry/import.hpp"
#include "kjede/text/source.hpp"

namespace kjede::registry {

inline catalog::Variable variable(std::string name, catalog::VariableType type, bool required = false) {
  catalog::Variable made;
  made.label = {"nb " + name, "en " + name};
  made.name = std::move(name);
  made.type = type;
  made.required = required;
  return made;
}

inline catalog::Unit unit(std::string id, std::string kind, catalog::Label name, std::string alias = {}) {
  catalog::Unit made;
  made.id = std::move(id);
  made.kind = std::move(kind);
  made.parent = made.kind == "nation" ? "" : "no";
  made.name = std::move(name);
  if (!alias.empty()) made.aliases.push_back(std::move(alias));
  return made;
}

inline catalog::Units some_units() {
  auto old = unit("old", "hospital", {"Gamle sykehus", "Old hospital"});
  old.opened = base::make_date(2010, 1, 1);
  old.closed = base::make_date(2020, 12, 31);
  return catalog::Units({{"nation", {}, {}}, {"hospital", {}, {}}},
                        {unit("no", "nation", {"Nasjonalt", "National"}),
                         unit("oslo", "hospital", {"Oslo sykehus", "Oslo hospital"}, "OUS"), old});
}

inline catalog::Catalog small_catalog() {
  using catalog::VariableType;
  catalog::Catalog made;
  made.units = some_units();
  catalog::Register reg;
  reg.id = "trial";
  reg.key = "event";
  reg.date = "day";
  reg.time_zone = "Europe/Oslo";
  reg.identifier = "national_id";
  reg.person_name = "patient";
  reg.test_persons = true;
  reg.variables = {variable("event", VariableType::text, true), variable("day", VariableType::date, true),
                   variable("called", VariableType::time),      variable("arrived", VariableType::time),
                   variable("age", VariableType::integer),      variable("lactate", VariableType::number),
                   variable("hospital", VariableType::unit),    variable("cpr", VariableType::code),
                   variable("note", VariableType::text)};
  reg.variables[4].min = 0;
  reg.variables[4].max = 120;
  reg.variables[6].unit_kind = "hospital";
  reg.variables[7].codes = {
      {"yes", {"Ja", "Yes"}, false}, {"no", {"Nei", "No"}, false}, {"unknown", {"Ukjent", "Unknown"}, true}};
  const auto rule = [&](std::string id, const std::string& text, bool rejects, std::string message) {
    const catalog::Scope scope{&reg, &made.units, nullptr, nullptr, nullptr};
    auto tree =
        catalog::parse_expression(text, catalog::place_in_text("rule", text), scope, catalog::Wanted::condition);
    EXPECT_TRUE(tree) << (tree ? "" : base::render(tree.error()));
    catalog::RecordRule made_rule;
    made_rule.id = std::move(id);
    made_rule.holds = *tree;
    made_rule.rejects = rejects;
    made_rule.message.en = std::move(message);
    return made_rule;
  };
  reg.rules = {rule("in_order", "called <= arrived", true, "the ambulance arrived before the call"),
               rule("slow", "minutes from called to arrived < 120 min", false, "more than two hours to the scene")};
  made.registers.push_back(std::move(reg));
  return made;
}

class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("kjede-registry-" + std::to_string(::getpid()) + "-" + std::to_string(count()++))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  std::string at(const std::string& name) const { return (path_ / name).string(); }
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path_ / name, std::ios::binary).rdbuf();
    return text.str();
  }

 private:
  static int& count() {
    static int n = 0;
    return n;
  }
  std::filesystem::path path_;
};

class ImportTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = store::open_records({":memory:", "", store::Mode::read_write, {}});
    ASSERT_TRUE(opened) << base::render(opened.error());
    store_ = std::move(opened).value();
  }

  base::Result<ImportReport> import_files(const std::vector<std::string>& files) {
    base::NoProgress progress;
    options_.rejects = folder_.at("rejects.csv");
    options_.language = language_;
    options_.recorded = base::Instant(std::chrono::hours(24 * 365 * 55 + clock_++));
    return import_records(catalog_, catalog_.registers[0], files, options_, *store_, progress);
  }
  ImportReport import_text(const std::string& text, const std::string& name = "in.csv") {
    auto report = import_files({folder_.write(name, text)});
    EXPECT_TRUE(report) << (report ? "" : base::render(report.error()));
    return report ? *report : ImportReport{};
  }
  std::string refusal(const std::string& text, const std::string& name = "in.csv") {
    const auto path = folder_.write(name, text);
    const auto report = import_files({path});
    if (report) return "no error";
    std::string said = base::render(report.error());
    for (auto at = said.find(path); at != std::string::npos; at = said.find(path)) said.replace(at, path.size(), name);
    return said;
  }
  void map(const std::string& yaml) {
    auto mapping = load_mapping(text::make_source("m.yaml", yaml));
    ASSERT_TRUE(mapping) << base::render(mapping.error());
    options_.mapping = *mapping;
  }
  // field code reason, one a line, in the order of the rejects file
  std::string rejects() const {
    std::string out;
    std::istringstream lines(folder_.read("rejects.csv"));
    std::string line;
    std::getline(lines, line);
    const std::string folder = folder_.at("");
    while (std::getline(lines, line)) out += (line.starts_with(folder) ? line.substr(folder.size()) : line) + "\n";
    return out;
  }
  // Current rows, one a line, in the order of their keys.
  std::string stored(const std::string& columns) {
    auto table =
        store_->database().query("select " + columns + " from " + store::table_of("trial") + " where " +
                                 store::current_at(store_->batch_at(std::nullopt).value()) + " order by record_key");
    if (!table) return base::render(table.error());
    std::string out;
    for (const auto& row : table->rows) {
      for (const auto& cell : row) out += "[" + text_of(cell) + "]";
      out += "\n";
    }
    return out;
  }
  static std::string text_of(const base::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value)) return std::to_string(*real);
    if (const auto* date = std::get_if<base::Date>(&value)) return base::to_string(*date);
    if (const auto* time = std::get_if<base::Instant>(&value)) return base::to_string(*time);
    return "";
  }

  Folder folder_;
  catalog::Catalog catalog_ = small_catalog();
  ImportOptions options_;
  std::unique_ptr<store::RecordStore> store_;
  int clock_ = 0;
  std::string language_ = "en";
};

}  // namespace kjede::registry
