#include "kjede/server/log.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "kjede/base/time.hpp"

namespace kjede::server {
namespace {

std::string now_text() {
  return base::to_string(std::chrono::time_point_cast<base::Duration>(std::chrono::system_clock::now()));
}

void write(const std::string& line) { std::fwrite(line.data(), 1, line.size(), stderr); }

}  // namespace

void log_request(Method method, std::string_view route, int status, std::chrono::microseconds took, std::size_t bytes) {
  write(fmt::format(R"({{"time":"{}","event":"request","method":"{}","route":"{}","status":{},"ms":{:.3f},"bytes":{}}})"
                    "\n",
                    now_text(), to_string(method), route, status, static_cast<double>(took.count()) / 1000.0, bytes));
}

void log_event(std::string_view event, std::string_view detail) {
  write(nlohmann::ordered_json{{"time", now_text()}, {"event", event}, {"detail", detail}}.dump() + "\n");
}

}  // namespace kjede::server
