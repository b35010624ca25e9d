// Recursive descent over the tokens. The first word that does not fit ends the reading of a condition: what follows
// would be guesses. The other conditions are read by themselves (read_apart.cpp). Mistakes of meaning are found
// later, all of them (resolver.cpp).

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

#include "kjede/catalog/codes.hpp"
#include "syntax.hpp"

namespace kjede::catalog {
namespace {

constexpr int max_depth = 100;
constexpr std::size_t max_tokens = 5000;
constexpr int max_repeated = 50;  // parts

using Kind = Syntax::Kind;

class Parser {
 public:
  Parser(std::vector<Token> tokens, const Place& place, base::Diagnostics& problems)
      : tokens_(std::move(tokens)), place_(place), problems_(problems) {}

  std::optional<Syntax> run() {
    if (peek().kind == Token::Kind::end && peek().text.empty())
      stop(codes::syntax, peek(), "the expression is empty", "write a condition or a value");
    if (tokens_.size() > max_tokens)
      stop(codes::too_deep, peek(), "the expression is too long", "give parts of it names");
    Syntax whole = any_of();
    if (peek().kind != Token::Kind::end) left_over();
    if (stopped_) return std::nullopt;
    return whole;
  }

 private:
  const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  const Token& take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool take_if(std::string_view text) {
    if (!peek().is(text)) return false;
    take();
    return true;
  }

  // Reports the first mistake and moves to the end, where nothing more can be read; what is returned is thrown away.
  Syntax stop(const base::Code& code, const Token& token, std::string message, std::string advice) {
    if (!stopped_) {
      problems_.push_back({code.id,
                           base::Severity::error,
                           std::move(message),
                           place_(token.begin, std::max(token.end, token.begin + 1)),
                           {},
                           std::move(advice)});
    }
    stopped_ = true;
    at_ = tokens_.size() - 1;
    return {};
  }

  void expect(std::string_view text, std::string_view where) {
    if (take_if(text)) return;
    stop(codes::syntax, peek(), fmt::format("'{}' expected {}, {}", text, where, found()), {});
  }

  std::string found() const {
    return peek().kind == Token::Kind::end && peek().text.empty() ? "but the expression ends here"
                                                                  : fmt::format("found '{}'", peek().text);
  }

  void left_over() {
    const auto& token = peek();
    std::string advice = "join conditions with 'and' or 'or'";
    if (shouts(token)) advice = "the words and, or, not, in are written small";
    if (token.is(")")) advice = "take the parenthesis away, or open one before it";
    if (token.is(",")) advice = "lists follow 'in': airway in (supraglottic, endotracheal)";
    stop(codes::syntax, token, fmt::format("'{}' does not fit here", token.text), advice);
  }

  Syntax make(Kind kind, std::size_t begin, std::vector<Syntax> parts, std::string text = {}) const {
    Syntax node;
    node.kind = kind;
    node.text = std::move(text);
    node.begin = begin;
    node.end = at_ == 0 ? begin : tokens_[at_ - 1].end;
    node.parts = std::move(parts);
    for (const auto& part : node.parts) node.size += part.size;
    return node;
  }

  Syntax any_of() { return joined("or", Kind::any_of, &Parser::all_of); }
  Syntax all_of() { return joined("and", Kind::all_of, &Parser::negation); }

  Syntax joined(std::string_view word, Kind kind, Syntax (Parser::*part)()) {
    const auto begin = peek().begin;
    std::vector<Syntax> parts{(this->*part)()};
    while (take_if(word)) parts.push_back((this->*part)());
    return parts.size() == 1 ? std::move(parts.front()) : make(kind, begin, std::move(parts));
  }

  // Depth is counted where the grammar can turn back on itself.
  struct Deeper {
    explicit Deeper(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > max_depth) {
        parser_.stop(codes::too_deep, parser_.peek(), "the expression is nested too deep", "give parts of it names");
      }
    }
    ~Deeper() { --parser_.depth_; }
    Parser& parser_;
  };

  Syntax negation() {
    const Deeper deeper(*this);
    const auto begin = peek().begin;
    if (!take_if("not")) return comparison();
    std::vector<Syntax> parts{negation()};
    return make(Kind::negate, begin, std::move(parts));
  }

  static bool compares(const Token& token) {
    for (const auto sign : {"=", "!=", "<", "<=", ">", ">="}) {
      if (token.is(sign)) return true;
    }
    return false;
  }

  Syntax comparison() {
    const auto begin = peek().begin;
    Syntax left = sum();
    if (compares(peek())) return chain(begin, std::move(left));
    if (take_if("is")) return question(begin, std::move(left));
    if (take_if("within")) {
      std::vector<Syntax> parts{std::move(left), sum()};
      return make(Kind::within, begin, std::move(parts));
    }
    const bool negated = peek().is("not") && (peek(1).is("in") || peek(1).is("between"));
    if (negated) take();
    if (take_if("in")) return turned(negated, begin, list_after(begin, std::move(left)));
    if (take_if("between")) return turned(negated, begin, between(begin, std::move(left)));
    return left;
  }

  Syntax turned(bool negated, std::size_t begin, Syntax inner) {
    if (!negated) return inner;
    std::vector<Syntax> parts{std::move(inner)};
    return make(Kind::negate, begin, std::move(parts));
  }

  // What stands twice in the tree must be small, or nesting would double it without end.
  static bool repeatable(const Syntax& node) { return node.size <= max_repeated; }

  Syntax stop_long(const Syntax& node) {
    const Token token{Token::Kind::word, {}, node.begin, node.end};
    return stop(codes::too_deep, token, "the expression is too long to stand here", "give it a name");
  }

  // a < b, and a <= b < c as (a <= b) and (b < c).
  Syntax chain(std::size_t begin, Syntax left) {
    std::vector<Syntax> links;
    while (compares(peek())) {
      const std::string sign(take().text);
      Syntax right = sum();
      if (!links.empty() && !repeatable(left)) return stop_long(left);
      const auto link_begin = left.begin;
      std::vector<Syntax> parts{std::move(left), right};
      links.push_back(make(Kind::compare, link_begin, std::move(parts), sign));
      left = std::move(right);
    }
    return links.size() == 1 ? std::move(links.front()) : make(Kind::all_of, begin, std::move(links));
  }

  Syntax question(std::size_t begin, Syntax left) {
    bool unknown = take_if("not");
    const auto& word = peek();
    if (take_if("unknown")) {
      unknown = !unknown;
    } else if (!take_if("known")) {
      const bool nothing = word.is("null") || word.is("NULL") || word.is("missing") || word.is("empty");
      stop(codes::syntax, word, fmt::format("'unknown' or 'known' expected after 'is', {}", found()),
           nothing ? "write 'is unknown'" : "for equality write =");
    }
    std::vector<Syntax> parts{std::move(left)};
    return make(Kind::ask, begin, std::move(parts), unknown ? "unknown" : "known");
  }

  Syntax list_after(std::size_t begin, Syntax left) {
    if (!peek().is("(")) {
      return stop(codes::syntax, peek(), fmt::format("'(' expected after 'in', {}", found()), "write in (a, b)");
    }
    std::vector<Syntax> parts{std::move(left)};
    for (auto& part : list("after 'in'")) parts.push_back(std::move(part));
    return make(Kind::in, begin, std::move(parts));
  }

  std::vector<Syntax> list(std::string_view where) {
    expect("(", where);
    std::vector<Syntax> parts{any_of()};
    while (take_if(",")) parts.push_back(any_of());
    expect(")", "at the end of the list");
    return parts;
  }

  Syntax between(std::size_t begin, Syntax middle) {
    if (!repeatable(middle)) return stop_long(middle);
    Syntax low = sum();
    expect("and", "between the two bounds");
    Syntax high = sum();
    std::vector<Syntax> lower{middle, std::move(low)};
    std::vector<Syntax> upper{std::move(middle), std::move(high)};
    std::vector<Syntax> both;
    both.push_back(make(Kind::compare, begin, std::move(lower), ">="));
    both.push_back(make(Kind::compare, begin, std::move(upper), "<="));
    return make(Kind::all_of, begin, std::move(both));
  }

  Syntax sum() { return calculated("+", "-", &Parser::product); }
  Syntax product() { return calculated("*", "/", &Parser::signed_value); }

  Syntax calculated(std::string_view one, std::string_view other, Syntax (Parser::*part)()) {
    const auto begin = peek().begin;
    Syntax left = (this->*part)();
    for (int length = 0; peek().is(one) || peek().is(other); ++length) {
      if (length > max_depth) stop(codes::too_deep, peek(), "the calculation is too long", "give parts of it names");
      const std::string sign(take().text);
      std::vector<Syntax> parts{std::move(left), (this->*part)()};
      left = make(Kind::calculate, begin, std::move(parts), sign);
    }
    return left;
  }

  Syntax signed_value() {
    const Deeper deeper(*this);
    const auto begin = peek().begin;
    if (!take_if("-")) return primary();
    std::vector<Syntax> parts{signed_value()};
    return make(Kind::minus, begin, std::move(parts));
  }

  Syntax primary() {
    const Token token = peek();
    switch (token.kind) {
      case Token::Kind::number: return number();
      case Token::Kind::text: take(); return make(Kind::quoted, token.begin, {}, std::string(token.text));
      case Token::Kind::date: take(); return make(Kind::date, token.begin, {}, std::string(token.text));
      case Token::Kind::time: take(); return make(Kind::time, token.begin, {}, std::string(token.text));
      case Token::Kind::word: return word();
      default: break;
    }
    if (!take_if("(")) return stop(codes::syntax, token, fmt::format("a value or condition expected, {}", found()), {});
    Syntax inner = any_of();
    expect(")", "to close the parenthesis");
    inner.begin = token.begin;
    inner.end = tokens_[at_ - 1].end;
    return inner;
  }

  static bool shouts(const Token& token) {
    return token.is("AND") || token.is("OR") || token.is("NOT") || token.is("IN");
  }

  Syntax number() {
    const auto token = take();
    std::string measure;
    if (peek().is("%") || (peek().kind == Token::Kind::word && !is_reserved(peek().text) && !shouts(peek())))
      measure = take().text;
    Syntax node = make(Kind::number, token.begin, {}, std::string(token.text));
    node.measure = std::move(measure);
    return node;
  }

  Syntax word() {
    const auto token = peek();
    if (token.is("if")) return choose();
    if (token.is("at") && peek(1).is("least")) return at_least();
    if (token.is("first") && peek(1).is("known") && peek(2).is("of")) {
      at_ += 3;
      return call(token.begin, "first known");
    }
    if (is_reserved(token.text) && !(token.is("unknown") || token.is("known")) &&
        !(token.is("sum") && peek(1).is("of"))) {
      return stop(codes::syntax, token, fmt::format("a value or condition expected, {}", found()), {});
    }
    take();
    if (peek().is("from")) return elapsed(token);
    if (take_if("of")) return call(token.begin, std::string(token.text));
    return make(Kind::word, token.begin, {}, std::string(token.text));
  }

  Syntax elapsed(const Token& unit) {
    const auto seconds = seconds_in(unit.text);
    if (seconds == 0.0) {
      return stop(codes::syntax, unit, fmt::format("'{}' is no unit of time", unit.text),
                  "write seconds, minutes, hours or days from … to …");
    }
    expect("from", "after the unit");
    std::vector<Syntax> parts{primary()};
    expect("to", "after the first time");
    parts.push_back(primary());
    return make(Kind::elapsed, unit.begin, std::move(parts), std::string(unit.text));
  }

  Syntax call(std::size_t begin, std::string name) {
    const Deeper deeper(*this);
    std::vector<Syntax> parts;
    const bool many =
        name == "earliest" || name == "latest" || name == "lowest" || name == "highest" || name == "first known";
    if (many) {
      parts = list(fmt::format("after '{} of'", name));
    } else {
      parts.push_back(name == "sum" ? sum() : primary());
    }
    return make(Kind::call, begin, std::move(parts), std::move(name));
  }

  Syntax at_least() {
    const auto begin = take().begin;
    take();
    const auto count = take();
    int number = 0;
    const auto [end, error] = std::from_chars(count.text.data(), count.text.data() + count.text.size(), number);
    if (count.kind != Token::Kind::number || error != std::errc{} || end != count.text.data() + count.text.size()) {
      return stop(codes::syntax, count, "a whole number expected after 'at least'", "write at least 2 of (a, b, c)");
    }
    expect("of", "after the number");
    Syntax node = make(Kind::at_least, begin, list("after 'of'"));
    for (const auto& part : node.parts) {
      if (!repeatable(part)) return stop_long(part);
    }
    node.number = number;
    node.end = tokens_[at_ - 1].end;
    return node;
  }

  Syntax choose() {
    const Deeper deeper(*this);
    const auto begin = take().begin;
    std::vector<Syntax> parts{any_of()};
    expect("then", "after the condition");
    parts.push_back(any_of());
    expect("else", "after the first value");
    parts.push_back(any_of());
    return make(Kind::choose, begin, std::move(parts));
  }

  std::vector<Token> tokens_;
  const Place& place_;
  base::Diagnostics& problems_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool stopped_ = false;
};

}  // namespace

std::optional<Syntax> parse_tokens(const std::vector<Token>& tokens, const Place& place, base::Diagnostics& problems) {
  return Parser(tokens, place, problems).run();
}

}  // namespace kjede::catalog
