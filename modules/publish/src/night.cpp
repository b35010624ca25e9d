#include <array>
#include <string_view>
#include <utility>

#include "spec.hpp"

namespace kjede::publish {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Contrast with the ground (#15191e): text at least 4.5, lines and signs at least 3.
constexpr std::array kNight{
    Pair{"white", "#15191e"},   Pair{"#ffffff", "#15191e"}, Pair{"#111111", "#f2f2f2"}, Pair{"#222222", "#e6e6e6"},
    Pair{"#333333", "#d0d0d0"}, Pair{"#444444", "#c8c8c8"}, Pair{"#6b6b6b", "#a8a8a8"}, Pair{"#999999", "#8a8a8a"},
    Pair{"#8a8a8a", "#9a9a9a"}, Pair{"#9a9a9a", "#8f8f8f"}, Pair{"#dcdcdc", "#333a42"}, Pair{"#e4e4e4", "#2a3038"},
    Pair{"#e8e8e8", "#2a3038"}, Pair{"#1d3b5c", "#a9cdf0"}, Pair{"#5b8db8", "#5b9bd1"}, Pair{"#2f5f8a", "#8fc1ec"},
    Pair{"#7a4a00", "#ffc46b"}, Pair{"#dcefdc", "#1d3a24"}, Pair{"#fbf1cd", "#40381a"}, Pair{"#f8dfdb", "#452522"},
    Pair{"#2e7d32", "#6cc070"}, Pair{"#b77900", "#e0a93b"}, Pair{"#b3261e", "#f07b72"}, Pair{"#dbe6f1", "#22303e"},
    Pair{"#b5cde3", "#2f4860"}, Pair{"#b3541e", "#e98a50"}, Pair{"#555555", "#b0b0b0"}, Pair{"#808080", "#8f8f8f"},
    Pair{"#aaaaaa", "#7f8790"}, Pair{"#cccccc", "#3a414a"}, Pair{"#e2e2e2", "#2a3038"}, Pair{"#12263d", "#cfe3f7"},
    Pair{"#2f6ea5", "#6fb0e6"}, Pair{"#4b7f52", "#7fc08a"}, Pair{"#6b4c9a", "#b79be0"}, Pair{"#8fa3bb", "#6f86a0"},
    Pair{"#b9d3ea", "#34506b"}, Pair{"#d97a00", "#f0a040"}};

}  // namespace

void darken(Json& spec) {
  if (spec.is_structured()) {
    for (auto& part : spec) darken(part);
    return;
  }
  if (!spec.is_string()) return;
  const auto& text = spec.get_ref<const std::string&>();
  for (const auto& [light, night] : kNight) {
    if (text != light) continue;
    spec = std::string(night);
    return;
  }
}

}  // namespace kjede::publish
