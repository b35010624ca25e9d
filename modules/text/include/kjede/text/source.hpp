#pragma once
// Files read whole, and places in them. For definitions and small inputs; data files are streamed (csv.hpp).
//
//   KJEDE_ASSIGN(auto file, text::read_source("catalog/ros.yaml"));

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::text {

using SourceFilePtr = std::shared_ptr<const base::SourceFile>;

inline constexpr std::size_t default_source_limit = std::size_t{16} << 20;  // bytes

// The file's bytes as they are. Fails when absent, a folder, not readable, or longer than `limit` bytes.
base::Result<SourceFilePtr> read_source(const std::filesystem::path& path, std::size_t limit = default_source_limit);

// Text that does not come from a file; `name` is shown in messages.
SourceFilePtr make_source(std::string name, std::string text);

// Turns byte offsets of one file into spans; lines and columns from 1, columns in code points.
class SourceIndex {
 public:
  explicit SourceIndex(SourceFilePtr file);
  base::SourceSpan span(std::size_t begin, std::size_t end) const;  // offsets past the end mean the end

 private:
  void place(std::size_t offset, int& line, int& column) const;

  SourceFilePtr file_;
  std::vector<std::size_t> line_starts_;
};

}  // namespace kjede::text
