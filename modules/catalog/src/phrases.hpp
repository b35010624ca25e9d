#pragma once
// The words of the two languages, side by side.

#include <string_view>

#include "kjede/catalog/words.hpp"

namespace kjede::catalog {

struct Phrases {
  std::string_view is, is_not, below, at_most, above, at_least;
  std::string_view before, not_after, after, not_before;  // times
  std::string_view equals_or, conjunction, disjunction, negation_open;
  std::string_view unknown, known, member_open, member_close;
  std::string_view elapsed, to;
  std::string_view year, month, weekday, hour, date;
  std::string_view earliest, latest, lowest, highest, first_known;
  std::string_view if_open, then, otherwise;
  std::string_view second, seconds, minute, minutes, one_hour, hours, day, days;
  std::string_view relevant, excluded, denominator, numerator, value, sum_of, unit_of_value, percentiles, rate, of_all;
  std::string_view unknown_open, counts_as_no, counts_as_yes, is_excluded;
  std::string_view goal, green, yellow, red, goal_percentile, higher, lower, years;
};

inline constexpr Phrases norwegian{.is = "er",
                                   .is_not = "er ikke",
                                   .below = "er under",
                                   .at_most = "er høyst",
                                   .above = "er over",
                                   .at_least = "er minst",
                                   .before = "er før",
                                   .not_after = "er ikke etter",
                                   .after = "er etter",
                                   .not_before = "er ikke før",
                                   .equals_or = "eller",
                                   .conjunction = "og",
                                   .disjunction = "eller",
                                   .negation_open = "ikke slik at ",
                                   .unknown = "er ukjent",
                                   .known = "er kjent",
                                   .member_open = "med i «",
                                   .member_close = "»",
                                   .elapsed = "tid fra",
                                   .to = "til",
                                   .year = "året for",
                                   .month = "måneden for",
                                   .weekday = "ukedagen for",
                                   .hour = "timen på døgnet for",
                                   .date = "datoen for",
                                   .earliest = "det tidligste av",
                                   .latest = "det seneste av",
                                   .lowest = "det laveste av",
                                   .highest = "det høyeste av",
                                   .first_known = "det første kjente av",
                                   .if_open = "dersom",
                                   .then = ":",
                                   .otherwise = "; ellers",
                                   .second = "sekund",
                                   .seconds = "sekunder",
                                   .minute = "minutt",
                                   .minutes = "minutter",
                                   .one_hour = "time",
                                   .hours = "timer",
                                   .day = "døgn",
                                   .days = "døgn",
                                   .relevant = "Utvalg",
                                   .excluded = "Utelatt",
                                   .denominator = "Nevner",
                                   .numerator = "Teller",
                                   .value = "Verdi",
                                   .sum_of = "summen av",
                                   .unit_of_value = "i",
                                   .percentiles = "Persentiler",
                                   .rate = "Rate per {} innbyggere per år",
                                   .of_all = "alle i utvalget",
                                   .unknown_open = "Ukjent",
                                   .counts_as_no = "teller som nei",
                                   .counts_as_yes = "teller som ja",
                                   .is_excluded = "utelates",
                                   .goal = "Mål",
                                   .green = "grønt",
                                   .yellow = "gult",
                                   .red = "ellers rødt",
                                   .goal_percentile = "for {}-persentilen",
                                   .higher = "Høyere er bedre",
                                   .lower = "Lavere er bedre",
                                   .years = "år"};

inline constexpr Phrases english{.is = "is",
                                 .is_not = "is not",
                                 .below = "is below",
                                 .at_most = "is at most",
                                 .above = "is above",
                                 .at_least = "is at least",
                                 .before = "is before",
                                 .not_after = "is not after",
                                 .after = "is after",
                                 .not_before = "is not before",
                                 .equals_or = "or",
                                 .conjunction = "and",
                                 .disjunction = "or",
                                 .negation_open = "not such that ",
                                 .unknown = "is unknown",
                                 .known = "is known",
                                 .member_open = "in “",
                                 .member_close = "”",
                                 .elapsed = "time from",
                                 .to = "to",
                                 .year = "the year of",
                                 .month = "the month of",
                                 .weekday = "the weekday of",
                                 .hour = "the hour of day of",
                                 .date = "the date of",
                                 .earliest = "the earliest of",
                                 .latest = "the latest of",
                                 .lowest = "the lowest of",
                                 .highest = "the highest of",
                                 .first_known = "the first known of",
                                 .if_open = "if",
                                 .then = ":",
                                 .otherwise = "; otherwise",
                                 .second = "second",
                                 .seconds = "seconds",
                                 .minute = "minute",
                                 .minutes = "minutes",
                                 .one_hour = "hour",
                                 .hours = "hours",
                                 .day = "day",
                                 .days = "days",
                                 .relevant = "Selection",
                                 .excluded = "Left out",
                                 .denominator = "Denominator",
                                 .numerator = "Numerator",
                                 .value = "Value",
                                 .sum_of = "the sum of",
                                 .unit_of_value = "in",
                                 .percentiles = "Percentiles",
                                 .rate = "Rate per {} inhabitants a year",
                                 .of_all = "all in the selection",
                                 .unknown_open = "Unknown",
                                 .counts_as_no = "counts as no",
                                 .counts_as_yes = "counts as yes",
                                 .is_excluded = "is left out",
                                 .goal = "Goal",
                                 .green = "green",
                                 .yellow = "yellow",
                                 .red = "else red",
                                 .goal_percentile = "for percentile {}",
                                 .higher = "Higher is better",
                                 .lower = "Lower is better",
                                 .years = "years"};

inline const Phrases& phrases_of(Language language) { return language == Language::nb ? norwegian : english; }

}  // namespace kjede::catalog
