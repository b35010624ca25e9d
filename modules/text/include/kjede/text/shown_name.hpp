#pragma once
// Column names in messages. A file without a header line, or JSON whose keys are data, has persons where the names of
// columns belong; a message must not repeat those.
//
//   fmt::format("the column '{}' is not used", text::shown_name(column));

#include <span>
#include <string>
#include <string_view>

namespace kjede::text {

// True for six digits or more, and for two capitalised words beside each other ("Ola Nordmann"; "Arrest Date" too: it
// is better to leave out a heading than to show a person).
bool looks_personal(std::string_view name);

// The name, or words that stand for it.
std::string shown_name(std::string_view name);

// "a, b, c and 2 more"; those that look personal are only counted.
std::string shown_names(std::span<const std::string> names);

}  // namespace kjede::text
