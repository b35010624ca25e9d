#include <fmt/format.h>

#include "html_style.hpp"
#include "kjede/publish/document.hpp"
#include "numbering.hpp"

namespace kjede::publish {

std::string level_word(catalog::GoalLevel level, Language language) {
  const bool nb = language == Language::nb;
  switch (level) {
    case catalog::GoalLevel::green: return nb ? "grønn" : "green";
    case catalog::GoalLevel::yellow: return nb ? "gul" : "yellow";
    case catalog::GoalLevel::red: break;
  }
  return nb ? "rød" : "red";
}

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

const char* level_class(catalog::GoalLevel level) {
  return level == catalog::GoalLevel::green ? "green" : level == catalog::GoalLevel::yellow ? "yellow" : "red";
}

class HtmlWriter {
 public:
  HtmlWriter(const Document& document, const std::map<std::string, std::string>& svg)
      : document_(document), svg_(svg) {}

  std::string write() {
    head();
    if (!document_.compact) {
      contents();
    }
    out_ += "<main id=\"main\">\n";
    for (const auto& section : document_.sections) {
      write(section, 2);
    }
    out_ += "</main>\n";
    foot();
    return std::move(out_);
  }

 private:
  void head() {
    const auto& word = words(document_.language);
    out_ += fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        to_string(document_.language), escaped(document_.title), html_style);
    out_ +=
        fmt::format("<a class=\"skip\" href=\"#main\">{}</a>\n<header>\n<h1>{}</h1>\n",
                    document_.language == Language::nb ? "Til innholdet" : "To the content", escaped(document_.title));
    if (!document_.subtitle.empty()) {
      out_ += fmt::format("<p class=\"subtitle\">{}</p>\n", escaped(document_.subtitle));
    }
    if (document_.synthetic) {
      out_ += fmt::format("<p class=\"synthetic\" role=\"note\">{}</p>\n", escaped(word.synthetic_long));
    }
    if (!document_.facts.empty()) {
      out_ += "<ul class=\"facts\">\n";
      for (const auto& fact : document_.facts) {
        out_ += fmt::format("<li>{}</li>\n", escaped(fact));
      }
      out_ += "</ul>\n";
    }
    out_ += "</header>\n";
  }

  void contents() {
    out_ += fmt::format("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">{}</h2>\n",
                        words(document_.language).contents);
    entries(document_.sections, 2);
    out_ += "</nav>\n";
  }

  void entries(const std::vector<Section>& sections, int levels) {
    if (sections.empty() || levels == 0) {
      return;
    }
    out_ += "<ol>\n";
    for (const auto& section : sections) {
      out_ +=
          fmt::format("<li><a href=\"#{}\">{}</a>", section.id, escaped(heading_text(section.number, section.title)));
      entries(section.sections, levels - 1);
      out_ += "</li>\n";
    }
    out_ += "</ol>\n";
  }

  void write(const Section& section, int level) {
    const int depth = std::min(level, 6);
    const auto language =
        section.language != document_.language ? fmt::format(" lang=\"{}\"", to_string(section.language)) : "";
    out_ += fmt::format("<section id=\"{}\"{}>\n<h{}>{}</h{}>\n", section.id, language, depth,
                        escaped(heading_text(section.number, section.title)), depth);
    for (const auto& block : section.blocks) {
      std::visit([&](const auto& one) { write(one, section.language); }, block);
    }
    for (const auto& child : section.sections) {
      write(child, level + 1);
    }
    out_ += "</section>\n";
  }

  void write(const Paragraph& paragraph, Language) { out_ += fmt::format("<p>{}</p>\n", escaped(paragraph.text)); }

  void write(const List& list, Language) {
    out_ += "<ul>\n";
    for (const auto& item : list.items) {
      out_ += fmt::format("<li>{}</li>\n", escaped(item));
    }
    out_ += "</ul>\n";
  }

  void write(const Illustration& illustration, Language language) {
    const auto found = svg_.find(illustration.figure.id);
    out_ += fmt::format(
        "<figure id=\"fig-{}\">\n<div class=\"picture\">{}</div>\n<figcaption><b>{}.</b> {}</figcaption>\n</figure>\n",
        illustration.figure.id, found != svg_.end() ? found->second : "", numbering_.next_figure(language),
        escaped(illustration.caption));
  }

  void write(const Table& table, Language language) {
    out_ += fmt::format(
        "<div class=\"table\" id=\"tab-{}\" tabindex=\"0\">\n<table>\n<caption><b>{}.</b> {}</caption>\n<thead><tr>",
        table.id, numbering_.next_table(language), escaped(table.caption));
    for (const auto& column : table.columns) {
      out_ += fmt::format("<th scope=\"col\"{}>{}</th>", column.numeric ? " class=\"n\"" : "", escaped(column.header));
    }
    out_ += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
      write_row(table, row, language);
    }
    out_ += "</tbody>\n</table>\n</div>\n";
  }

  void write_row(const Table& table, const std::vector<TableCell>& row, Language language) {
    out_ += !row.empty() && row.front().strong ? "<tr class=\"strong\">" : "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto& cell = row[i];
      std::string css = table.columns[i].numeric ? "n" : "";
      auto text = escaped(cell.text);
      if (cell.level) {
        css += (css.empty() ? "" : " ") + std::string(level_class(*cell.level));
        text += " " + level_word(*cell.level, language);
      }
      const auto attribute = css.empty() ? "" : fmt::format(" class=\"{}\"", css);
      out_ += i == 0 ? fmt::format("<th scope=\"row\"{}>{}</th>", attribute, text)
                     : fmt::format("<td{}>{}</td>", attribute, text);
    }
    out_ += "</tr>\n";
  }

  void foot() {
    const auto date = date_text(document_.date, document_.language);
    out_ += fmt::format("<footer>\n<p>{}{}</p>\n</footer>\n</body>\n</html>\n",
                        document_.language == Language::nb ? "Data per " : "Data as of ", date);
  }

  const Document& document_;
  const std::map<std::string, std::string>& svg_;
  Numbering numbering_;
  std::string out_;
};

}  // namespace

std::string html(const Document& document, const std::map<std::string, std::string>& svg) {
  return HtmlWriter(document, svg).write();
}

}  // namespace kjede::publish
