#pragma once
// YAML for definitions: a strict subset of YAML 1.1, each value with its exact place. Scalars stay text as written
// (`no` is the text "no"); duplicate keys, anchors, aliases, tags and several documents are refused.
//
//   KJEDE_ASSIGN(auto root, text::parse_yaml(file));
//   if (const auto* name = root.find("name")) …

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::text {

struct YamlNode {
  enum class Kind { scalar, sequence, mapping };

  // made where the type is complete: it holds pairs of itself
  YamlNode();
  YamlNode(const YamlNode&);
  YamlNode(YamlNode&&) noexcept;
  YamlNode& operator=(const YamlNode&);
  YamlNode& operator=(YamlNode&&) noexcept;
  ~YamlNode();

  Kind kind = Kind::scalar;
  std::string scalar;
  bool plain = false;     // a scalar written without quotes, not as a block
  base::SourceSpan span;  // of the value; for a key's node, of the key
  std::vector<YamlNode> items;
  std::vector<std::pair<YamlNode, YamlNode>> entries;  // in the order written

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_mapping() const { return kind == Kind::mapping; }
  const YamlNode* find(std::string_view key) const;      // the value, or nullptr
  const YamlNode* find_key(std::string_view key) const;  // the key's own node, for its place
};

struct YamlLimits {
  std::size_t bytes = std::size_t{8} << 20;
  std::size_t depth = 64;
  std::size_t nodes = 500'000;
};

// All duplicate keys are reported together; a breach of syntax ends the reading at its place.
base::Result<YamlNode> parse_yaml(std::shared_ptr<const base::SourceFile> file, const YamlLimits& limits = {});

// The place in the file of bytes [begin, end) of a scalar's text: through quotes, escapes, folding and the
// indentation of block scalars.
base::SourceSpan span_in(const YamlNode& scalar, std::size_t begin, std::size_t end);

}  // namespace kjede::text
