#include "redact.hpp"

namespace kjede::store {

std::string first_line(std::string_view message) {
  message = message.substr(0, message.find('\n'));
  while (!message.empty() && (message.back() == ' ' || message.back() == '\r')) message.remove_suffix(1);
  return std::string(message);
}

// A quoted value may itself hold quotes or line breaks: everything from the first quote to the last goes, and all
// that follows the first when the line holds no other.
std::string without_values(std::string_view message) {
  const auto line = first_line(message);
  const auto first = line.find_first_of("'\"");
  if (first == std::string::npos) return line;
  const auto last = line.find_last_of("'\"");
  return line.substr(0, first) + "'…'" + (last > first ? line.substr(last + 1) : "");
}

}  // namespace kjede::store
