// Standard streams, files named by the user, the clock and signals: the only place in Kjede that touches them.

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "codes.hpp"
#include "kjede/catalog/codes.hpp"
#include "kjede/measure/codes.hpp"
#include "kjede/planning/codes.hpp"
#include "kjede/road/codes.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/store/codes.hpp"
#include "verb.hpp"

namespace kjede::app {
namespace {

volatile std::sig_atomic_t interrupted = 0;
void on_interrupt(int) { interrupted = 1; }

// Draws at most ten times a second; clears its line when a stage is done.
class TerminalProgress final : public base::Progress {
 public:
  explicit TerminalProgress(bool draws) : draws_(draws) {
    std::signal(SIGINT, on_interrupt);
    std::signal(SIGTERM, on_interrupt);
  }
  ~TerminalProgress() override { clear(); }

  void at(std::string_view what, std::uint64_t done, std::uint64_t total) override {
    if (!draws_) return;
    if (total > 0 && done >= total) return clear();
    const auto time = std::chrono::steady_clock::now();
    if (time - drawn_ < std::chrono::milliseconds(100)) return;
    drawn_ = time;
    fmt::print(stderr, "\r\033[K{}", total > 0 ? bar(what, done, total) : fmt::format("{} {}", what, done));
    std::fflush(stderr);
  }

  bool stop_requested() const override { return interrupted != 0; }

 private:
  static std::string bar(std::string_view what, std::uint64_t done, std::uint64_t total) {
    constexpr std::uint64_t width = 30;
    std::string cells;
    for (std::uint64_t i = 0; i < width; ++i) cells += i < done * width / total ? "█" : "░";
    return fmt::format("{} {} {:3} %", what, cells, done * 100 / total);
  }
  void clear() {
    if (!draws_) return;
    fmt::print(stderr, "\r\033[K");
    std::fflush(stderr);
  }

  bool draws_;
  std::chrono::steady_clock::time_point drawn_{};
};

nlohmann::ordered_json to_json(const base::Diagnostic& d) {
  nlohmann::ordered_json json{{"code", d.code},
                              {"severity", d.severity == base::Severity::error ? "error" : "warning"},
                              {"message", d.message}};
  if (d.span.file != nullptr) {
    json["file"] = d.span.file->path;
    json["line"] = d.span.line;
    json["column"] = d.span.column;
  }
  if (!d.suggestion.empty()) json["suggestion"] = d.suggestion;
  if (!d.notes.empty()) json["notes"] = d.notes;
  return json;
}

// KJ04.., KJ07.. and KJ09.. are the environment's (store, tools, files); the rest is definitions and data.
bool is_usage(std::string_view code) {
  return code == service::codes::unknown_kind.id || code == service::codes::unknown_column.id ||
         code == service::codes::bad_choice.id || code == service::codes::unknown_name.id ||
         code == service::codes::bad_period.id || code == service::codes::no_purpose.id ||
         code == planning::codes::bad_option.id || code == road::codes::unknown_mode.id ||
         code == road::codes::unknown_project.id || code == road::codes::bad_threshold.id ||
         code == measure::codes::unknown_breakdown.id || code == measure::codes::ungrouped_value.id ||
         code == catalog::codes::unknown_parameter.id;
}

// The store says it, but the fault is in a data file or a definition.
bool is_input(std::string_view code) {
  return code == store::codes::data_file.id || code == store::codes::column_type_changed.id ||
         code == store::codes::bad_schema.id;
}

int exit_code(const base::Diagnostics& diagnostics) {
  for (const auto& d : diagnostics) {
    if (d.severity != base::Severity::error) continue;
    if (d.code == base::codes::bug.id) return Exit::bug;
    if (is_usage(d.code)) return Exit::usage;
    if (is_input(d.code)) return Exit::bad_input;
    const auto room = d.code.substr(0, 4);
    const bool is_command = d.code == codes::unreadable.id || d.code == codes::unwritable.id;
    return room == "KJ04" || room == "KJ07" || is_command ? Exit::environment : Exit::bad_input;
  }
  return Exit::ok;
}

}  // namespace

int print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  return std::fflush(stdout) == 0 ? Exit::ok : Exit::environment;
}

int report(const Session& session, const base::Diagnostics& diagnostics) {
  if (session.json && base::has_error(diagnostics)) {
    nlohmann::ordered_json document{{"schema_version", 1}, {"errors", nlohmann::ordered_json::array()}};
    for (const auto& d : diagnostics) document["errors"].push_back(to_json(d));
    print(document.dump(2) + "\n");
  } else {
    std::cerr << base::render(diagnostics);
  }
  return exit_code(diagnostics);
}

void remark(const Session& session, std::string_view text) {
  if (!session.quiet) std::cerr << text << '\n';
}

base::Progress& progress(const Session& session) {
  static TerminalProgress instance(!session.quiet && isatty(STDERR_FILENO) == 1);
  return instance;
}

base::Instant now() { return std::chrono::time_point_cast<base::Duration>(std::chrono::system_clock::now()); }

bool colour_wanted() { return isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr; }

std::size_t terminal_width() {
  winsize size{};
  return isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

base::Result<std::string> read_input(const std::string& path) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return text.str();
  }
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return base::fail(codes::unreadable, fmt::format("'{}' is a folder", path), "name a file");
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return base::fail(codes::unreadable, fmt::format("cannot read '{}'", path),
                      "check the name and that you may read it");
  }
  text << file.rdbuf();
  return text.str();
}

base::Result<void> write_output(const std::string& path, std::string_view content) {
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  std::ofstream file(path, std::ios::binary);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) {
    return base::fail(codes::unwritable, fmt::format("cannot write '{}'", path),
                      "check the folder, that you may write there, and that the disk has room");
  }
  return {};
}

std::string home() {
  if (const char* named = std::getenv("KJEDE_HOME")) return named;
  return KJEDE_SOURCE_DIR;
}

}  // namespace kjede::app
