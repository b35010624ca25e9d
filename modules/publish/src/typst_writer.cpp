#include <fmt/format.h>

#include <algorithm>

#include "kjede/publish/document.hpp"
#include "numbering.hpp"
#include "typst_style.hpp"

namespace kjede::publish {

namespace {

// A Typst string literal: nothing in it is markup.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\\' || c == '"') {
      out += '\\';
    }
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

const char* level_name(catalog::GoalLevel level) {
  return level == catalog::GoalLevel::green ? "green" : level == catalog::GoalLevel::yellow ? "yellow" : "red";
}

class TypstWriter {
 public:
  explicit TypstWriter(const Document& document) : document_(document) {}

  std::string write() {
    head();
    title_page();
    for (const auto& section : document_.sections) {
      turn(wide(section));
      write(section, 1);
    }
    return std::move(out_);
  }

 private:
  void head() {
    const auto date = std::chrono::year_month_day{document_.date};
    const auto& word = words(document_.language);
    out_ += fmt::format("#set document(title: {}, author: {}, date: datetime(year: {}, month: {}, day: {}))\n",
                        quoted(document_.title), quoted(document_.author), static_cast<int>(date.year()),
                        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    out_ += fmt::format("#set text(lang: {}{})\n", quoted(to_string(document_.language)),
                        document_.language == Language::nb ? ", region: \"NO\"" : "");
    out_ += fmt::format("#let running-title = {}\n#let footer-note = {}\n", quoted(document_.title),
                        quoted(document_.synthetic ? word.synthetic_long : ""));
    out_ += typst_style;
    if (!document_.compact) {
      out_ += "#show heading.where(level: 1): it => { pagebreak(weak: true); it }\n";
    }
  }

  void title_page() {
    out_ += document_.compact ? "#title()\n" : "#v(5cm)\n#title()\n";
    if (!document_.subtitle.empty()) {
      out_ += fmt::format("#text(size: 14pt, fill: rgb(\"#595959\"))[#{}]\n\n", quoted(document_.subtitle));
    }
    if (document_.synthetic) {
      out_ += fmt::format("#v(1em)\n#block(stroke: 1.2pt + rgb(\"#b77900\"), inset: 8pt, radius: 3pt)[#strong[#{}]]\n",
                          quoted(words(document_.language).synthetic_long));
    }
    out_ += document_.compact ? "" : "#v(2em)\n";
    for (const auto& fact : document_.facts) {
      out_ += fmt::format("#{}\n\n", quoted(fact));
    }
    if (document_.compact) {
      return;
    }
    out_ += fmt::format("#pagebreak()\n#outline(title: {}, depth: 3)\n", quoted(words(document_.language).contents));
  }

  static bool wide(const Table& table) { return table.columns.size() > 7; }

  // A section that is one wide table stands on its side, heading and all.
  static bool wide(const Section& section) {
    const auto* table = section.blocks.size() == 1 ? std::get_if<Table>(&section.blocks.front()) : nullptr;
    return table != nullptr && wide(*table);
  }

  void turn(bool sideways) {
    if (sideways != sideways_) {
      out_ += fmt::format("#set page(flipped: {})\n", sideways);
      sideways_ = sideways;
    }
  }

  void write(const Section& section, int level) {
    const bool foreign = section.language != document_.language;
    if (foreign) {
      out_ += fmt::format("#[\n#set text(lang: {})\n", quoted(to_string(section.language)));
    }
    out_ += fmt::format("#heading(level: {}, {})\n", level, quoted(heading_text(section.number, section.title)));
    for (const auto& block : section.blocks) {
      std::visit([&](const auto& one) { write(one, section.language); }, block);
    }
    for (const auto& child : section.sections) {
      write(child, level + 1);
    }
    if (foreign) {
      out_ += "]\n";
    }
  }

  void write(const Paragraph& paragraph, Language) { out_ += fmt::format("#{}\n\n", quoted(paragraph.text)); }

  void write(const List& list, Language) {
    constexpr std::size_t few = 10;  // stay together
    out_ += fmt::format("#block(breakable: {}, list(", list.items.size() > few);
    for (const auto& item : list.items) {
      out_ += quoted(item) + ", ";
    }
    out_ += "))\n\n";
  }

  // Where it is told of, below its heading: a page may end early for it.
  void write(const Illustration& illustration, Language language) {
    out_ += fmt::format("#figure(picture({}, {}), kind: image, supplement: [{}], caption: [#{}])\n\n",
                        quoted("/figures/" + illustration.figure.id + ".svg"), quoted(illustration.figure.alt),
                        words(language).figure, quoted(illustration.caption));
  }

  // A short table stays on one page with its caption.
  void write(const Table& table, Language language) {
    constexpr std::size_t half_a_page = 26;
    const bool short_table = table.rows.size() <= half_a_page;
    if (short_table) out_ += "#block(breakable: false)[\n";
    out_ += fmt::format(
        "#figure(kind: table, supplement: [{}], caption: [#{}], table(columns: {}, align: ({}),\n  table.header(",
        words(language).table, quoted(table.caption), column_widths(table), alignments(table));
    for (const auto& column : table.columns) {
      out_ += fmt::format("[#{}], ", quoted(column.header));
    }
    out_ += "),\n";
    for (const auto& row : table.rows) {
      write_row(row, language);
    }
    out_ += "))\n";
    out_ += short_table ? "]\n\n" : "\n";
  }

  static std::string column_widths(const Table& table) {
    const bool prose = std::none_of(table.columns.begin(), table.columns.end(),
                                    [](const TableColumn& column) { return column.numeric; });
    std::string widths = "(";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      widths += prose && i > 0 ? "1fr, " : "auto, ";
    }
    return widths + ")";
  }

  static std::string alignments(const Table& table) {
    std::string result;
    for (const auto& column : table.columns) {
      result += column.numeric ? "right, " : "left, ";
    }
    return result;
  }

  void write_row(const std::vector<TableCell>& row, Language language) {
    out_ += "  ";
    for (const auto& cell : row) {
      const auto text = cell.level ? cell.text + " " + level_word(*cell.level, language) : cell.text;
      const bool strong = !row.empty() && row.front().strong;
      const auto content = strong ? fmt::format("[#strong({})]", quoted(text)) : fmt::format("[#{}]", quoted(text));
      out_ += cell.level ? fmt::format("table.cell(fill: levels.{}){}, ", level_name(*cell.level), content)
                         : content + ", ";
    }
    out_ += "\n";
  }

  const Document& document_;
  bool sideways_ = false;
  std::string out_;
};

}  // namespace

std::string typst(const Document& document) { return TypstWriter(document).write(); }

}  // namespace kjede::publish
