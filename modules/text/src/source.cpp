#include "kjede/text/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "kjede/text/codes.hpp"

namespace kjede::text {
namespace {

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, Closer>;

base::Unexpected refuse(int error, const std::string& path) {
  if (error == ENOENT || error == ENOTDIR) {
    return base::fail(codes::file_absent, fmt::format("there is no file '{}'", path),
                      "check the name and the folder the command runs in");
  }
  return base::fail(codes::file_unreadable, fmt::format("cannot read '{}': {}", path, std::strerror(error)));
}

}  // namespace

base::Result<SourceFilePtr> read_source(const std::filesystem::path& path, std::size_t limit) {
  const std::string name = path.string();
  std::error_code status;
  if (std::filesystem::is_directory(path, status)) {
    return base::fail(codes::file_unreadable, fmt::format("'{}' is a folder, not a file", name));
  }
  const FileHandle file(std::fopen(name.c_str(), "rb"));
  if (!file) return refuse(errno, name);
  std::string text;
  constexpr std::size_t step = 65536;
  for (std::size_t got = step; got == step;) {
    const std::size_t before = text.size();
    text.resize(before + step);
    got = std::fread(text.data() + before, 1, step, file.get());
    text.resize(before + got);
    if (text.size() > limit) {
      return base::fail(codes::file_too_large, fmt::format("'{}' is larger than {} bytes", name, limit));
    }
  }
  if (std::ferror(file.get()) != 0) return refuse(errno, name);
  return make_source(name, std::move(text));
}

SourceFilePtr make_source(std::string name, std::string text) {
  return std::make_shared<const base::SourceFile>(base::SourceFile{std::move(name), std::move(text)});
}

SourceIndex::SourceIndex(SourceFilePtr file) : file_(std::move(file)), line_starts_{0} {
  const std::string& text = file_->text;
  for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', end + 1)) {
    line_starts_.push_back(end + 1);
  }
}

void SourceIndex::place(std::size_t offset, int& line, int& column) const {
  offset = std::min(offset, file_->text.size());
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto start = file_->text.begin() + static_cast<std::ptrdiff_t>(*(after - 1));
  const auto here = file_->text.begin() + static_cast<std::ptrdiff_t>(offset);
  line = static_cast<int>(after - line_starts_.begin());
  column = 1 + static_cast<int>(std::count_if(start, here, [](char c) { return (c & 0xC0) != 0x80; }));
}

base::SourceSpan SourceIndex::span(std::size_t begin, std::size_t end) const {
  base::SourceSpan span;
  span.file = file_;
  place(begin, span.line, span.column);
  place(std::max(begin, end), span.end_line, span.end_column);
  return span;
}

}  // namespace kjede::text
