#pragma once
// The same work on each of a number of independent things, on all processors.

#include <cstddef>
#include <functional>

namespace kjede::measure {

// work(i) for i = 0 … n − 1, in any order and side by side; the first exception is thrown again when all are done.
void for_each_part(std::size_t n, const std::function<void(std::size_t)>& work);

}  // namespace kjede::measure
