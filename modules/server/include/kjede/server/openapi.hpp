#pragma once
// The OpenAPI 3.1 document of a route table: made from what the server dispatches by, so it cannot say anything else.
//
//   const auto json = openapi(application.routes(), "0.1.0");

#include <string>

#include "kjede/server/route.hpp"

namespace kjede::server {

std::string openapi(const RouteTable& table, const std::string& version);

}  // namespace kjede::server
