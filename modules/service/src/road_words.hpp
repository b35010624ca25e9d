#pragma once
// What room road says in English, in Norwegian.

#include <string_view>

namespace kjede::service {

inline bool is_nb(std::string_view language) { return language != "en"; }

// The Norwegian for a phrase of an import's counts and reasons; the phrase itself when nb is false or it has none.
std::string_view road_phrase(std::string_view english, bool nb);

}  // namespace kjede::service
