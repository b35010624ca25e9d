#include "kjede/catalog/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "definition_hash.hpp"
#include "kjede/catalog/codes.hpp"
#include "kjede/text/source.hpp"
#include "loading.hpp"

namespace kjede::catalog {
namespace {

namespace fs = std::filesystem;

// The YAML files of a folder in the order of their names, the same on every machine.
std::vector<fs::path> definition_files(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const auto extension = entry->path().extension();
    if (extension == ".yaml" || extension == ".yml") paths.push_back(entry->path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::optional<text::YamlNode> read_yaml(const fs::path& path, Loading& loading) {
  auto file = text::read_source(path);
  if (!file) {
    loading.problems.add(file.error());
    return std::nullopt;
  }
  auto node = text::parse_yaml(*file);
  if (node) return *std::move(node);
  loading.problems.add(node.error());
  return std::nullopt;
}

template <class Read>
void each_file(const fs::path& folder, Loading& loading, const Read& read) {
  for (const auto& path : definition_files(folder)) {
    if (const auto node = read_yaml(path, loading)) read(*node, path);
  }
}

void read_title(Loading& loading) {
  const auto node = read_yaml(loading.folder / "catalog.yaml", loading);
  if (!node) return;
  Fields fields(*node, "catalog.yaml", loading.problems);
  loading.catalog.name = fields.required_text("name");
  loading.catalog.version = fields.required_text("version");
  fields.finish();
}

void read_all_units(Loading& loading) {
  std::vector<UnitKind> kinds;
  std::vector<Unit> units;
  const auto before = loading.problems.all().size();
  each_file(loading.folder / "units", loading, [&](const text::YamlNode& node, const fs::path& path) {
    read_units(node, path.parent_path(), loading, kinds, units);
  });
  check_unit_tree(kinds, units, loading);
  loading.units_broken = loading.problems.all().size() > before;
  loading.catalog.units = Units(std::move(kinds), std::move(units));
}

void read_all_registers(Loading& loading) {
  const auto folder = loading.folder / "registers";
  for (const auto& path : definition_files(folder)) {
    const auto stem = path.stem().string();
    if (const auto node = read_yaml(path, loading)) {
      read_register(*node, stem, loading);
    } else {
      loading.unread_registers.insert(stem);
    }
  }
}

void read_all_cohorts(Loading& loading) {
  std::vector<text::YamlNode> files;
  each_file(loading.folder / "cohorts", loading,
            [&](const text::YamlNode& node, const fs::path&) { files.push_back(node); });
  read_cohorts(files, loading);
}

void report_unused_parameters(Loading& loading) {
  for (const auto& [name, value] : *loading.given_parameters) {
    if (loading.used_parameters.contains(name)) continue;
    const std::vector<std::string> known(loading.known_parameters.begin(), loading.known_parameters.end());
    const auto near = base::nearest(name, known);
    loading.problems.error(
        codes::unknown_parameter, {}, fmt::format("no indicator has a parameter '{}'", name),
        near.empty() ? "`kjede reference catalog` lists them" : fmt::format("did you mean '{}'?", near));
  }
}

}  // namespace

bool claim(Loading& loading, const std::string& what, const base::SourceSpan& span) {
  const auto [place, first] = loading.places.emplace(what, span);
  if (!first) {
    loading.problems.error(codes::duplicate, span, fmt::format("{} is defined twice", what), "rename one of them",
                           {fmt::format("first defined at {}", at(place->second))});
  }
  return first;
}

base::Result<Catalog> load(const fs::path& folder, const ParameterValues& parameters) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return base::fail(codes::no_catalog, fmt::format("{} is no folder", folder.string()),
                      "name the folder that holds catalog.yaml");
  }
  Loading loading;
  loading.folder = folder;
  loading.given_parameters = &parameters;
  read_title(loading);
  if (fs::exists(folder / "codes.yaml", error)) {
    if (const auto node = read_yaml(folder / "codes.yaml", loading)) read_code_lists(*node, loading);
  }
  read_all_units(loading);
  read_all_registers(loading);
  read_all_cohorts(loading);
  each_file(folder / "indicators", loading, [&](const text::YamlNode& node, const fs::path& path) {
    read_indicator(node, path.stem().string(), loading);
  });
  report_unused_parameters(loading);
  each_file(folder / "analyses", loading,
            [&](const text::YamlNode& node, const fs::path&) { read_analyses(node, loading); });
  if (base::has_error(loading.problems.all())) return base::fail(in_order(loading.problems.all()));
  loading.catalog.warnings = in_order(loading.problems.all());
  set_hashes(loading.catalog);
  return std::move(loading.catalog);
}

}  // namespace kjede::catalog
