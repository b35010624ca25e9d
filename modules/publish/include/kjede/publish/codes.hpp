#pragma once
// The error codes of this room.

#include "kjede/base/diagnostic.hpp"

namespace kjede::publish::codes {

using base::Code;

inline constexpr Code no_renderer{
    "KJ0701", "the figure renderer is not installed",
    "Figures and PDF are made by node with the packages in package.json and the font Open Sans. "
    "Run scripts/bootstrap, or set KJEDE_ROOT to the folder where Kjede is installed."};
inline constexpr Code renderer_failed{"KJ0702", "the figure renderer stopped",
                                      "node ended with an error before all figures were drawn. Its message follows; "
                                      "a missing package is brought by scripts/bootstrap."};
inline constexpr Code figure_failed{
    "KJ0703", "a figure could not be drawn",
    "The specification of this figure was refused. This is a fault in Kjede: please report it."};
inline constexpr Code document_failed{"KJ0704", "the document could not be typeset",
                                      "Typst refused the document. The message names the place in it."};
inline constexpr Code skde_refused{
    "KJ0705", "the upload would be refused",
    "The rows break a rule of the receiving side. Nothing was written; mend the rows named."};
inline constexpr Code unknown_template_key{
    "KJ0706", "unknown key in a report",
    "A report file describes sections, texts, tables and figures; this key is none of theirs."};
inline constexpr Code unknown_number{
    "KJ0707", "a text asks for a number that does not exist",
    "A placeholder in a report names an indicator, analysis, unit or field that was not measured."};
inline constexpr Code bad_template{"KJ0708", "a report file is not well formed",
                                   "Something that a report file needs is missing or of the wrong kind."};
inline constexpr Code no_orgnr{"KJ0709", "a unit has no organisation number",
                               "SKDE knows units by their nine-digit organisation number. Add it to the unit table."};

inline constexpr const Code* all[] = {&no_renderer,     &renderer_failed, &figure_failed,
                                      &document_failed, &skde_refused,    &unknown_template_key,
                                      &unknown_number,  &bad_template,    &no_orgnr};

}  // namespace kjede::publish::codes
