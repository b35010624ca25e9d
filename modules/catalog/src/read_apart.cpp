// An expression with a mistake is read piece by piece, so that all its mistakes are told at once.

#include <algorithm>
#include <iterator>

#include "kjede/catalog/codes.hpp"
#include "syntax.hpp"

namespace kjede::catalog {
namespace {

// Reads a text that has a mistake, piece by piece.
class Apart {
 public:
  Apart(const Place& place, base::Diagnostics& problems, std::vector<Syntax>& readable)
      : place_(place), problems_(problems), readable_(readable) {}

  // `condition`: it could stand by itself, so its meaning is looked at too.
  void read(const std::vector<Token>& tokens, bool condition, int depth = 0) {
    constexpr int deep_enough = 10;
    if (depth < deep_enough && split(tokens, condition, depth)) return;
    base::Diagnostics own;
    auto syntax = parse_tokens(tokens, place_, own);
    if (syntax && own.empty()) {
      if (condition) readable_.push_back(*std::move(syntax));
      return;
    }
    const auto before = problems_.size();
    if (depth < deep_enough) read_groups(tokens, depth);
    // Of two messages at one place the one that saw all of the text says more.
    const auto same = std::find_if(problems_.begin() + static_cast<std::ptrdiff_t>(before), problems_.end(),
                                   [&](const base::Diagnostic& one) { return same_place(one, own.front()); });
    if (same != problems_.end()) {
      *same = std::move(own.front());
    } else if (problems_.size() == before) {
      std::move(own.begin(), own.end(), std::back_inserter(problems_));
    }
  }

  // Parentheses that do not fit are told, and the rest is read without them.
  void read_unbalanced(const std::vector<Token>& tokens, const base::Diagnostic& first) {
    const auto [rest, strays] = balanced(tokens);
    read(rest, true);
    if (strays.empty()) return;
    const bool said = std::any_of(problems_.begin(), problems_.end(),
                                  [&](const base::Diagnostic& one) { return same_place(one, first); });
    if (!said) return problems_.push_back(first);
    for (const auto& stray : strays) {
      auto text = stray.is(")") ? "')' does not fit here" : "this parenthesis is not closed";
      problems_.push_back({codes::syntax.id, base::Severity::error, text, place_(stray.begin, stray.end), {}, {}});
    }
  }

 private:
  static bool same_place(const base::Diagnostic& a, const base::Diagnostic& b) {
    return a.span.line == b.span.line && a.span.column == b.span.column;
  }

  bool split(const std::vector<Token>& tokens, bool condition, int depth) {
    const auto parts = conditions_of(tokens);
    if (parts.size() > 1) {
      for (const auto& part : parts) read(part, condition, depth + 1);
      return true;
    }
    if (const auto inner = inside_parentheses(tokens); !inner.empty()) {
      read(inner, condition, depth + 1);
      return true;
    }
    const auto branches = branches_of(tokens);
    for (std::size_t i = 0; i < branches.size(); ++i) read(branches[i], i == 0, depth + 1);
    return !branches.empty();
  }

  void read_groups(const std::vector<Token>& tokens, int depth) {
    const auto groups = groups_of(tokens);
    if (groups.items.empty()) return;
    for (const auto& item : groups.items) read(item, false, depth + 1);
    parse_tokens(groups.around, place_, problems_);
  }

  const Place& place_;
  base::Diagnostics& problems_;
  std::vector<Syntax>& readable_;
};

}  // namespace

std::optional<Syntax> parse_syntax(std::string_view text, const Place& place, base::Diagnostics& problems,
                                   std::vector<Syntax>& readable) {
  const auto before = problems.size();
  const auto tokens = lex(text, place, problems);
  if (problems.size() > before && tokens.size() == 1) return std::nullopt;
  base::Diagnostics first;
  auto syntax = parse_tokens(tokens, place, first);
  if (first.empty()) return problems.size() > before ? std::nullopt : std::move(syntax);
  base::Diagnostics each;
  if (first.front().code != codes::too_deep.id) Apart(place, each, readable).read_unbalanced(tokens, first.front());
  auto& found = each.empty() ? first : each;
  problems.insert(problems.end(), found.begin(), found.end());
  return std::nullopt;
}

}  // namespace kjede::catalog
