#pragma once
// What logging in by password and by a provider share: cookies, and the session that begins.

#include <chrono>

#include "site_state.hpp"

namespace kjede::server {

// "kjede" + ending; with TLS "__Host-kjede" + ending.
std::string cookie_name(const SiteState& site, std::string_view ending);
std::string set_cookie(const SiteState& site, std::string_view ending, const std::string& value,
                       std::chrono::seconds life);

// Ends the session that came with the request, and open streams of one whose rights have changed; adds the cookie.
Response with_session(SiteState& site, const Call& call, const service::BegunSession& begun, Response answer);

}  // namespace kjede::server
