#pragma once
// A store's location as messages may show it: without the password and options of a server's address.

#include <string>

namespace kjede::store {

bool is_server(const std::string& location);
std::string shown(const std::string& location);

}  // namespace kjede::store
