#pragma once
// What went wrong, where, and what to do about it. Every message a person sees is one of these.
//
//   return base::fail(codes::unknown_key, "unknown key 'wher' in denominator", span, "did you mean 'where'?");

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kjede::base {

// A text that spans point into: a definition file, an expression on the command line.
struct SourceFile {
  std::string path;  // as the user wrote it; shown in messages
  std::string text;
};

// Half-open range of a SourceFile; lines and columns count from 1, columns in code points. No file: no place.
struct SourceSpan {
  std::shared_ptr<const SourceFile> file;
  int line = 0;
  int column = 0;
  int end_line = 0;
  int end_column = 0;
};

// A stable error code (KJ0107) with what it means and how to mend it; docs/reference/errors.md is made from these.
// Ranges: 00 base, 01 text, 02 catalog, 03 expressions, 04 store, 05 registry, 06 measure, 07 publish, 08 stats,
// 09 service and the command, 11 road, 12 dispatch, 13 sim, 14 planning, 15 server.
struct Code {
  std::string_view id;
  std::string_view title;
  std::string_view explanation;
};

enum class Severity { error, warning, note };

struct Diagnostic {
  std::string_view code;  // Code::id
  Severity severity = Severity::error;
  std::string message;
  SourceSpan span;
  std::vector<std::string> notes;
  std::string suggestion;  // what to do; empty if nothing better than the message can be said
};

using Diagnostics = std::vector<Diagnostic>;

bool has_error(std::span<const Diagnostic> diagnostics);

// file:line:column: error[KJ0107]: message, the line with a caret, the suggestion.
std::string render(const Diagnostic& diagnostic);
std::string render(std::span<const Diagnostic> diagnostics);

// The candidate nearest to `word` by edit distance, if near enough to be a slip of the hand; else empty.
std::string_view nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace kjede::base
