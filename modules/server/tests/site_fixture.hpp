#pragma once
// The real server on a free port, over a new store with the shipped catalog and one user for each role.

#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>

#include "http_client.hpp"
#include "kjede/server/application.hpp"
#include "kjede/service/accounts.hpp"
#include "kjede/testing/fresh_store.hpp"

namespace kjede::server::testing {

inline constexpr const char* kPassword = "riktig hest batteri stift";

class SiteTest : public ::kjede::testing::StoreTest {
 protected:
  virtual ServerLimits limits() { return {}; }
  // The planner's scenarios; empty: the server has none.
  virtual std::string scenarios() { return {}; }
  // What stands in the store before the server opens it.
  virtual void fill(const service::WorkspaceOptions&) {}

  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    ApplicationOptions options;
    options.workspace = {.catalog = KJEDE_SOURCE_DIR "/catalog",
                         .store = location_,
                         .key_file = (folder_ / "key").string(),
                         .mode = store::Mode::read_write};
    options.web = web_folder();
    options.scenarios = scenarios();
    add_users(options.workspace);
    fill(options.workspace);
    auto opened = Application::open(options);
    ASSERT_EQ(::kjede::testing::said(opened), "ok");
    site_ = *std::move(opened);
    start();
  }

  void TearDown() override {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
    site_.reset();
    StoreTest::TearDown();
  }

  std::string web_folder() {
    const auto web = folder_ / "web";
    std::filesystem::create_directories(web / "assets");
    write(web / "index.html", "<!doctype html><title>Kjede</title>" + std::string(600, ' '));
    write(web / "assets" / "index-4f3a.js", "export {};" + std::string(600, ';'));
    write(folder_ / "secret.txt", "outside");
    std::filesystem::create_symlink(folder_ / "secret.txt", web / "link.txt");
    write(web / ".hidden", "hidden");
    return web.string();
  }

  static void write(const std::filesystem::path& path, const std::string& text) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    std::fwrite(text.data(), 1, text.size(), file);
    std::fclose(file);
  }

  void add_users(const service::WorkspaceOptions& workspace) {
    auto opened = service::open(workspace);
    ASSERT_EQ(::kjede::testing::said(opened), "ok");
    auto accounts = service::Accounts::open(opened->records->database());
    ASSERT_EQ(::kjede::testing::said(accounts), "ok");
    for (const auto role : service::kRoles) {
      service::Account account;
      account.name = std::string(to_string(role));
      account.grants = {{role, ""}};
      ASSERT_EQ(::kjede::testing::said((*accounts)->add(account, service::Password(kPassword), base::Instant{})), "ok");
    }
  }

  void start() {
    std::promise<int> listening;
    auto port = listening.get_future();
    ServerOptions options;
    options.port = 0;
    options.log_requests = false;
    options.limits = limits();
    options.stop = [this] { return stop_.load(); };
    options.listening = [&listening](int number) { listening.set_value(number); };
    thread_ = std::thread([this, options] { EXPECT_EQ(::kjede::testing::said(site_->run(options)), "ok"); });
    port_ = port.get();
  }

  std::string origin() const { return "http://localhost:" + std::to_string(port_); }

  std::string text_of(const std::string& method, const std::string& target, const std::string& headers = {},
                      const std::string& body = {}) const {
    return method + " " + target + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port_) + "\r\n" + headers +
           (body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n") + "\r\n" + body;
  }

  Reply ask(const std::string& method, const std::string& target, const std::string& headers = {},
            const std::string& body = {}) const {
    Client client(port_);
    client.send(text_of(method, target, headers, body));
    return client.read(method != "HEAD");
  }

  // What a logged-in browser sends.
  std::string log_in(const std::string& user) {
    const nlohmann::json body{{"user", user}, {"password", kPassword}};
    const auto reply =
        ask("POST", "/api/v1/session", "Content-Type: application/json\r\nOrigin: " + origin() + "\r\n", body.dump());
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto& cookie = reply.headers.at("set-cookie");
    const auto json = nlohmann::json::parse(reply.body);
    return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\nOrigin: " + origin() +
           "\r\nContent-Type: application/json\r\nX-CSRF-Token: " + json["csrf"].get<std::string>() + "\r\n";
  }

  std::unique_ptr<Application> site_;
  std::thread thread_;
  std::atomic<bool> stop_{false};
  int port_ = 0;
};

}  // namespace kjede::server::testing
