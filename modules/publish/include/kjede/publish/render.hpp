#pragma once
// Pictures and PDF, made by one node process for a whole batch (modules/publish/render: Vega, resvg, Typst). The same
// input gives the same bytes. Nothing here looks at the environment: the caller says where the tools are.
//
//   KJEDE_ASSIGN(auto tools, find_tools("/usr/local/share/kjede"));
//   KJEDE_ASSIGN(auto pictures, render(figures, {.tools = tools, .png_zoom = 2}));

#include <map>
#include <span>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/base/time.hpp"
#include "kjede/publish/figure.hpp"

namespace kjede::publish {

struct Tools {
  std::string node = "node";  // a path, or a name looked up in PATH
  std::string script = {};    // render.mjs; the packages stand in a node_modules folder above it
  std::string fonts = {};     // folder with OpenSans-*.ttf
};

// The tools below an installation or a source folder: render/ or modules/publish/render/, with node_modules beside or
// above. Fails with KJ0701 and what to do when a piece is missing. `fonts` empty: Debian's fonts-open-sans.
base::Result<Tools> find_tools(const std::string& root, const std::string& fonts = {});

struct Rendered {
  std::string id = {};
  std::string svg = {};
  std::string png = {};  // bytes; empty unless asked for
};

struct RenderOptions {
  Tools tools;
  double png_zoom = 0;  // pixels of PNG per pixel of figure; 0: no PNG
};

// In the order given. Fails with every figure that could not be drawn.
base::Result<std::vector<Rendered>> render(std::span<const Figure> figures, const RenderOptions& options);

struct TypstDocument {
  std::string id = {};
  std::string source = {};                        // shows figures as image("/figures/<id>.svg")
  std::vector<std::string> figures = {};          // ids of the figures it shows
  std::map<std::string, std::string> files = {};  // other files by path
  base::Date date = {};                           // the PDF's creation date: that of the data
};
struct RenderedDocument {
  std::string id = {};
  std::string pdf = {};  // bytes, PDF/UA-1
  int pages = 0;
};
struct RenderedBatch {
  std::vector<Rendered> figures = {};
  std::vector<RenderedDocument> documents = {};
};
// Figures and the documents that show them, in one process.
base::Result<RenderedBatch> render_documents(std::span<const Figure> figures, std::span<const TypstDocument> documents,
                                             const RenderOptions& options);

}  // namespace kjede::publish
