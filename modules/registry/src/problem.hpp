#pragma once
// What is wrong with a value, told without the value.

#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/diagnostic.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/registry/identifier.hpp"
#include "time_format.hpp"

namespace kjede::registry {

struct Problem {
  const base::Code* code = nullptr;
  std::string field;           // variable, or empty for the whole row
  catalog::Label value_class;  // "text of 11 digits", "number above range"
  catalog::Label reason;
  catalog::Label advice;
  bool warning = false;  // the row is kept
};

using Problems = std::vector<Problem>;

// The kind and length of a text, never its content.
catalog::Label value_class(std::string_view text);

// What is wrong with an identity number that is not valid, and with a date or time of the common forms.
Problem identifier_problem(const IdentifierVerdict& verdict, std::string field, std::string_view number);
Problem time_problem(TimeFault fault, std::string field, std::string_view text);

// Why a row could not be read: the reader's own words in English, the kind of fault in Norwegian.
Problem unreadable(const base::Diagnostic& fault);

}  // namespace kjede::registry
