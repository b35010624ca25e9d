#include "kjede/server/static_files.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "kjede/server/codes.hpp"

namespace kjede::server {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostBytes = 128U << 20U;

std::string type_of(const std::string& ending) {
  using Pair = std::pair<std::string_view, std::string_view>;
  constexpr std::array types{Pair{".html", "text/html; charset=utf-8"},
                             Pair{".js", "text/javascript; charset=utf-8"},
                             Pair{".mjs", "text/javascript; charset=utf-8"},
                             Pair{".css", "text/css; charset=utf-8"},
                             Pair{".json", "application/json"},
                             Pair{".geojson", "application/geo+json"},
                             Pair{".webmanifest", "application/manifest+json"},
                             Pair{".svg", "image/svg+xml"},
                             Pair{".png", "image/png"},
                             Pair{".ico", "image/x-icon"},
                             Pair{".woff2", "font/woff2"},
                             Pair{".pdf", "application/pdf"},
                             Pair{".wasm", "application/wasm"},
                             Pair{".pbf", "application/x-protobuf"},
                             Pair{".txt", "text/plain; charset=utf-8"}};
  for (const auto& [name, type] : types) {
    if (name == ending) return std::string(type);
  }
  return "application/octet-stream";
}

bool hidden(const fs::path& path) {
  for (const auto& part : path) {
    if (part.string().starts_with('.')) return true;
  }
  return false;
}

// Vite writes what it has given a hashed name into assets/.
bool has_hash(const std::string& name) { return name.starts_with("/assets/"); }

}  // namespace

base::Result<StaticFiles> StaticFiles::read(const std::string& folder) {
  StaticFiles out;
  if (folder.empty()) return out;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error);
  if (error) {
    return base::fail(codes::not_found, fmt::format("cannot read the folder '{}'", folder),
                      "build the site first, or leave out --web");
  }
  std::uintmax_t bytes = 0;
  for (const auto& entry : walk) {
    const auto relative = fs::relative(entry.path(), folder, error);
    if (!entry.is_regular_file(error) || entry.is_symlink(error) || hidden(relative)) continue;
    bytes += entry.file_size(error);
    if (bytes > kMostBytes) {
      return base::fail(codes::too_large, fmt::format("'{}' holds more than 128 MiB", folder), "name the built site");
    }
    std::ifstream file(entry.path(), std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(file), {}};
    const auto name = "/" + relative.generic_string();
    out.files_[name] = {make_payload(type_of(entry.path().extension().string()), std::move(content)), has_hash(name)};
  }
  return out;
}

const StaticFile* StaticFiles::find(std::string_view path) const {
  if (const auto found = files_.find(path); found != files_.end()) return &found->second;
  const auto last = path.substr(path.rfind('/') + 1);
  if (last.find('.') != std::string_view::npos || path.starts_with("/api/")) return nullptr;
  const auto page = files_.find("/index.html");
  return page == files_.end() ? nullptr : &page->second;
}

}  // namespace kjede::server
