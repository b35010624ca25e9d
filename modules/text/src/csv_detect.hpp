#pragma once
// Guesses a CSV dialect from the first part of a file.

#include <string_view>

#include "kjede/text/csv.hpp"

namespace kjede::text {

LineEnd detect_line_end(std::string_view sample);
// Among ; , tab |: the one that splits most rows as it splits the header; of those, the one with most columns.
char detect_delimiter(std::string_view sample, char newline);
DecimalMark detect_decimal(std::string_view sample, char delimiter, char newline);

}  // namespace kjede::text
