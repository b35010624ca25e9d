#pragma once
// Result<T>: a value, or the diagnostics that say why there is none. Named like std::expected for a later swap.
// Exceptions are for broken invariants only.

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "kjede/base/diagnostic.hpp"

namespace kjede::base {

struct Unexpected {
  Diagnostics diagnostics;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(Unexpected error) : content_(std::in_place_index<1>, std::move(error.diagnostics)) {}

  bool has_value() const { return content_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  T& value() & { return std::get<0>(content_); }
  const T& value() const& { return std::get<0>(content_); }
  T&& value() && { return std::get<0>(std::move(content_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Diagnostics& error() const { return std::get<1>(content_); }
  Unexpected unexpected() const { return {error()}; }

 private:
  std::variant<T, Diagnostics> content_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Unexpected error) : diagnostics_(std::move(error.diagnostics)) {}
  bool has_value() const { return !diagnostics_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Diagnostics& error() const { return *diagnostics_; }
  Unexpected unexpected() const { return {*diagnostics_}; }

 private:
  std::optional<Diagnostics> diagnostics_;
};

inline Unexpected fail(Diagnostics diagnostics) { return {std::move(diagnostics)}; }
Unexpected fail(const Code& code, std::string message, std::string suggestion = {});
Unexpected fail(const Code& code, std::string message, SourceSpan span, std::string suggestion = {});

// KJEDE_TRY(call()): leaves the function with call()'s diagnostics if it failed.
#define KJEDE_TRY(expression)                                \
  do {                                                       \
    if (auto kjede_result_ = (expression); !kjede_result_) { \
      return kjede_result_.unexpected();                     \
    }                                                        \
  } while (false)

// KJEDE_ASSIGN(auto rows, call()): the value, or leaves the function with the diagnostics.
#define KJEDE_CONCAT_(a, b) a##b
#define KJEDE_CONCAT(a, b) KJEDE_CONCAT_(a, b)
#define KJEDE_ASSIGN(declaration, expression) \
  KJEDE_ASSIGN_(KJEDE_CONCAT(kjede_assign_, __LINE__), declaration, expression)
#define KJEDE_ASSIGN_(name, declaration, expression) \
  auto name = (expression);                          \
  if (!name) {                                       \
    return name.unexpected();                        \
  }                                                  \
  declaration = *std::move(name)

}  // namespace kjede::base
