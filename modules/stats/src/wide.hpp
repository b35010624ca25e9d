#pragma once
// 128-bit integers, for products of two 64-bit ones. A compiler extension that g++ and clang both have.

namespace kjede::stats {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

}  // namespace kjede::stats
