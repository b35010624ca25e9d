#pragma once
// Paths into XML: a/b[2]/@c, .. and *.

#include <pugixml.hpp>
#include <string_view>
#include <vector>

#include "kjede/text/xml.hpp"

namespace kjede::text {

std::string_view local_name(std::string_view name);  // without the namespace prefix
XmlValue value_of(pugi::xml_node element);
std::vector<std::string_view> split_path(std::string_view path);

}  // namespace kjede::text
