#pragma once
// Compare text with a file that was reviewed by a person. A mismatch writes <file>.actual beside it; a missing
// file is a failure too (expectations are written by hand or by KJEDE_UPDATE_GOLDEN=1, never by CI).

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace kjede::testing {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline void expect_golden(const std::string& actual, const std::filesystem::path& path) {
  if (std::getenv("KJEDE_UPDATE_GOLDEN") != nullptr && std::getenv("CI") == nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  const bool exists = std::filesystem::exists(path);
  const std::string expected = exists ? read_file(path) : "";
  if (exists && actual == expected) return;
  std::ofstream(path.string() + ".actual", std::ios::binary) << actual;
  ADD_FAILURE() << (exists ? "differs from " : "no expectation at ") << path << "; wrote " << path.filename()
                << ".actual beside it";
}

}  // namespace kjede::testing
