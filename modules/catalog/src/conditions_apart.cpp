// An expression that cannot be read whole is read piece by piece, so that each can say its own mistake: conditions,
// branches of an if, what stands in parentheses, and what is left around them.

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
    if (tokens[i].is("if") && i > first) return {};
    if (tokens[i].is("if")) break;  // its last value reaches to the end
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

std::vector<std::vector<Token>> branches_of(const std::vector<Token>& tokens) {
  if (!tokens.front().is("if")) return {};
  std::vector<std::vector<Token>> parts;
  const std::size_t end = tokens.size() - 1;
  std::size_t first = 1;
  int depth = 0;
  int inner = 0;  // an if within the if
  for (std::size_t i = 1; i < end; ++i) {
    depth += depth_change(tokens[i]);
    if (depth > 0) continue;
    if (tokens[i].is("if")) ++inner;
    const bool of_inner = inner > 0;
    if (tokens[i].is("else") && of_inner) --inner;
    if (of_inner || !tokens[i].is(parts.empty() ? "then" : "else") || parts.size() > 1) continue;
    parts.push_back(slice(tokens, first, i));
    first = i + 1;
  }
  if (parts.size() != 2) return {};
  parts.push_back(slice(tokens, first, end));
  return parts;
}

Groups groups_of(const std::vector<Token>& tokens) {
  Groups groups;
  const std::size_t end = tokens.size() - 1;
  std::size_t first = 0;
  int depth = 0;
  bool listed = false;  // a comma stands in these parentheses: what follows it may not be empty
  for (std::size_t i = 0; i < end; ++i) {
    const int before = depth;
    depth += depth_change(tokens[i]);
    const bool closes = before == 1 && depth == 0;
    if (before == 1 && (closes || tokens[i].is(","))) {
      listed = listed || tokens[i].is(",");
      if (i > first || listed) groups.items.push_back(slice(tokens, first, i));
      first = i + 1;
    }
    if (before == 0 || closes) groups.around.push_back(tokens[i]);
    if (before == 0 && depth == 1) {
      listed = false;
      first = i + 1;
      groups.around.push_back({Token::Kind::word, "…", tokens[i].begin, tokens[i].end});
    }
  }
  groups.around.push_back(tokens[end]);
  return groups;
}

Balanced balanced(const std::vector<Token>& tokens) {
  Balanced result;
  std::vector<std::size_t> open;
  std::vector<char> stray(tokens.size(), 0);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].is("(")) open.push_back(i);
    if (!tokens[i].is(")")) continue;
    if (open.empty()) {
      stray[i] = 1;
    } else {
      open.pop_back();
    }
  }
  for (const auto i : open) stray[i] = 1;
  for (std::size_t i = 0; i < tokens.size(); ++i) (stray[i] != 0 ? result.strays : result.tokens).push_back(tokens[i]);
  return result;
}

}  // namespace kjede::catalog
