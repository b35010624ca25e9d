#include "problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kjede/registry/codes.hpp"
#include "kjede/text/codes.hpp"

namespace kjede::registry {
namespace {

struct NorwegianFault {
  const base::Code* code;
  std::string_view what, advice;
};

// The ways in which a reader of room text refuses a row.
constexpr std::array faults{
    NorwegianFault{&text::codes::csv_ragged, "raden har ikke like mange felter som overskriften",
                   "se etter et skilletegn som mangler eller er for mye"},
    NorwegianFault{&text::codes::csv_quote, "anførselstegnene i raden går ikke opp",
                   "skriv et anførselstegn inne i et felt dobbelt, og lukk feltet"},
    NorwegianFault{&text::codes::record_too_long, "raden er lengre enn tillatt",
                   "et anførselstegn er ikke lukket, eller linjeskiftene mangler"},
    NorwegianFault{&text::codes::nul_byte, "et NUL-tegn i raden", "filen er ødelagt på dette stedet"},
    NorwegianFault{&text::codes::bad_encoding, "tegn som ikke er UTF-8, i en fil som ellers er det",
                   "lagre hele filen i én tegnkoding"},
    NorwegianFault{&text::codes::json_syntax, "ikke gyldig JSON", "skriv ett JSON-objekt per linje"},
    NorwegianFault{&text::codes::json_record, "linjen er ikke ett JSON-objekt", "skriv ett JSON-objekt per linje"},
    NorwegianFault{&text::codes::json_duplicate_key, "en nøkkel står to ganger i ett objekt",
                   "skriv hver nøkkel én gang"},
    NorwegianFault{&text::codes::json_limit, "JSON-objektet er for dypt eller for stort",
                   "del det opp, eller sjekk at det er riktig fil"},
};

std::string norwegian(IdentifierKind kind) {
  switch (kind) {
    case IdentifierKind::birth_number: return "fødselsnummeret";
    case IdentifierKind::d_number: return "D-nummeret";
    case IdentifierKind::h_number: return "H-nummeret";
    case IdentifierKind::fh_number: return "FH-nummeret";
    case IdentifierKind::duf: return "DUF-nummeret";
  }
  return "";
}

catalog::Label fault_words(const IdentifierVerdict& verdict) {
  switch (verdict.fault) {
    case IdentifierFault::none: return {};
    case IdentifierFault::length:
      return {"et identitetsnummer har 11 sifre, et DUF-nummer 12",
              "an identity number has 11 digits, a DUF number 12"};
    case IdentifierFault::not_digits:
      return {"et identitetsnummer har bare sifre", "an identity number has digits only"};
    case IdentifierFault::date:
      return {fmt::format("{} har en dag som ikke finnes", norwegian(verdict.kind)),
              fmt::format("the {} holds a day that does not exist", to_string(verdict.kind))};
    case IdentifierFault::check_digits:
      return {fmt::format("kontrollsifrene i {} stemmer ikke", norwegian(verdict.kind)),
              fmt::format("the check digits of the {} do not fit", to_string(verdict.kind))};
  }
  return {};
}

}  // namespace

catalog::Label value_class(std::string_view text) {
  if (text.empty()) return {"ingenting", "nothing"};
  const auto all_in = [text](std::string_view set) { return text.find_first_not_of(set) == std::string_view::npos; };
  const auto both = [](std::string_view nb, std::string_view en, auto size) {
    return catalog::Label{fmt::format(fmt::runtime(nb), size), fmt::format(fmt::runtime(en), size)};
  };
  if (all_in("0123456789")) return both("tekst på {} sifre", "text of {} digits", text.size());
  const auto marks = std::count(text.begin(), text.end(), '.') + std::count(text.begin(), text.end(), ',');
  const bool one_number =
      text.find_first_of("+-", 1) == std::string_view::npos && (marks <= 1 || text.find(',') != std::string_view::npos);
  if (one_number && all_in("0123456789+-.,"))
    return both("tallignende tekst på {} tegn", "number-like text of {} characters", text.size());
  if (all_in("0123456789-./: TZ+"))
    return both("datolignende tekst på {} tegn", "date-like text of {} characters", text.size());
  const auto points = std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
  return both("tekst på {} tegn", "text of {} characters", points);
}

Problem identifier_problem(const IdentifierVerdict& verdict, std::string field, std::string_view number) {
  return {&codes::bad_identifier,
          std::move(field),
          value_class(number),
          fault_words(verdict),
          {"sjekk det mot pasientjournalen", "check it against the patient record"},
          false};
}

Problem time_problem(TimeFault fault, std::string field, std::string_view text) {
  Problem problem{&codes::date_format, std::move(field), value_class(text), {}, {}, false};
  const auto say = [&](const base::Code& code, catalog::Label reason, catalog::Label advice) {
    problem.code = &code;
    problem.reason = std::move(reason);
    problem.advice = std::move(advice);
  };
  switch (fault) {
    case TimeFault::none: break;
    case TimeFault::not_understood:
      say(codes::date_format, {"ikke en dato Kjede kjenner", "not a date Kjede knows"},
          {"skriv 2024-12-31, eller oppgi «time» i en mapping", "write 2024-12-31, or state 'time' in a mapping"});
      break;
    case TimeFault::impossible_day:
      say(codes::impossible_date, {"kalenderen har ingen slik dag", "the calendar has no such day"},
          {"rett det i kilden", "correct it at the source"});
      break;
    case TimeFault::impossible_clock:
      say(codes::impossible_date, {"klokken har ikke noe slikt tidspunkt", "the clock has no such time"},
          {"rett det i kilden", "correct it at the source"});
      break;
    case TimeFault::swapped:
      say(codes::swapped_date,
          {"måneden er over 12: dag og måned kan være byttet om",
           "the month is above 12: day and month may be swapped"},
          {"oppgi «time» i en mapping", "state 'time' in a mapping"});
  }
  return problem;
}

Problem unreadable(const base::Diagnostic& fault) {
  Problem problem{&codes::unreadable_row, "", {"uleselig rad", "unreadable row"}, {}, {}, false};
  problem.reason = {"raden kan ikke leses", fault.message};
  problem.advice = {"rett raden i filen", fault.suggestion};
  for (const auto& known : faults) {
    if (fault.code != known.code->id) continue;
    problem.reason.nb = known.what;
    problem.advice.nb = known.advice;
  }
  return problem;
}

}  // namespace kjede::registry
