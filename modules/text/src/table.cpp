#include "kjede/text/table.hpp"

#include <algorithm>
#include <numeric>

#include "kjede/text/utf8.hpp"

namespace kjede::text {
namespace {

constexpr std::string_view gap = "  ";
constexpr std::size_t narrowest = 8;

std::string without_controls(std::string_view text) {
  std::string clean;
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t c = next_code_point(text, offset);
    append_code_point(c < 0x20 || (c >= 0x7F && c < 0xA0) ? U' ' : c, clean);
  }
  return clean;
}

std::string cut(const std::string& text, std::size_t width) {
  if (display_width(text) <= width) return text;
  std::string out;
  std::size_t used = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t start = offset;
    next_code_point(text, offset);
    const std::string_view one = std::string_view(text).substr(start, offset - start);
    used += display_width(one);
    if (used + 1 > width) break;
    out += one;
  }
  return out + "…";
}

std::string_view start_of(Tone tone) {
  switch (tone) {
    case Tone::plain: return "";
    case Tone::green: return "\x1B[32m";
    case Tone::yellow: return "\x1B[33m";
    case Tone::red: return "\x1B[31m";
    case Tone::faint: return "\x1B[2m";
    case Tone::bold: return "\x1B[1m";
  }
  return "";
}

void put(std::string& line, const TableCell& cell, Align align, std::size_t width, bool colour) {
  const std::string text = align == Align::left ? cut(without_controls(cell.text), width) : without_controls(cell.text);
  const std::size_t used = display_width(text);
  const std::string blanks(used < width ? width - used : 0, ' ');
  if (align == Align::right) line += blanks;
  const bool toned = colour && cell.tone != Tone::plain;
  if (toned) line += start_of(cell.tone);
  line += text;
  if (toned) line += "\x1B[0m";
  if (align == Align::left) line += blanks;
}

void end_line(std::string& out, std::string& line) {
  line.erase(line.find_last_not_of(' ') + 1);
  out += line + "\n";
  line.clear();
}

}  // namespace

void Table::add(std::vector<TableCell> cells) {
  cells.resize(columns_.size(), TableCell(""));
  rows_.push_back(std::move(cells));
}

std::vector<std::size_t> Table::widths(const TableStyle& style) const {
  std::vector<std::size_t> width;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    std::size_t widest = display_width(columns_[c].title);
    for (const auto& row : rows_) widest = std::max(widest, display_width(without_controls(row[c].text)));
    width.push_back(widest);
  }
  const auto total = [&] {
    return std::accumulate(width.begin(), width.end(), gap.size() * (width.empty() ? 0 : width.size() - 1));
  };
  while (style.max_width > 0 && total() > style.max_width) {
    std::size_t widest = width.size();
    for (std::size_t c = 0; c < width.size(); ++c) {
      const bool may_shrink = columns_[c].align == Align::left && width[c] > narrowest;
      if (may_shrink && (widest == width.size() || width[c] > width[widest])) widest = c;
    }
    if (widest == width.size()) break;
    --width[widest];
  }
  return width;
}

std::string Table::render(const TableStyle& style) const {
  const auto width = widths(style);
  std::string out;
  std::string line;
  const auto row = [&](const auto& cell_of) {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (c > 0) line += gap;
      put(line, cell_of(c), columns_[c].align, width[c], style.colour);
    }
    end_line(out, line);
  };
  row([&](std::size_t c) { return TableCell(columns_[c].title, Tone::bold); });
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (c > 0) line += gap;
    for (std::size_t i = 0; i < width[c]; ++i) line += "─";
  }
  end_line(out, line);
  for (const auto& cells : rows_) row([&](std::size_t c) { return cells[c]; });
  return out;
}

}  // namespace kjede::text
