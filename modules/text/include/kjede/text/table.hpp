#pragma once
// Tables for a terminal: numbers to the right, widths counted as the terminal counts them, no colour unless asked.
//
//   text::Table table({{"unit"}, {"n", text::Align::right}});
//   table.add({"Oslo", "12"}); out << table.render({.max_width = 100});

#include <cstddef>
#include <string>
#include <vector>

namespace kjede::text {

enum class Align { left, right };
enum class Tone { plain, green, yellow, red, faint, bold };

struct TableCell {
  std::string text;
  Tone tone = Tone::plain;
  TableCell(std::string t, Tone c = Tone::plain) : text(std::move(t)), tone(c) {}
  TableCell(const char* t, Tone c = Tone::plain) : text(t), tone(c) {}
};

struct TableColumn {
  std::string title;
  Align align = Align::left;
};

struct TableStyle {
  bool colour = false;
  std::size_t max_width = 0;  // columns of the terminal; 0: as wide as needed. Left-aligned cells are cut with …
};

class Table {
 public:
  explicit Table(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}
  void add(std::vector<TableCell> cells);  // missing cells are empty, superfluous ones are dropped
  std::size_t size() const { return rows_.size(); }
  // Control characters in cells become blanks, so that data cannot command the terminal.
  std::string render(const TableStyle& style = {}) const;

 private:
  std::vector<std::size_t> widths(const TableStyle& style) const;

  std::vector<TableColumn> columns_;
  std::vector<std::vector<TableCell>> rows_;
};

}  // namespace kjede::text
