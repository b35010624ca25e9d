#pragma once
// A copy of tests/base in a scratch folder that is the current one, so that messages name files as a user there would.

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "kjede/testing/golden.hpp"

namespace kjede::catalog {

inline const std::filesystem::path tests_folder = std::filesystem::path(KJEDE_ROOM_DIR) / "tests";

class Scratch {
 public:
  explicit Scratch(const std::string& name) : before_(std::filesystem::current_path()) {
    folder_ = std::filesystem::temp_directory_path() / ("kjede-catalog-" + name + "-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    std::filesystem::copy(tests_folder / "base", folder_ / "catalog", std::filesystem::copy_options::recursive);
    std::filesystem::current_path(folder_);
  }
  Scratch(const Scratch&) = delete;
  ~Scratch() {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(folder_);
  }

  // Replaces one text in one file of the copy; it must be there.
  void edit(const std::string& file, const std::string& from, const std::string& to) const {
    auto text = testing::read_file("catalog/" + file);
    const auto at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("no '" + from + "' in " + file);
    std::ofstream("catalog/" + file, std::ios::binary) << text.replace(at, from.size(), to);
  }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream("catalog/" + file, std::ios::binary) << text;
  }

 private:
  std::filesystem::path before_;
  std::filesystem::path folder_;
};

}  // namespace kjede::catalog
