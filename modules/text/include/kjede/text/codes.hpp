#pragma once
// The error codes of this room. Each room has such a header; docs/reference/errors.md is made from all of them.

#include "kjede/base/diagnostic.hpp"

namespace kjede::text::codes {

using base::Code;

inline constexpr Code file_absent{"KJ0101", "file not found",
                                  "No file has this name. Check the spelling and the folder the command runs in."};
inline constexpr Code file_unreadable{
    "KJ0102", "file cannot be read",
    "The file exists but could not be read: it is a folder, access is refused, or the disk failed."};
inline constexpr Code file_too_large{
    "KJ0103", "file too large",
    "The file is larger than this kind of file may be. Split it, or check that it is the right file."};
inline constexpr Code bad_encoding{
    "KJ0104", "unreadable characters",
    "The text is not in an encoding Kjede reads. Save it as UTF-8; in Excel choose 'CSV UTF-8'."};
inline constexpr Code nul_byte{"KJ0105", "NUL byte in text",
                               "Text files hold no NUL bytes. The file is damaged, or it is not a text file."};

inline constexpr Code yaml_syntax{"KJ0110", "not valid YAML", "The file breaks the rules of YAML at the place shown."};
inline constexpr Code yaml_tab{"KJ0111", "tab in YAML indentation",
                               "YAML is indented with spaces. Replace the tab with spaces."};
inline constexpr Code yaml_duplicate_key{
    "KJ0112", "key stands twice",
    "A key may stand only once in a mapping; the second would silently replace the first. Remove one."};
inline constexpr Code yaml_feature{"KJ0113", "YAML feature not allowed",
                                   "Anchors, aliases, tags, keys that are not text, and several documents in a file "
                                   "are not used in Kjede's files. Write the value out."};
inline constexpr Code yaml_limit{"KJ0114", "YAML too deep or too large",
                                 "The file is nested deeper, or holds more values, than any sensible definition."};
inline constexpr Code yaml_empty{"KJ0115", "empty YAML file", "The file holds no YAML document."};

inline constexpr Code csv_header{"KJ0120", "CSV header not usable",
                                 "The first line of a CSV file must name each column once."};
inline constexpr Code csv_ragged{
    "KJ0121", "wrong number of fields",
    "The row has more or fewer fields than the header names. Look for a missing or an unquoted delimiter."};
inline constexpr Code csv_quote{
    "KJ0122", "quoting broken",
    "A quoted field must end with a quote followed by a delimiter or a line end; a quote inside is written twice."};
inline constexpr Code record_too_long{
    "KJ0123", "record too long",
    "One record is longer than the limit. Most often a quote is not closed, or the file has no line ends."};
inline constexpr Code csv_empty{"KJ0124", "empty CSV file", "The file holds no header line."};

inline constexpr Code json_syntax{"KJ0130", "not valid JSON", "The text breaks the rules of JSON at the place shown."};
inline constexpr Code json_record{"KJ0131", "line is not a JSON object",
                                  "Newline-delimited JSON holds one object per line."};
inline constexpr Code json_duplicate_key{
    "KJ0132", "JSON key stands twice",
    "An object names the same key twice; which one counts is undefined. Remove one."};
inline constexpr Code json_limit{"KJ0133", "JSON too deep or too large",
                                 "The value is nested deeper, or holds more fields, than allowed."};

inline constexpr Code xml_syntax{"KJ0140", "not well-formed XML",
                                 "The text breaks the rules of XML at the place shown."};
inline constexpr Code xml_doctype{"KJ0141", "DOCTYPE refused",
                                  "Document type declarations and entities are refused, because they can read other "
                                  "files or grow without bound. Remove the declaration."};
inline constexpr Code xml_limit{"KJ0142", "XML too deep", "The elements are nested deeper than allowed."};
inline constexpr Code xml_path{"KJ0143", "not a record path",
                               "A path names elements separated by /, an attribute with @, the parent with '..'."};

inline constexpr const Code* all[] = {
    &file_absent,        &file_unreadable,    &file_too_large,  &bad_encoding, &nul_byte,    &yaml_syntax,
    &yaml_tab,           &yaml_duplicate_key, &yaml_feature,    &yaml_limit,   &yaml_empty,  &csv_header,
    &csv_ragged,         &csv_quote,          &record_too_long, &csv_empty,    &json_syntax, &json_record,
    &json_duplicate_key, &json_limit,         &xml_syntax,      &xml_doctype,  &xml_limit,   &xml_path};

}  // namespace kjede::text::codes
