#pragma once
// A value about a person. It cannot be printed, formatted or compared by accident: reveal() is the only way out,
// and a review looks for that word.

#include <utility>

namespace kjede::base {

template <class T>
class Sensitive {
 public:
  explicit Sensitive(T value) : value_(std::move(value)) {}
  const T& reveal() const { return value_; }

 private:
  T value_;
};

}  // namespace kjede::base
