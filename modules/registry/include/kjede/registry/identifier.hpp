#pragma once
// Norwegian identity numbers: fødselsnummer, D-, H- and FH-number (11 digits), DUF number (12 digits).
// Sources: Skatteetaten, folkeregisteret-api-dokumentasjon nyttfnr2032 (both check rules are accepted in parallel);
// KITH/HIS 1001:2010 (H-number); Norsk helsenett (FH-number); UDI (DUF).
//
//   const auto verdict = registry::check_identifier(text);
//   if (verdict.valid() && !verdict.synthetic) …
//
// Sex and century are not read from the number: from 2032 they are not in it.

#include <string>
#include <string_view>

namespace kjede::registry {

enum class IdentifierKind { birth_number, d_number, h_number, fh_number, duf };
enum class IdentifierFault { none, length, not_digits, date, check_digits };

struct IdentifierVerdict {
  IdentifierFault fault = IdentifierFault::none;
  IdentifierKind kind = IdentifierKind::birth_number;
  bool synthetic = false;       // month + 80 (Skatteetaten) or + 65 (Norsk helsenett)
  bool only_2032_rule = false;  // the first check digit fits only the rule in force from 2032
  bool legacy_h = false;        // H-number whose check digits are those of the number without its mark
  bool valid() const { return fault == IdentifierFault::none; }
};

// `digits` as normalised.
IdentifierVerdict check_identifier(std::string_view digits);

// Without blanks and the hyphen some programs put after the date.
std::string normalise_identifier(std::string_view text);

// A text that holds the 11 digits of a valid number (synthetic ones too) between characters that are no digits,
// written together or with a blank or hyphen after the sixth. A DUF number is not looked for: every hundredth number of
// 12 digits passes its check.
bool holds_identifier(std::string_view text);

std::string_view to_string(IdentifierKind kind);

}  // namespace kjede::registry
