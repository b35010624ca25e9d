#include "answer_key.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sodium.h>

#include <array>

namespace kjede::measure {

std::string answer_key(std::string_view question) {
  std::array<unsigned char, 32> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(question.data()),
                     question.size(), nullptr, 0);
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

}  // namespace kjede::measure
