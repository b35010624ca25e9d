#pragma once
// The opening hours of a stored AED.

#include "kjede/dispatch/opening_hours.hpp"
#include "register_rows.hpp"

namespace kjede::service {

// From OpenStreetMap's text when there is one; else from the hours per weekday when opening is limited; open always
// when it is said not to be limited. Fails with KJ1230 when nothing is said, or it cannot be read.
base::Result<dispatch::OpeningHours> stored_hours(const RegisterRow& row);

}  // namespace kjede::service
