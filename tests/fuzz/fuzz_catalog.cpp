// Any YAML as a definition file beside a small catalog that is in order: never a crash, and whatever is refused says
// why. The file's first key tells what kind of definition it is.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "kjede/catalog/load.hpp"
#include "kjede/catalog/run_tests.hpp"
#include "kjede/text/source.hpp"
#include "kjede/text/yaml.hpp"
#include "loading.hpp"

namespace {

using namespace kjede;

const catalog::Catalog& base_catalog() {
  static const auto loaded = catalog::load(KJEDE_BASE_CATALOG);
  if (!loaded) std::abort();
  return *loaded;
}

void read(const text::YamlNode& node, catalog::Loading& loading) {
  if (node.find("unit kinds") != nullptr || node.find("tables") != nullptr) {
    std::vector<catalog::UnitKind> kinds;
    std::vector<catalog::Unit> units;
    catalog::read_units(node, "no folder", loading, kinds, units);
    catalog::check_unit_tree(kinds, units, loading);
  } else if (node.find("variables") != nullptr) {
    catalog::read_register(node, "fuzz", loading);
  } else if (node.find("cohorts") != nullptr) {
    catalog::read_cohorts({node}, loading);
  } else if (node.find("analyses") != nullptr) {
    catalog::read_analyses(node, loading);
  } else if (node.find("code lists") != nullptr) {
    catalog::read_code_lists(node, loading);
  } else {
    catalog::read_indicator(node, "fuzz", loading);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 8192) return 0;
  const auto node = text::parse_yaml(text::make_source("fuzz.yaml", {reinterpret_cast<const char*>(data), size}));
  if (!node) return 0;
  catalog::Loading loading;
  loading.catalog = base_catalog();
  loading.code_lists["yes_no_unknown"] = loading.catalog.registers.front().find("capnography")->codes;
  const auto indicators = loading.catalog.indicators.size();
  read(*node, loading);
  base::render(catalog::in_order(loading.problems.all()));
  if (base::has_error(loading.problems.all())) return 0;
  for (std::size_t i = indicators; i < loading.catalog.indicators.size(); ++i) {
    const auto& indicator = loading.catalog.indicators[i];
    catalog::run_tests(indicator, *loading.catalog.find_register(indicator.register_id));
  }
  return 0;
}
