#pragma once
// An expression as written, before its words have a meaning.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lexer.hpp"

namespace kjede::catalog {

struct Syntax {
  enum class Kind {
    word,       // text
    quoted,     // text
    number,     // text; measure: "min", "%", "mmHg" or empty
    date,       // text
    time,       // text
    negate,     // not parts[0]
    all_of,     // parts
    any_of,     // parts
    compare,    // text: = != < <= > >=; parts[0], parts[1]
    in,         // parts[0] in parts[1…]
    within,     // parts[0] within parts[1]
    ask,        // text: unknown | known; parts[0]
    calculate,  // text: + - * /; parts[0], parts[1]
    minus,      // - parts[0]
    elapsed,    // text: the unit; from parts[0] to parts[1]
    call,       // text: year, earliest, first known …; parts
    at_least,   // number: how many; of parts
    choose,     // if parts[0] then parts[1] else parts[2]
  };
  Kind kind = Kind::word;
  std::string text;
  std::string measure;
  int number = 0;
  int size = 1;  // nodes, itself included
  std::vector<Syntax> parts;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Nothing when a mistake was found. Then `problems` has the mistakes of every condition that 'and' and 'or' join, of
// every branch of an if and of all that stands in parentheses, and `readable` the conditions without one.
std::optional<Syntax> parse_syntax(std::string_view text, const Place& place, base::Diagnostics& problems,
                                   std::vector<Syntax>& readable);

// The same of words already cut: nothing, and the first mistake.
std::optional<Syntax> parse_tokens(const std::vector<Token>& tokens, const Place& place, base::Diagnostics& problems);

// The conditions that 'and' and 'or' join outside parentheses; nothing when that cannot be told.
std::vector<std::vector<Token>> conditions_of(const std::vector<Token>& tokens);
// What stands in the parentheses when they, perhaps after 'not', hold all of it; else nothing.
std::vector<Token> inside_parentheses(const std::vector<Token>& tokens);

// Condition and both values of an if that is all of it; else nothing.
std::vector<std::vector<Token>> branches_of(const std::vector<Token>& tokens);

// What stands in the outermost parentheses, one by one as commas part it, and all else with … in its place.
struct Groups {
  std::vector<std::vector<Token>> items;
  std::vector<Token> around;
};
Groups groups_of(const std::vector<Token>& tokens);

// The tokens without the parentheses that nothing opens or closes, and those.
struct Balanced {
  std::vector<Token> tokens;
  std::vector<Token> strays;
};
Balanced balanced(const std::vector<Token>& tokens);

}  // namespace kjede::catalog
