#pragma once
// The error codes of this room. Each room has such a header; docs/reference/errors.md is made from all of them.

#include "kjede/base/diagnostic.hpp"

namespace kjede::registry::codes {

using base::Code;

inline constexpr Code mapping_key{
    "KJ0501", "unknown key in a mapping",
    "A mapping file knows only the keys of docs/reference/mapping.md. Check the spelling."};
inline constexpr Code mapping_value{"KJ0502", "mapping value not usable",
                                    "The value does not fit its key; the message says what is expected."};
inline constexpr Code mapping_target{"KJ0503", "mapping names no such variable or code",
                                     "A mapping may only fill variables, codes and units that the catalog has."};
inline constexpr Code mapping_column{
    "KJ0504", "mapping names no such column",
    "The file has no column of this name. Check the spelling, or that it is the right file."};
inline constexpr Code unknown_format{"KJ0505", "file format not known",
                                     "The format is told by the file name (.csv .tsv .txt .ndjson .jsonl .json .xml "
                                     ".parquet) or by 'source' in the mapping."};
inline constexpr Code column_missing{"KJ0506", "a required variable has no column",
                                     "Each required variable needs a column. Rename the column or write a mapping."};
inline constexpr Code column_unknown{
    "KJ0507", "a column is not used",
    "The column fits no variable of the register. It is left out of the store; the file itself still has it."};
inline constexpr Code cancelled{"KJ0508", "stopped by the user",
                                "The import was stopped. The store is as it was before."};
inline constexpr Code rejects_unwritable{
    "KJ0509", "rejects file cannot be written",
    "The list of rejected rows could not be written, so nothing was imported. Choose another place with --rejects."};

inline constexpr Code value_missing{"KJ0510", "required value missing",
                                    "The variable must have a value in every record."};
inline constexpr Code not_a_number{"KJ0511", "not a number",
                                   "The variable takes numbers: digits, a sign and one decimal mark."};
inline constexpr Code out_of_range{"KJ0512", "number out of range",
                                   "The number lies outside the range the register allows."};
inline constexpr Code unknown_code{
    "KJ0513", "code not in the list",
    "The variable takes only the codes of its list. Translate other codes in a mapping."};
inline constexpr Code unknown_unit{"KJ0514", "unit not known",
                                   "No unit of this kind has this name, number or alias. Add an alias to the catalog "
                                   "or a translation to the mapping."};
inline constexpr Code closed_unit{"KJ0515", "unit not open that day",
                                  "The unit had not opened yet, or had closed, on the day of the record."};
inline constexpr Code impossible_date{"KJ0516", "impossible date or time",
                                      "The calendar has no such day, or the clock no such time."};
inline constexpr Code swapped_date{
    "KJ0517", "day and month perhaps swapped",
    "The month is above 12 and the day is not. State the order with 'time' in a mapping."};
inline constexpr Code date_format{"KJ0518", "date or time not understood",
                                  "Dates are read as 2024-12-31 or 31.12.2024, times as 2024-12-31T23:59. State "
                                  "another form with 'time' in a mapping."};
inline constexpr Code skipped_hour{"KJ0519", "time that the clock skipped",
                                   "In spring the clock jumps from 02:00 to 03:00; no event has a time between. The "
                                   "clock of the source was not set right, or the zone is wrong."};
inline constexpr Code repeated_hour{"KJ0520", "time that the clock showed twice",
                                    "In autumn the hour from 02:00 comes twice. Without an offset the first is taken. "
                                    "Export times with offset to be exact."};
inline constexpr Code bad_identifier{
    "KJ0521", "identity number not valid",
    "The number breaks the rules of fødselsnummer, D-number, H-number, FH-number and DUF number."};
inline constexpr Code test_identifier{"KJ0522", "synthetic identity number",
                                      "The number belongs to a test person. A register of real persons does not take "
                                      "it; say so in the register (test persons: yes) if it is for testing."};
inline constexpr Code rule_broken{"KJ0523", "a rule of the register is broken",
                                  "Two or more values contradict each other; the register's rule says how."};
inline constexpr Code duplicate_key{
    "KJ0524", "record stands twice with different values",
    "The same key stands in several rows that differ. Which is right cannot be known, so none is taken."};
inline constexpr Code unreadable_row{"KJ0525", "row not readable", "The row breaks the rules of the file format."};
inline constexpr Code text_not_allowed{
    "KJ0526", "text not allowed",
    "Texts are at most 10 000 bytes and hold no control characters but line ends and tabs."};
inline constexpr Code thousand_mark{"KJ0527", "decimal or thousand separator",
                                    "A comma followed by three digits may be either. State 'decimal' in a mapping."};
inline constexpr Code no_time_of_day{"KJ0528", "time of day missing",
                                     "The variable is a time, but only a date was given."};
inline constexpr Code legacy_h_number{
    "KJ0529", "H-number of the old form",
    "The check digits fit the number without its H mark. It is accepted, but ask the source to correct it."};

inline constexpr Code person_in_text{
    "KJ0530", "identity number in a text",
    "A text holds digits that pass every check of a fødselsnummer, D-, H- or FH-number. Identities are sealed apart "
    "from the clinical record, so such a row is rejected; a register whose texts hold look-alikes says 'person numbers "
    "in text: warn'."};

inline constexpr const Code* all[] = {
    &mapping_key,    &mapping_value,    &mapping_target,     &mapping_column,  &unknown_format,  &column_missing,
    &column_unknown, &cancelled,        &rejects_unwritable, &value_missing,   &not_a_number,    &out_of_range,
    &unknown_code,   &unknown_unit,     &closed_unit,        &impossible_date, &swapped_date,    &date_format,
    &skipped_hour,   &repeated_hour,    &bad_identifier,     &test_identifier, &rule_broken,     &duplicate_key,
    &unreadable_row, &text_not_allowed, &thousand_mark,      &no_time_of_day,  &legacy_h_number, &person_in_text};

}  // namespace kjede::registry::codes
