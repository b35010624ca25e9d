#pragma once
// How an indicator's numbers are shown: masking, control chart, funnel, upload.

#include "fields.hpp"

namespace kjede::catalog {

void read_publish(Fields& fields, Indicator& indicator, Problems& problems);

}  // namespace kjede::catalog
