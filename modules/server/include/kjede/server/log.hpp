#pragma once
// What the server did, as JSON lines on standard error: no path parameters, no query, no names, no addresses.
//
//   log_request(Method::get, "/api/v1/units/{id}", 200, took, 1834);

#include <chrono>
#include <cstddef>
#include <string_view>

#include "kjede/server/message.hpp"

namespace kjede::server {

void log_request(Method method, std::string_view route, int status, std::chrono::microseconds took, std::size_t bytes);
// event: one word; detail: fixed text of the program.
void log_event(std::string_view event, std::string_view detail);

}  // namespace kjede::server
