#include "kjede/publish/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "kjede/publish/codes.hpp"
#include "process.hpp"

namespace kjede::publish {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* debian_fonts = "/usr/share/fonts/truetype/open-sans";
constexpr const char* mend = "run scripts/bootstrap, or give the folder where Kjede is installed (KJEDE_ROOT)";

bool packages_above(fs::path folder) {
  for (; folder.has_relative_path(); folder = folder.parent_path()) {
    if (fs::exists(folder / "node_modules" / "vega-lite")) {
      return true;
    }
  }
  return false;
}

// -1 for what is no base64 digit.
int sextet(char c) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto at = digits.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::string from_base64(const std::string& text) {
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  unsigned bits = 0;
  int held = 0;
  for (const char c : text) {
    const int value = sextet(c);
    if (value < 0) {
      break;  // padding
    }
    bits = bits << 6 | static_cast<unsigned>(value);
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes += static_cast<char>(bits >> held & 0xFF);
    }
  }
  return bytes;
}

std::string request_text(std::span<const Figure> figures, std::span<const TypstDocument> documents,
                         const RenderOptions& options) {
  Json request{{"fonts", options.tools.fonts}, {"figures", Json::array()}, {"documents", Json::array()}};
  for (const auto& figure : figures) {
    request["figures"].push_back(
        {{"id", figure.id}, {"alt", figure.alt}, {"spec", Json::parse(figure.spec)}, {"png", options.png_zoom}});
  }
  for (const auto& document : documents) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(document.date.time_since_epoch()).count();
    request["documents"].push_back({{"id", document.id},
                                    {"typst", document.source},
                                    {"figures", document.figures},
                                    {"files", document.files},
                                    {"timestamp", seconds}});
  }
  return request.dump();
}

base::Result<std::vector<Json>> answers(const ProcessOutcome& outcome, const Tools& tools) {
  if (!outcome.started || outcome.exit_code == 127) {
    return base::fail(codes::no_renderer, fmt::format("cannot start '{}'", tools.node),
                      "install node 18 or newer; scripts/bootstrap does it");
  }
  if (outcome.exit_code != 0) {
    return base::fail(codes::renderer_failed,
                      fmt::format("the renderer ended with {}:\n{}", outcome.exit_code, outcome.err), mend);
  }
  std::vector<Json> lines;
  for (std::size_t at = 0; at < outcome.out.size();) {
    const auto end = std::min(outcome.out.find('\n', at), outcome.out.size());
    lines.push_back(Json::parse(std::string_view(outcome.out).substr(at, end - at)));
    at = end + 1;
  }
  return lines;
}

void collect(const Json& answer, std::size_t index, std::size_t figures, RenderedBatch& batch,
             base::Diagnostics& faults) {
  const auto id = answer["id"].get<std::string>();
  if (answer.contains("error")) {
    const auto& code = index < figures ? codes::figure_failed : codes::document_failed;
    faults.push_back(
        base::fail(code, fmt::format("{}: {}", id, answer["error"].get<std::string>())).diagnostics.front());
  } else if (index < figures) {
    batch.figures.push_back({id, answer["svg"], answer.contains("png") ? from_base64(answer["png"]) : std::string()});
  } else {
    batch.documents.push_back({id, from_base64(answer["pdf"]), answer["pages"]});
  }
}

}  // namespace

base::Result<Tools> find_tools(const std::string& root, const std::string& fonts) {
  Tools tools;
  for (const auto* place : {"render/render.mjs", "modules/publish/render/render.mjs"}) {
    if (const auto path = fs::path(root) / place; fs::exists(path)) {
      tools.script = fs::absolute(path).lexically_normal().string();
      break;
    }
  }
  if (tools.script.empty()) {
    return base::fail(codes::no_renderer, fmt::format("no render/render.mjs below '{}'", root), mend);
  }
  if (!packages_above(fs::path(tools.script).parent_path())) {
    return base::fail(codes::no_renderer,
                      fmt::format("no node_modules with vega-lite beside or above '{}'", tools.script), mend);
  }
  tools.fonts = fonts.empty() ? debian_fonts : fonts;
  if (!fs::exists(fs::path(tools.fonts) / "OpenSans-Regular.ttf")) {
    return base::fail(codes::no_renderer, fmt::format("the font Open Sans is not in '{}'", tools.fonts),
                      "install the package fonts-open-sans");
  }
  return tools;
}

base::Result<RenderedBatch> render_documents(std::span<const Figure> figures, std::span<const TypstDocument> documents,
                                             const RenderOptions& options) {
  RenderedBatch batch;
  if (figures.empty() && documents.empty()) {
    return batch;
  }
  const auto outcome =
      run_process({options.tools.node, options.tools.script}, request_text(figures, documents, options));
  KJEDE_ASSIGN(const auto lines, answers(outcome, options.tools));
  base::Diagnostics faults;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    collect(lines[i], i, figures.size(), batch, faults);
  }
  if (!faults.empty()) {
    return base::fail(std::move(faults));
  }
  if (lines.size() != figures.size() + documents.size()) {
    return base::fail(
        codes::renderer_failed,
        fmt::format("the renderer answered {} of {} requests", lines.size(), figures.size() + documents.size()), mend);
  }
  return batch;
}

base::Result<std::vector<Rendered>> render(std::span<const Figure> figures, const RenderOptions& options) {
  KJEDE_ASSIGN(auto batch, render_documents(figures, {}, options));
  return std::move(batch.figures);
}

}  // namespace kjede::publish
