#pragma once
// Finds the bytes that matter in CSV 64 at a time: a bit for each delimiter, line end or NUL.

#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace kjede::text {

struct CsvMarks {
  char delimiter;
  char newline;
};

// Bit i is set if p[i] is the delimiter, the line end or NUL. Reads 64 bytes.
inline std::uint64_t structural_bits(const char* p, CsvMarks marks) {
#if defined(__SSE2__)
  const __m128i delimiter = _mm_set1_epi8(marks.delimiter);
  const __m128i newline = _mm_set1_epi8(marks.newline);
  const __m128i zero = _mm_setzero_si128();
  std::uint64_t bits = 0;
  for (int i = 0; i < 4; ++i) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 16 * i));
    const __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(block, zero),
                                     _mm_or_si128(_mm_cmpeq_epi8(block, delimiter), _mm_cmpeq_epi8(block, newline)));
    bits |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hit))) << (16 * i);
  }
  return bits;
#else
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 64; ++i) {
    const bool hit = p[i] == marks.delimiter || p[i] == marks.newline || p[i] == '\0';
    bits |= std::uint64_t{hit} << i;
  }
  return bits;
#endif
}

// Walks the structural bytes of [from, end). At least 64 bytes after `end` must be readable.
class StructuralWalk {
 public:
  void start(const char* from, const char* end, CsvMarks marks) {
    marks_ = marks;
    end_ = end;
    seek(from);
  }
  void seek(const char* from) {
    block_ = from;
    load();
  }
  // The next structural byte, or end.
  const char* next() {
    while (bits_ == 0) {
      block_ += 64;
      if (block_ >= end_) return end_;
      load();
    }
    const char* hit = block_ + __builtin_ctzll(bits_);
    bits_ &= bits_ - 1;
    return hit;
  }

 private:
  void load() {
    bits_ = block_ < end_ ? structural_bits(block_, marks_) : 0;
    if (end_ - block_ < 64 && block_ < end_) bits_ &= (std::uint64_t{1} << (end_ - block_)) - 1;
  }

  CsvMarks marks_{};
  const char* block_ = nullptr;
  const char* end_ = nullptr;
  std::uint64_t bits_ = 0;
};

}  // namespace kjede::text
