// An expression that cannot be read whole is read condition by condition, so that each can say its own mistake.

#include "syntax.hpp"

namespace kjede::catalog {
namespace {

// The tokens from `first` up to `last`, ended by the token that follows them, so that messages can name it.
std::vector<Token> slice(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  std::vector<Token> part(tokens.begin() + static_cast<std::ptrdiff_t>(first),
                          tokens.begin() + static_cast<std::ptrdiff_t>(last));
  part.push_back(tokens[last]);
  part.back().kind = Token::Kind::end;
  return part;
}

int depth_change(const Token& token) { return token.is("(") ? 1 : token.is(")") ? -1 : 0; }

}  // namespace

std::vector<std::vector<Token>> conditions_of(const std::vector<Token>& tokens) {
  std::vector<std::vector<Token>> parts;
  const std::size_t end = tokens.size() - 1;
  std::size_t first = 0;
  int depth = 0;
  int betweens = 0;  // whose 'and' is still to come
  for (std::size_t i = 0; i < end; ++i) {
    depth += depth_change(tokens[i]);
    if (depth < 0) return {};
    if (depth > 0) continue;
    if (tokens[i].is("if")) return {};  // its last value reaches to the end
    if (tokens[i].is("between")) ++betweens;
    const bool of_between = tokens[i].is("and") && betweens > 0;
    if (of_between) --betweens;
    if (of_between || !(tokens[i].is("and") || tokens[i].is("or"))) continue;
    parts.push_back(slice(tokens, first, i));
    first = i + 1;
  }
  if (depth != 0) return {};
  parts.push_back(slice(tokens, first, end));
  return parts;
}

std::vector<Token> inside_parentheses(const std::vector<Token>& tokens) {
  const std::size_t end = tokens.size() - 1;
  std::size_t open = 0;
  while (open < end && tokens[open].is("not")) ++open;
  if (open + 1 >= end || !tokens[open].is("(") || !tokens[end - 1].is(")")) return {};
  int depth = 0;
  for (std::size_t i = open; i < end; ++i) {
    depth += depth_change(tokens[i]);
    if (depth == 0 && i + 1 < end) return {};
  }
  return depth == 0 ? slice(tokens, open + 1, end - 1) : std::vector<Token>{};
}

}  // namespace kjede::catalog
