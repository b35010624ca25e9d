#pragma once
// One empty store for each test and adapter, for tests of rooms above store. PostgreSQL: a schema of its own on the
// server of KJEDE_TEST_POSTGRES; without that variable its tests skip.
//
//   class ImportTest : public kjede::testing::StoreTest {};           // location_, folder_, db()
//   TEST_P(ImportTest, …) { … }
//   KJEDE_BOTH_ADAPTERS(ImportTest);

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "kjede/store/database.hpp"

namespace kjede::testing {

// "CODE: message" of the first diagnostic, with the suggestion after "; ".
template <class T>
std::string said(const base::Result<T>& result) {
  if (result) return "ok";
  const auto& first = result.error().front();
  return std::string(first.code) + ": " + first.message + (first.suggestion.empty() ? "" : "; " + first.suggestion);
}

inline std::filesystem::path fresh_folder() {
  auto pattern = (std::filesystem::temp_directory_path() / "kjede-store-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) std::abort();
  return pattern;
}

class StoreTest : public ::testing::TestWithParam<store::Dialect> {
 protected:
  void SetUp() override {
    if (GetParam() == store::Dialect::duckdb) {
      location_ = folder_ / "register.kjede";
      return;
    }
    const char* server = std::getenv("KJEDE_TEST_POSTGRES");
    if (server == nullptr) GTEST_SKIP() << "KJEDE_TEST_POSTGRES is not set; scripts/with-postgres sets it";
    server_ = server;
    schema_ = "t" + folder_.filename().string();
    std::erase(schema_, '-');
    std::transform(schema_.begin(), schema_.end(), schema_.begin(), [](unsigned char c) { return std::tolower(c); });
    run_on_server("create schema " + ::kjede::store::quoted(schema_));
    const auto separator = server_.find('?') == std::string::npos ? "?" : "&";
    location_ = server_ + separator + "options=-csearch_path%3D" + schema_;
  }
  void TearDown() override {
    database_.reset();
    if (!schema_.empty()) run_on_server("drop schema if exists " + ::kjede::store::quoted(schema_) + " cascade");
    std::filesystem::remove_all(folder_);
  }
  store::Database& db() {
    if (!database_) {
      auto opened = store::open(location_, store::Mode::read_write);
      if (!opened) throw std::runtime_error(said(opened));
      database_ = *std::move(opened);
    }
    return *database_;
  }
  void run_on_server(const std::string& sql) {
    auto server = store::open(server_, store::Mode::read_write);
    ASSERT_EQ(said(server), "ok");
    ASSERT_EQ(said((*server)->execute(sql)), "ok");
  }

  std::filesystem::path folder_ = fresh_folder();
  std::string location_;
  std::string server_;
  std::string schema_;
  std::unique_ptr<store::Database> database_;
};

inline std::string adapter_name(const ::testing::TestParamInfo<store::Dialect>& info) {
  return info.param == store::Dialect::duckdb ? "duckdb" : "postgres";
}

#define KJEDE_BOTH_ADAPTERS(suite)                                                                                \
  INSTANTIATE_TEST_SUITE_P(Store, suite,                                                                          \
                           ::testing::Values(::kjede::store::Dialect::duckdb, ::kjede::store::Dialect::postgres), \
                           ::kjede::testing::adapter_name)

}  // namespace kjede::testing
