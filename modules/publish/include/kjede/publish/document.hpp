#pragma once
// What a report says, apart from how it looks: sections with prose, lists, tables and figures. Two writers give it
// form: a web page and a Typst document (a tagged PDF). All text is plain text; numbers are already written out.
//
//   Document document{.title = "Hjertestans i Norge 2024", .sections = {{.title = "Sammendrag", .blocks =
//   {Paragraph{"…"}}}}}; std::string page = html(document, pictures);

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kjede/base/time.hpp"
#include "kjede/publish/figure.hpp"

namespace kjede::publish {

struct Paragraph {
  std::string text = {};
};

struct List {
  std::vector<std::string> items = {};
};

struct TableCell {
  std::string text = {};
  std::optional<catalog::GoalLevel> level = {};  // shown by colour and word
  bool strong = false;
};
struct TableColumn {
  std::string header = {};
  bool numeric = false;
};
// The first column names the rows.
struct Table {
  std::string id = {};
  std::string caption = {};
  std::vector<TableColumn> columns = {};
  std::vector<std::vector<TableCell>> rows = {};
};

struct Illustration {
  Figure figure = {};
  std::string caption = {};
};

using Block = std::variant<Paragraph, List, Table, Illustration>;

struct Section {
  std::string number = {};  // "2.3.1", "Vedlegg 3"; may be empty
  std::string title = {};
  std::string id = {};  // anchor
  Language language = Language::nb;
  std::vector<Block> blocks = {};
  std::vector<Section> sections = {};
};

struct Document {
  std::string id = {};  // file name without ending
  std::string title = {};
  std::string subtitle = {};
  std::string author = {};
  Language language = Language::nb;
  base::Date date = {};                 // of the data
  std::vector<std::string> facts = {};  // under the title: data version, registers, period
  bool synthetic = false;
  bool compact = false;  // a few pages: no title page, no contents, no new page for a section
  std::vector<Section> sections = {};
};

// All figures in reading order: what the renderer must draw.
std::vector<Figure> figures_of(const Document& document);

// A page that stands alone: styles and pictures inside, no script, no network; light, dark and print.
// `svg` by figure id, as the renderer gave them.
std::string html(const Document& document, const std::map<std::string, std::string>& svg);

// A Typst document for the renderer; shows figures as /figures/<id>.svg.
std::string typst(const Document& document);

}  // namespace kjede::publish
