#pragma once
// docs/reference/catalog.md (`kjede reference catalog`), made from a catalog: what is registered, what is measured, in
// words.
//
//   write(reference_page(catalog, Language::en));

#include <string>

#include "kjede/catalog/words.hpp"

namespace kjede::catalog {

// Markdown. The same catalog gives the same bytes.
std::string reference_page(const Catalog& catalog, Language language);

}  // namespace kjede::catalog
