#pragma once
// Error codes of questions to the register.

#include "kjede/base/diagnostic.hpp"

namespace kjede::service::codes {

inline constexpr base::Code unknown_name{"KJ0930", "name that is not in the catalog",
                                         "An indicator, level, unit or register was named that the catalog does not define."};
inline constexpr base::Code bad_period{"KJ0931", "period that cannot be read",
                                       "Periods are written 2024, 2024-T1, 2024-Q1 or 2024-01; days 2024-01-31."};
inline constexpr base::Code unprotected{"KJ0932", "masked cell that can be derived",
                                        "So much is shown that a masked count can be worked out. `kjede audit-tables` lists the cells."};

inline constexpr const base::Code* query_codes[] = {&unknown_name, &bad_period, &unprotected};

}  // namespace kjede::service::codes
