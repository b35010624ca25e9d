#pragma once
// What the routes share.

#include <memory>
#include <mutex>

#include "dispatch_desk.hpp"
#include "kjede/publish/render.hpp"
#include "kjede/server/answer_cache.hpp"
#include "kjede/server/application.hpp"
#include "kjede/server/event_stream.hpp"
#include "kjede/server/metrics.hpp"
#include "kjede/service/accounts.hpp"
#include "kjede/service/dispatch_board.hpp"
#include "kjede/service/plan_room.hpp"
#include "kjede/service/published.hpp"
#include "kjede/service/recommendation.hpp"
#include "kjede/service/responder_log.hpp"
#include "oidc_provider.hpp"

namespace kjede::server {

using Snapshot = std::shared_ptr<const service::Published>;

// What is in use now; swapped whole.
template <typename Pointer>
class Current {
 public:
  Pointer get() const {
    const std::scoped_lock lock(mutex_);
    return pointer_;
  }
  void set(Pointer pointer) {
    const std::scoped_lock lock(mutex_);
    pointer_ = std::move(pointer);
  }

 private:
  mutable std::mutex mutex_;
  Pointer pointer_;
};

struct SiteState {
  ApplicationOptions options;
  std::shared_ptr<const catalog::Catalog> catalog;
  std::unique_ptr<store::RecordStore> records;          // the store worker's alone
  std::unique_ptr<store::RecordStore> compute_records;  // the computing worker's alone
  std::unique_ptr<service::Accounts> accounts;
  std::unique_ptr<OidcProvider> provider;  // the provider worker's alone; null: passwords are the only way
  std::unique_ptr<service::ResponderLog> missions;
  service::OpenedIncidents opened;
  std::unique_ptr<service::PlanRoom> plans;  // the computing worker's alone; null: no scenarios were named
  Current<Snapshot> snapshot;
  // Asked by the dispatch worker alone; null: the catalog or the store has no scheme to recommend from.
  Current<std::shared_ptr<service::RecommendSession>> advisor;
  std::unique_ptr<DispatchDesk> desk;
  AnswerCache cache{std::size_t{64} << 20U};
  EventHub hub;
  RouteTable table;
  std::unique_ptr<Metrics> metrics;  // made when the table is complete
};

void add_published_routes(RouteTable& table, SiteState& site);
void add_figure_routes(RouteTable& table, SiteState& site);
void add_system_routes(RouteTable& table, SiteState& site);
void add_session_routes(RouteTable& table, SiteState& site);
void add_oidc_routes(RouteTable& table, SiteState& site);
void add_user_routes(RouteTable& table, SiteState& site);
void add_event_routes(RouteTable& table, SiteState& site);
void add_dispatch_routes(RouteTable& table, SiteState& site);
void add_recommend_route(RouteTable& table, SiteState& site);
void add_desk_routes(RouteTable& table, SiteState& site);
void add_privacy_routes(RouteTable& table, SiteState& site);
void add_registrar_routes(RouteTable& table, SiteState& site);
void add_import_routes(RouteTable& table, SiteState& site);
void add_draft_routes(RouteTable& table, SiteState& site);
void add_plan_routes(RouteTable& table, SiteState& site);
void add_saved_plan_routes(RouteTable& table, SiteState& site);

// The scheme of the store made ready for questions. Fails only when the roads cannot be read.
base::Result<void> open_advisor(SiteState& site, store::RecordStore& records);

// Of the cookie; nobody when there is none or it is over.
Identity identify(const SiteState& site, const Request& request);
base::Instant now();

}  // namespace kjede::server
