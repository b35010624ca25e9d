// Where a piece of a scalar's text stands in the file: both are walked side by side.

#include <algorithm>
#include <charconv>

#include "kjede/text/source.hpp"
#include "kjede/text/utf8.hpp"
#include "kjede/text/yaml.hpp"

namespace kjede::text {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t offset_of(const base::SourceSpan& span) {
  const std::string& text = span.file->text;
  std::size_t offset = 0;
  for (int line = 1; line < span.line; ++line) {
    const auto end = text.find('\n', offset);
    if (end == std::string::npos) return text.size();
    offset = end + 1;
  }
  for (int column = 1; column < span.column && offset < text.size(); ++column) next_code_point(text, offset);
  return offset;
}

struct Escape {
  std::size_t written;   // bytes in the file
  std::size_t produced;  // bytes in the scalar
};

// The escape at `source`, which starts with a backslash (YAML 1.1 §5.6).
Escape escape_at(std::string_view source) {
  const char kind = source.size() > 1 ? source[1] : '\\';
  const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
  if (digits > 0) {
    unsigned value = 0;
    const std::string_view hex = source.substr(2, digits);
    std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
    std::string encoded;
    append_code_point(value, encoded);
    return {2 + hex.size(), encoded.size()};
  }
  if (kind == 'N' || kind == '_') return {2, 2};
  if (kind == 'L' || kind == 'P') return {2, 3};
  return {2, is_blank(kind) && kind != ' ' && kind != '\t' ? std::size_t{0} : std::size_t{1}};
}

// Moves through the file in step with the scalar's text. Blanks that folding or indentation added are skipped.
class Walker {
 public:
  Walker(std::string_view source, std::string_view scalar) : source_(source), scalar_(scalar) {
    style_ = source.empty() ? ' ' : source.front();
    if (style_ == '"' || style_ == '\'') at_ = 1;
    if (style_ == '|' || style_ == '>') at_ = std::min(source.find('\n'), source.size() - 1) + 1;
  }

  // The offset in the file of the scalar's byte `target`.
  std::size_t advance_to(std::size_t target) {
    while (read_ < target && at_ < source_.size()) step();
    skip_what_only_the_file_has();
    return at_;
  }
  // The offset just past the scalar's byte `target - 1`.
  std::size_t end_of(std::size_t target) {
    while (read_ < target && at_ < source_.size()) step();
    return at_;
  }

 private:
  void skip_what_only_the_file_has() {
    if (read_ >= scalar_.size() || is_blank(scalar_[read_])) return;
    while (at_ < source_.size() && is_blank(source_[at_])) ++at_;
  }
  void step() {
    skip_what_only_the_file_has();
    if (at_ >= source_.size()) return;
    if (style_ == '"' && source_[at_] == '\\') {
      const Escape escape = escape_at(source_.substr(at_));
      at_ = std::min(source_.size(), at_ + escape.written);
      read_ += escape.produced;
      return;
    }
    const bool doubled = style_ == '\'' && source_.substr(at_).starts_with("''");
    // A line break that folding turned into a blank, or a blank that has no counterpart: both move on.
    const bool file_only = is_blank(source_[at_]) && !is_blank(scalar_[read_]);
    at_ += doubled ? 2 : 1;
    if (!file_only) ++read_;
  }

  std::string_view source_;
  std::string_view scalar_;
  char style_ = ' ';
  std::size_t at_ = 0;
  std::size_t read_ = 0;
};

}  // namespace

base::SourceSpan span_in(const YamlNode& node, std::size_t begin, std::size_t end) {
  if (!node.span.file || !node.is_scalar()) return node.span;
  end = std::min(end, node.scalar.size());
  begin = std::min(begin, end);
  const std::size_t start = offset_of(node.span);
  const std::string_view source = std::string_view(node.span.file->text).substr(start);
  Walker walker(source, node.scalar);
  const std::size_t first = walker.advance_to(begin);
  const std::size_t last = begin == end ? first : walker.end_of(end);
  return SourceIndex(node.span.file).span(start + first, start + last);
}

}  // namespace kjede::text
