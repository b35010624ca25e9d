#include "kjede/server/application.hpp"

#include <condition_variable>
#include <thread>

#include "kjede/server/log.hpp"
#include "kjede/service/upload.hpp"
#include "kjede/store/drafts.hpp"
#include "kjede/store/plans.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

constexpr std::chrono::seconds kLook{2};

// Looks whether the data have changed, with a connection of its own, and makes the next snapshot beside the one shown.
class Refresher {
 public:
  Refresher(SiteState& site, std::unique_ptr<store::RecordStore> records)
      : site_(site), records_(std::move(records)), thread_([this] { run(); }) {}
  Refresher(const Refresher&) = delete;
  Refresher& operator=(const Refresher&) = delete;
  ~Refresher() {
    {
      const std::scoped_lock lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, kLook, [this] { return stop_; })) {
      lock.unlock();
      look();
      lock.lock();
    }
  }

  // Who was shut out elsewhere loses the open streams too.
  void end_revoked() {
    site_.hub.end([&](const EventStream& stream) {
      const auto still = site_.accounts->still(stream.who().session, stream.who().grants, now());
      return !still || !*still;
    });
  }

  void look() {
    // Another program can change accounts of a server's database only; here it is for sessions that have run out.
    const int every = records_->database().dialect() == store::Dialect::postgres ? 1 : 15;
    if (++looks_ % every == 0) end_revoked();
    const auto batches = records_->batches();
    if (!batches || batches->empty() || batches->back().data_version == site_.snapshot.get()->data_version()) return;
    const auto next = service::Published::make(site_.catalog, *records_, {.reports = site_.options.reports});
    if (!next) return log_event("snapshot", "the new data could not be measured; the old numbers stay");
    site_.snapshot.set(*next);
    if (!open_advisor(site_, *records_)) log_event("scheme", "the roads could not be read; the old scheme stays");
    site_.cache.clear();
    site_.hub.publish("published", "{\"data_version\":\"" + (*next)->data_version() + "\"}",
                      [](const EventStream&) { return true; });
    log_event("snapshot", "new data are shown");
  }

  SiteState& site_;
  std::unique_ptr<store::RecordStore> records_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  int looks_ = 0;
  std::thread thread_;
};

}  // namespace

struct Application::State {
  SiteState site;
  StaticFiles files;
  std::unique_ptr<Dispatcher> dispatcher;
  std::unique_ptr<store::RecordStore> refresh_records;
};

Application::Application(std::unique_ptr<State> state) : state_(std::move(state)) {}
// The desk's thread uses what stands after it in the state.
Application::~Application() {
  if (state_) state_->site.desk.reset();
}
const RouteTable& Application::routes() const { return state_->site.table; }

base::Result<std::unique_ptr<Application>> Application::open(const ApplicationOptions& options) {
  auto state = std::make_unique<State>();
  auto& site = state->site;
  site.options = options;
  site.options.workspace.mode = store::Mode::read_write;
  KJEDE_ASSIGN(state->files, StaticFiles::read(options.web));
  KJEDE_ASSIGN(auto workspace, service::open(site.options.workspace));
  site.catalog = std::make_shared<const catalog::Catalog>(std::move(workspace.catalog));
  site.records = std::move(workspace.records);
  if (!options.oidc.empty()) {
    KJEDE_ASSIGN(auto settings, read_oidc(options.oidc, *site.catalog));
    site.provider = std::make_unique<OidcProvider>(std::move(settings));
  }
  KJEDE_ASSIGN(auto second, service::open(site.options.workspace));
  state->refresh_records = std::move(second.records);
  KJEDE_ASSIGN(auto third, service::open(site.options.workspace));
  site.compute_records = std::move(third.records);
  if (!options.scenarios.empty()) {
    KJEDE_ASSIGN(site.plans, service::PlanRoom::open(options.scenarios));
  }
  KJEDE_TRY(store::prepare_drafts(site.records->database()));
  KJEDE_TRY(store::prepare_plans(site.records->database()));
  KJEDE_TRY(service::prepare_mappings(site.records->database()));
  KJEDE_ASSIGN(site.missions,
               service::ResponderLog::open({.store = options.workspace.store, .witness = options.witness}));
  KJEDE_ASSIGN(auto snapshot, service::Published::make(site.catalog, *site.records, {.reports = options.reports}));
  site.snapshot.set(std::move(snapshot));
  KJEDE_TRY(open_advisor(site, *site.records));
  KJEDE_ASSIGN(site.desk, DispatchDesk::open(site));
  KJEDE_ASSIGN(site.accounts, service::Accounts::open(site.records->database()));
  add_system_routes(site.table, site);
  add_published_routes(site.table, site);
  add_figure_routes(site.table, site);
  add_session_routes(site.table, site);
  add_oidc_routes(site.table, site);
  add_user_routes(site.table, site);
  add_event_routes(site.table, site);
  add_dispatch_routes(site.table, site);
  add_recommend_route(site.table, site);
  add_desk_routes(site.table, site);
  add_privacy_routes(site.table, site);
  add_registrar_routes(site.table, site);
  add_import_routes(site.table, site);
  add_draft_routes(site.table, site);
  add_plan_routes(site.table, site);
  add_saved_plan_routes(site.table, site);
  site.metrics = std::make_unique<Metrics>(site.table.all().size());
  state->dispatcher = std::make_unique<Dispatcher>(
      site.table, state->files, site.cache, [&site](const Request& request) { return identify(site, request); },
      options.safety);
  return std::unique_ptr<Application>(new Application(std::move(state)));
}

base::Result<void> Application::run(const ServerOptions& options) {
  state_->site.desk->start();
  const Refresher refresher(state_->site, std::move(state_->refresh_records));
  return run_server(options, *state_->dispatcher, *state_->site.metrics, state_->site.hub);
}

}  // namespace kjede::server
