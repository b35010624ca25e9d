#pragma once
// What the routes share.

#include <memory>
#include <mutex>

#include "kjede/publish/render.hpp"
#include "kjede/server/answer_cache.hpp"
#include "kjede/server/application.hpp"
#include "kjede/server/event_stream.hpp"
#include "kjede/server/metrics.hpp"
#include "kjede/service/published.hpp"

namespace kjede::server {

using Snapshot = std::shared_ptr<const service::Published>;

// The snapshot that is shown; swapped whole.
class CurrentSnapshot {
 public:
  Snapshot get() const {
    const std::scoped_lock lock(mutex_);
    return snapshot_;
  }
  void set(Snapshot snapshot) {
    const std::scoped_lock lock(mutex_);
    snapshot_ = std::move(snapshot);
  }

 private:
  mutable std::mutex mutex_;
  Snapshot snapshot_;
};

struct SiteState {
  ApplicationOptions options;
  std::shared_ptr<const catalog::Catalog> catalog;
  std::unique_ptr<store::RecordStore> records;  // the store worker's alone
  CurrentSnapshot snapshot;
  AnswerCache cache{std::size_t{64} << 20U};
  EventHub hub;
  RouteTable table;
  std::unique_ptr<Metrics> metrics;  // made when the table is complete
};

void add_published_routes(RouteTable& table, SiteState& site);
void add_figure_routes(RouteTable& table, SiteState& site);
void add_system_routes(RouteTable& table, SiteState& site);

}  // namespace kjede::server
