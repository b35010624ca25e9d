#pragma once
// Database messages may quote values. What a person sees must not: texts in quotes become '…'.

#include <string>
#include <string_view>

namespace kjede::store {

// The first line, with every quoted text left out.
std::string without_values(std::string_view message);
// The first line as it is (messages about names, not values).
std::string first_line(std::string_view message);

}  // namespace kjede::store
