#pragma once
// A store with the shipped catalog and what a test brings into it.

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "kjede/catalog/load.hpp"
#include "kjede/demo/csv.hpp"
#include "kjede/demo/scheme.hpp"
#include "kjede/service/aeds.hpp"
#include "kjede/service/responders.hpp"
#include "kjede/service/rules.hpp"
#include "kjede/testing/fresh_store.hpp"

namespace kjede::service {

inline const catalog::Catalog& shipped() {
  static const auto loaded = catalog::load(KJEDE_SOURCE_DIR "/catalog");
  EXPECT_TRUE(loaded) << (loaded ? "" : base::render(loaded.error()));
  return *loaded;
}

inline dispatch::RuleSet draft() {
  auto rules = load_rules(KJEDE_SOURCE_DIR "/catalog", "");
  EXPECT_TRUE(rules) << (rules ? "" : base::render(rules.error()));
  return *rules;
}

class SchemeStoreTest : public kjede::testing::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    auto opened = store::open_records({location_, (folder_ / "key").string(), store::Mode::read_write, {}});
    ASSERT_EQ(kjede::testing::said(opened), "ok");
    records_ = *std::move(opened);
  }
  void TearDown() override {
    records_.reset();
    StoreTest::TearDown();
  }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::string read(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(folder_ / name).rdbuf();
    return text.str();
  }

  // What import says: "2 new, 0 changed, 0 unchanged, 1 rejected" and then the reasons.
  std::string bring(const std::string& register_id, const std::string& path, base::Instant when) {
    base::NoProgress quiet;
    const auto done = import_records(shipped(), *records_,
                                     {.register_id = register_id,
                                      .files = {path},
                                      .mapping = {},
                                      .rejects = (folder_ / "rejects.csv").string(),
                                      .language = "en",
                                      .recorded = {}},
                                     when, quiet);
    if (!done) return base::render(done.error());
    const auto& b = done->batch;
    std::string out = std::to_string(b.created) + " new, " + std::to_string(b.changed) + " changed, " +
                      std::to_string(b.unchanged) + " unchanged, " + std::to_string(b.rejected) + " rejected";
    for (const auto& problem : done->problems)
      out += "; " + problem.code + " " + problem.field + ": " + problem.reason.en;
    return out;
  }

  // The synthetic scheme of a day, small.
  std::vector<demo::SchemeFault> bring_demonstration(base::Date day, bool faults = true) {
    demo::SchemeOptions options;
    options.day = day;
    options.faults = faults;
    options.aeds = 60;
    for (const auto& requirement : draft().requirements) {
      if (requirement.met == dispatch::Met::attested) options.attested.push_back(requirement.number);
    }
    demo::CsvFolder files((folder_ / "scheme").string());
    const auto made = demo::make_scheme(options, files);
    EXPECT_TRUE(made) << (made ? "" : base::render(made.error()));
    for (const auto& file : files.written()) bring(file.register_id, file.path, base::Instant(day));
    return made ? *made : std::vector<demo::SchemeFault>{};
  }

  std::unique_ptr<SchemeAnswer> lint(const LintQuery& query, base::Date now) {
    auto answer = lint_scheme(shipped(), *records_, draft(), query, base::Instant(now) + std::chrono::hours(12));
    EXPECT_EQ(kjede::testing::said(answer), "ok");
    return answer ? *std::move(answer) : nullptr;
  }

  std::unique_ptr<store::RecordStore> records_;
};

}  // namespace kjede::service
