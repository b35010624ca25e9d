#include "xml_path.hpp"

#include <algorithm>
#include <charconv>

namespace kjede::text {
namespace {

struct Step {
  std::string_view name;
  std::size_t index = 0;  // 0: all of them
};

Step parse_step(std::string_view text) {
  Step step{text, 0};
  const auto bracket = text.find('[');
  if (bracket == std::string_view::npos || !text.ends_with(']')) return step;
  step.name = text.substr(0, bracket);
  std::from_chars(text.data() + bracket + 1, text.data() + text.size() - 1, step.index);
  return step;
}

XmlValue attribute_value(pugi::xml_attribute attribute) {
  const std::string_view text = attribute.value();
  return {text, text.empty(), {}};
}

std::string_view attribute_named(pugi::xml_node element, std::string_view name) {
  for (const auto attribute : element.attributes()) {
    if (local_name(attribute.name()) == name) return attribute.value();
  }
  return {};
}

void step_into(const std::vector<pugi::xml_node>& from, const Step& step, std::vector<pugi::xml_node>& to) {
  for (const auto node : from) {
    if (step.name == "..") {
      if (node.parent() && (to.empty() || to.back() != node.parent())) to.push_back(node.parent());
      continue;
    }
    std::size_t seen = 0;
    for (const auto child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      if (step.name != "*" && local_name(child.name()) != step.name) continue;
      if (step.index == 0 || ++seen == step.index) to.push_back(child);
    }
  }
}

void collect(pugi::xml_node element, const std::string& path, std::vector<XmlField>& out) {
  for (const auto attribute : element.attributes()) {
    const std::string_view name = attribute.name();
    if (name.starts_with("xmlns") || local_name(name) == "nil") continue;
    out.push_back({path + (path.empty() ? "@" : "/@") + std::string(local_name(name)), attribute_value(attribute)});
  }
  bool leaf = true;
  for (const auto child : element.children()) {
    if (child.type() != pugi::node_element) continue;
    leaf = false;
    collect(child, path + (path.empty() ? "" : "/") + std::string(local_name(child.name())), out);
  }
  if (leaf && !path.empty()) out.push_back({path, value_of(element)});
}

}  // namespace

std::string_view local_name(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

XmlValue value_of(pugi::xml_node element) {
  const std::string_view text = element.child_value();
  const std::string_view nil = attribute_named(element, "nil");
  XmlValue value{text, text.empty() || nil == "true" || nil == "1", {}};
  if (!value.missing) return value;
  value.text = {};
  value.reason = attribute_named(element, "NV");
  if (value.reason.empty()) value.reason = attribute_named(element, "PN");
  return value;
}

std::vector<std::string_view> split_path(std::string_view path) {
  std::vector<std::string_view> steps;
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    steps.push_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return steps;
}

std::vector<XmlValue> XmlRecord::values(std::string_view path) const {
  std::vector<pugi::xml_node> nodes{pugi::xml_node(node_)};
  std::vector<XmlValue> found;
  for (const std::string_view text : split_path(path)) {
    if (text.starts_with('@')) {
      for (const auto node : nodes) {
        for (const auto attribute : node.attributes()) {
          if (local_name(attribute.name()) == text.substr(1)) found.push_back(attribute_value(attribute));
        }
      }
      return found;
    }
    std::vector<pugi::xml_node> next;
    step_into(nodes, parse_step(text), next);
    nodes = std::move(next);
  }
  for (const auto node : nodes) found.push_back(value_of(node));
  return found;
}

std::vector<XmlField> XmlRecord::fields() const {
  std::vector<XmlField> out;
  collect(pugi::xml_node(node_), "", out);
  return out;
}

}  // namespace kjede::text
