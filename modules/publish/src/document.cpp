#include "kjede/publish/document.hpp"

namespace kjede::publish {

namespace {

void collect(const Section& section, std::vector<Figure>& figures) {
  for (const auto& block : section.blocks) {
    if (const auto* illustration = std::get_if<Illustration>(&block)) {
      figures.push_back(illustration->figure);
    }
  }
  for (const auto& child : section.sections) {
    collect(child, figures);
  }
}

}  // namespace

std::vector<Figure> figures_of(const Document& document) {
  std::vector<Figure> figures;
  for (const auto& section : document.sections) {
    collect(section, figures);
  }
  return figures;
}

}  // namespace kjede::publish
