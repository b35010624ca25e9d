#pragma once
// Everything the public may see, made once per data version from the masked cube: an immutable snapshot in memory.
// Its answers are JSON documents; asking for one reads no database. Any number of threads.
//
//   KJEDE_ASSIGN(const auto snapshot, service::Published::make(catalog, *records, {}));
//   if (const auto text = snapshot->national(2024)) send(*text);

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/publish/figure.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

struct PublishedReport {
  std::string name;  // "annual-2024.pdf"
  std::string path;  // of the file
  std::int64_t bytes = 0;
};

struct PublishedOptions {
  std::string reports{};  // folder with finished reports (*.html, *.pdf); empty: none
};

// What is not given is the snapshot's latest complete year, the indicator's finest kind of unit, the nation.
struct PublishedFigureQuery {
  std::string figure;  // units, funnel, spc, trend, boxes
  std::optional<int> year{};
  std::string kind{};
  std::string unit{};
  publish::Look look{};
};

class Published {
 public:
  // Fails when the store cannot be read. `catalog` is shared: the snapshot may outlive the store.
  static base::Result<std::shared_ptr<const Published>> make(std::shared_ptr<const catalog::Catalog> catalog,
                                                             store::RecordStore& records,
                                                             const PublishedOptions& options);
  ~Published();
  Published(const Published&) = delete;
  Published& operator=(const Published&) = delete;

  const std::string& data_version() const;
  bool synthetic() const;

  // JSON documents; nothing when there is no such year, indicator, kind of unit or unit.
  std::string site() const;
  std::optional<std::string> national(std::optional<int> year) const;
  std::optional<std::string> indicator(const std::string& id, std::optional<int> year, const std::string& unit) const;
  std::optional<std::string> measurements(const std::string& id, std::optional<int> year,
                                          const std::string& kind) const;
  std::optional<std::string> measurements_csv(const std::string& id, std::optional<int> year,
                                              const std::string& kind) const;
  std::optional<publish::Figure> figure(const std::string& id, const PublishedFigureQuery& query) const;
  std::string units() const;
  std::optional<std::string> unit(const std::string& id, std::optional<int> year) const;
  std::string reports() const;
  const PublishedReport* report(const std::string& name) const;

 private:
  struct State;
  explicit Published(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kjede::service
