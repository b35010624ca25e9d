#include "lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kjede/catalog/codes.hpp"

namespace kjede::catalog {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Letters, underscore, and every byte of a multi-byte character: a name in Norwegian letters is one word, so that
// the message is about the word and not about its letters.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80U;
}

struct Foreign {
  std::string_view sign;
  std::string_view ours;
};

// What other languages write, longest first.
constexpr std::array<Foreign, 6> foreign_signs{
    {{"==", "="}, {"<>", "!="}, {"&&", "and"}, {"||", "or"}, {"~=", "!="}, {"!", "not"}}};
constexpr std::array<Foreign, 5> other_spellings{{{"≤", "<="}, {"≥", ">="}, {"≠", "!="}, {"−", "-"}, {"×", "*"}}};
constexpr std::array<std::string_view, 12> signs{"<=", ">=", "!=", "<", ">", "=", "(", ")", ",", "+", "-", "*"};

class Lexer {
 public:
  Lexer(std::string_view text, const Place& place, base::Diagnostics& problems)
      : text_(text), place_(place), problems_(problems) {}

  std::vector<Token> run() {
    while (skip_blanks(), at_ < text_.size()) next();
    add(Token::Kind::end, text_.size(), text_.size(), "");
    return std::move(tokens_);
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }

  void skip_blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  void add(Token::Kind kind, std::size_t begin, std::size_t end, std::string_view text) {
    tokens_.push_back({kind, text, begin, end});
    at_ = end;
  }

  void report(const base::Code& code, std::size_t begin, std::size_t end, std::string message, std::string advice) {
    problems_.push_back(
        {code.id, base::Severity::error, std::move(message), place_(begin, end), {}, std::move(advice)});
  }

  void next() {
    if (is_digit(text_[at_])) return number();
    if (other_spelling() || foreign() || sign()) return;
    if (is_letter(text_[at_])) return word();
    if (text_[at_] == '\'' || text_[at_] == '"') return quoted(text_[at_]);
    report(codes::unreadable_character, at_, at_ + 1,
           fmt::format("'{}' has no meaning in an expression", shown(text_[at_])), "take it away");
    ++at_;
  }

  static std::string shown(char c) {
    return c >= ' ' && c < 0x7F ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }

  bool other_spelling() {
    for (const auto& [sign, ours] : other_spellings) {
      if (!rest().starts_with(sign)) continue;
      add(Token::Kind::sign, at_, at_ + sign.size(), ours);
      return true;
    }
    return false;
  }

  bool foreign() {
    for (const auto& [sign, ours] : foreign_signs) {
      if (!rest().starts_with(sign) || (sign == "!" && rest().starts_with("!="))) continue;
      report(codes::foreign_sign, at_, at_ + sign.size(), fmt::format("'{}' is not written so here", sign),
             fmt::format("write '{}'", ours));
      const auto kind = is_letter(ours.front()) ? Token::Kind::word : Token::Kind::sign;
      add(kind, at_, at_ + sign.size(), ours);
      return true;
    }
    return false;
  }

  bool sign() {
    for (const auto candidate : signs) {
      if (!rest().starts_with(candidate)) continue;
      add(Token::Kind::sign, at_, at_ + candidate.size(), text_.substr(at_, candidate.size()));
      return true;
    }
    if (text_[at_] != '/' && text_[at_] != '%') return false;
    add(Token::Kind::sign, at_, at_ + 1, text_.substr(at_, 1));
    return true;
  }

  void word() {
    std::size_t end = at_;
    while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]))) ++end;
    add(Token::Kind::word, at_, end, text_.substr(at_, end - at_));
  }

  void quoted(char quote) {
    const auto end = text_.find(quote, at_ + 1);
    if (end != std::string_view::npos) {
      return add(Token::Kind::text, at_, end + 1, text_.substr(at_ + 1, end - at_ - 1));
    }
    report(codes::syntax, at_, text_.size(), "the quoted text has no end", fmt::format("close it with {}", quote));
    add(Token::Kind::text, at_, text_.size(), text_.substr(at_ + 1));
  }

  std::size_t digits_from(std::size_t from) const {
    while (from < text_.size() && is_digit(text_[from])) ++from;
    return from;
  }

  void number() {
    if (calendar()) return;
    std::size_t end = digits_from(at_);
    if (end + 1 < text_.size() && text_[end] == '.' && is_digit(text_[end + 1])) end = digits_from(end + 1);
    const std::size_t comma = end;
    if (comma + 1 < text_.size() && text_[comma] == ',' && is_digit(text_[comma + 1]) && !in_list()) {
      end = digits_from(comma + 1);
      std::string pointed(text_.substr(at_, end - at_));
      std::replace(pointed.begin(), pointed.end(), ',', '.');
      report(codes::syntax, at_, end, "decimals are written with a point", fmt::format("write {}", pointed));
    }
    add(Token::Kind::number, at_, end, text_.substr(at_, end - at_));
  }

  // Inside parentheses a comma parts the values of a list.
  bool in_list() const {
    const auto depth = std::count_if(tokens_.begin(), tokens_.end(), [](const Token& t) { return t.is("("); }) -
                       std::count_if(tokens_.begin(), tokens_.end(), [](const Token& t) { return t.is(")"); });
    return depth > 0;
  }

  // Z, +01:00, or nothing: local time.
  static std::size_t offset_at(std::string_view text) {
    if (text.starts_with('Z')) return 1;
    const bool offset = text.size() >= 6 && (text[0] == '+' || text[0] == '-') && is_digit(text[1]) &&
                        is_digit(text[2]) && text[3] == ':' && is_digit(text[4]) && is_digit(text[5]);
    return offset ? 6 : 0;
  }

  // 2024-01-01 or 2024-01-01T10:00[:30][Z]; before numbers, or it would read as two subtractions.
  bool calendar() {
    const auto shape = [this](std::string_view pattern) {
      if (rest().size() < pattern.size()) return false;
      return std::equal(pattern.begin(), pattern.end(), rest().begin(),
                        [](char p, char c) { return p == '0' ? is_digit(c) : p == c; });
    };
    if (!shape("0000-00-00")) return false;
    const bool timed = shape("0000-00-00T00:00");
    std::size_t length = timed ? 16 : 10;
    if (shape("0000-00-00T00:00:00")) length = 19;
    if (timed) length += offset_at(rest().substr(length));
    add(timed ? Token::Kind::time : Token::Kind::date, at_, at_ + length, text_.substr(at_, length));
    return true;
  }

  std::string_view text_;
  const Place& place_;
  base::Diagnostics& problems_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

constexpr std::array<std::string_view, 16> reserved{"and", "or", "not",  "in",   "is",     "between", "from",  "to",
                                                    "of",  "if", "then", "else", "within", "unknown", "known", "sum"};

}  // namespace

std::vector<Token> lex(std::string_view text, const Place& place, base::Diagnostics& problems) {
  return Lexer(text, place, problems).run();
}

bool is_reserved(std::string_view word) { return std::find(reserved.begin(), reserved.end(), word) != reserved.end(); }

}  // namespace kjede::catalog
