#pragma once
// The built web app, read into memory once: a request never touches the disk, so no path can lead out of the folder.
//
//   KJEDE_ASSIGN(const auto files, StaticFiles::read("web/dist"));
//   if (const auto* file = files.find("/assets/index-4f3a.js")) …

#include <map>
#include <string>
#include <string_view>

#include "kjede/base/result.hpp"
#include "kjede/server/message.hpp"

namespace kjede::server {

struct StaticFile {
  PayloadPtr payload;
  bool immutable = false;  // its name holds a hash of its content
};

class StaticFiles {
 public:
  // An empty folder name: no files. Links out of the folder and hidden files are left out; more than 128 MiB: an error.
  static base::Result<StaticFiles> read(const std::string& folder);
  // A file of that name, else the page of the app for a path that has no ending.
  const StaticFile* find(std::string_view path) const;

 private:
  std::map<std::string, StaticFile, std::less<>> files_;
};

}  // namespace kjede::server
