#include "kjede/base/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "kjede/base/result.hpp"

namespace kjede::base {
namespace {

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "error";
}

std::string_view line_of(const SourceFile& file, int line) {
  std::string_view rest = file.text;
  for (int i = 1; i < line; ++i) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

// The blanks that stand under the first `columns` code points of a line: tabs stay tabs, so that carets line up.
std::string indent_under(std::string_view line, int columns) {
  std::string blanks;
  int seen = 0;
  for (const char byte : line) {
    if (starts_code_point(byte) && seen++ == columns) break;
    if (starts_code_point(byte)) blanks += byte == '\t' ? '\t' : ' ';
  }
  while (seen++ < columns) blanks += ' ';
  return blanks;
}

int code_points(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), starts_code_point));
}

std::string excerpt(const SourceSpan& span) {
  const auto line = line_of(*span.file, span.line);
  const int available = std::max(1, code_points(line) - span.column + 1);
  const int wanted = span.end_line == span.line ? span.end_column - span.column : available;
  const std::string carets(static_cast<std::size_t>(std::clamp(wanted, 1, available)), '^');
  return fmt::format("{:>4} | {}\n     | {}{}", span.line, line, indent_under(line, span.column - 1), carets);
}

}  // namespace

bool has_error(std::span<const Diagnostic> diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string render(const Diagnostic& d) {
  const bool placed = d.span.file != nullptr && d.span.line > 0;
  std::string text;
  if (placed)
    text = fmt::format("{}:{}:{}: ", d.span.file->path, d.span.line, d.span.column);
  else if (d.span.file != nullptr)
    text = d.span.file->path + ": ";
  text += fmt::format("{}[{}]: {}\n", name_of(d.severity), d.code, d.message);
  if (placed) {
    text += excerpt(d.span);
    text += d.suggestion.empty() ? "\n" : " " + d.suggestion + "\n";
  } else if (!d.suggestion.empty()) {
    text += "  = " + d.suggestion + "\n";
  }
  for (const auto& note : d.notes) text += "  = " + note + "\n";
  return text;
}

std::string render(std::span<const Diagnostic> diagnostics) {
  std::string text;
  for (const auto& diagnostic : diagnostics) text += render(diagnostic);
  return text;
}

std::string_view nearest(std::string_view word, std::span<const std::string> candidates) {
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const auto& candidate : candidates) {
    std::vector<std::size_t> row(candidate.size() + 1);
    std::iota(row.begin(), row.end(), 0U);
    for (std::size_t i = 0; i < word.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i + 1;
      for (std::size_t j = 0; j < candidate.size(); ++j) {
        const std::size_t change = diagonal + (word[i] == candidate[j] ? 0 : 1);
        diagonal = row[j + 1];
        row[j + 1] = std::min({change, row[j] + 1, diagonal + 1});
      }
    }
    if (row.back() < best_distance) {
      best_distance = row.back();
      best = candidate;
    }
  }
  return best;
}

Unexpected fail(const Code& code, std::string message, std::string suggestion) {
  return fail(code, std::move(message), SourceSpan{}, std::move(suggestion));
}

Unexpected fail(const Code& code, std::string message, SourceSpan span, std::string suggestion) {
  Diagnostic diagnostic;
  diagnostic.code = code.id;
  diagnostic.message = std::move(message);
  diagnostic.span = std::move(span);
  diagnostic.suggestion = std::move(suggestion);
  return {{std::move(diagnostic)}};
}

}  // namespace kjede::base
