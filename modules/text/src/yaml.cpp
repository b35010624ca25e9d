#include "kjede/text/yaml.hpp"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "kjede/text/codes.hpp"
#include "kjede/text/source.hpp"
#include "kjede/text/utf8.hpp"

namespace kjede::text {
namespace {

using File = std::shared_ptr<const base::SourceFile>;

// libyaml counts code points; spans need bytes. Pure ASCII needs no table.
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text) : size_(text.size()) {
    if (std::none_of(text.begin(), text.end(), [](char c) { return c < 0; })) return;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if ((text[i] & 0xC0) != 0x80) starts_.push_back(static_cast<std::uint32_t>(i));
    }
  }
  std::size_t byte(std::size_t code_point) const {
    if (starts_.empty()) return std::min(code_point, size_);
    return code_point < starts_.size() ? starts_[code_point] : size_;
  }

 private:
  std::size_t size_;
  std::vector<std::uint32_t> starts_;
};

std::optional<base::Unexpected> refuse_bytes(const File& file) {
  const std::string& text = file->text;
  const SourceIndex index(file);
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return base::fail(codes::bad_encoding, "the file is UTF-16", index.span(0, 0), "save it as UTF-8");
  }
  if (const auto nul = text.find('\0'); nul != std::string::npos) {
    return base::fail(codes::nul_byte, "NUL byte", index.span(nul, nul + 1), "is this a text file?");
  }
  if (const auto bad = first_invalid_utf8(text)) {
    return base::fail(codes::bad_encoding, "these bytes are not UTF-8", index.span(*bad, *bad + 1),
                      "save the file as UTF-8");
  }
  return std::nullopt;
}

struct Event {
  yaml_event_t raw{};
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() { yaml_event_delete(&raw); }
};

class YamlParser {
 public:
  YamlParser(const File& file, const YamlLimits& limits)
      : file_(file),
        limits_(limits),
        bom_(file->text.starts_with(utf8_bom) ? utf8_bom.size() : 0),
        code_points_(std::string_view(file->text).substr(bom_)),
        index_(file) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(file->text.data()) + bom_,
                                 file->text.size() - bom_);
  }
  YamlParser(const YamlParser&) = delete;
  YamlParser& operator=(const YamlParser&) = delete;
  ~YamlParser() { yaml_parser_delete(&parser_); }

  base::Result<YamlNode> parse() {
    YamlNode root;
    if (!skip_to(YAML_STREAM_START_EVENT) || !document(root)) return base::fail(std::move(problems_));
    if (!problems_.empty()) return base::fail(std::move(problems_));
    return root;
  }

 private:
  bool skip_to(yaml_event_type_t wanted) {
    Event event;
    return read(event) && event.raw.type == wanted;
  }

  bool document(YamlNode& root) {
    Event start;
    if (!read(start)) return false;
    if (start.raw.type == YAML_STREAM_END_EVENT) {
      return refuse(codes::yaml_empty, "the file is empty", index_.span(0, 0));
    }
    if (start.raw.data.document_start.tag_directives.start != start.raw.data.document_start.tag_directives.end) {
      return refuse(codes::yaml_feature, "%TAG is not used in these files", span(start));
    }
    Event first;
    if (!read(first) || !node(first, root, 0) || !skip_to(YAML_DOCUMENT_END_EVENT)) return false;
    Event rest;
    if (!read(rest)) return false;
    if (rest.raw.type == YAML_STREAM_END_EVENT) return true;
    return refuse(codes::yaml_feature, "a second document starts here; a file holds one", span(rest));
  }

  bool node(const Event& event, YamlNode& out, std::size_t depth) {
    out.span = span(event);
    if (depth > limits_.depth) {
      return refuse(codes::yaml_limit, fmt::format("nested deeper than {} levels", limits_.depth), out.span);
    }
    if (++nodes_ > limits_.nodes) {
      return refuse(codes::yaml_limit, fmt::format("more than {} values in one file", limits_.nodes), out.span);
    }
    switch (event.raw.type) {
      case YAML_ALIAS_EVENT:
        return refuse(codes::yaml_feature, "aliases (*name) are not used in these files", out.span,
                      "write the value out");
      case YAML_SCALAR_EVENT: return scalar(event, out);
      case YAML_SEQUENCE_START_EVENT:
        out.kind = YamlNode::Kind::sequence;
        return plain_start(event.raw.data.sequence_start.anchor, event.raw.data.sequence_start.tag, out.span) &&
               sequence(out, depth);
      case YAML_MAPPING_START_EVENT:
        out.kind = YamlNode::Kind::mapping;
        return plain_start(event.raw.data.mapping_start.anchor, event.raw.data.mapping_start.tag, out.span) &&
               mapping(out, depth);
      default: return refuse(codes::yaml_syntax, "a value is missing here", out.span);
    }
  }

  bool scalar(const Event& event, YamlNode& out) {
    const auto& data = event.raw.data.scalar;
    out.scalar.assign(reinterpret_cast<const char*>(data.value), data.length);
    out.plain = data.style == YAML_PLAIN_SCALAR_STYLE;
    return plain_start(data.anchor, data.tag, out.span);
  }

  bool sequence(YamlNode& out, std::size_t depth) {
    while (true) {
      Event event;
      if (!read(event)) return false;
      if (event.raw.type == YAML_SEQUENCE_END_EVENT) return close(out, event);
      if (!node(event, out.items.emplace_back(), depth + 1)) return false;
    }
  }

  bool mapping(YamlNode& out, std::size_t depth) {
    std::unordered_map<std::string, base::SourceSpan> seen;
    while (true) {
      Event key;
      if (!read(key)) return false;
      if (key.raw.type == YAML_MAPPING_END_EVENT) return close(out, key);
      auto& [key_node, value_node] = out.entries.emplace_back();
      if (key.raw.type != YAML_SCALAR_EVENT && key.raw.type != YAML_ALIAS_EVENT) {
        return refuse(codes::yaml_feature, "a key must be text", span(key));
      }
      if (!node(key, key_node, depth + 1)) return false;
      const auto [first, fresh] = seen.try_emplace(key_node.scalar, key_node.span);
      if (!fresh) report_duplicate(key_node, first->second);
      Event value;
      if (!read(value) || !node(value, value_node, depth + 1)) return false;
    }
  }

  void report_duplicate(const YamlNode& key, const base::SourceSpan& first) {
    refuse(codes::yaml_duplicate_key, fmt::format("the key '{}' stands twice in this mapping", key.scalar), key.span,
           "remove one");
    problems_.back().notes.push_back(fmt::format("it stands first at {}:{}:{}", file_->path, first.line, first.column));
  }

  bool plain_start(const yaml_char_t* anchor, const yaml_char_t* tag, const base::SourceSpan& at) {
    if (anchor != nullptr) {
      return refuse(codes::yaml_feature, "anchors (&name) are not used in these files", at, "write the value out");
    }
    if (tag != nullptr) {
      return refuse(codes::yaml_feature, "tags (!name) are not used in these files", at,
                    "quote the text if it starts with '!'");
    }
    return true;
  }

  // A collection ends where its last value ends; libyaml's end mark lies at the next token.
  bool close(YamlNode& out, const Event& end) {
    const YamlNode* last = !out.items.empty()     ? &out.items.back()
                           : !out.entries.empty() ? &out.entries.back().second
                                                  : nullptr;
    const base::SourceSpan& until = last != nullptr ? last->span : span(end);
    const bool flow = end.raw.start_mark.index != end.raw.end_mark.index;
    const base::SourceSpan bracket = span(end);
    out.span.end_line = flow ? bracket.end_line : until.end_line;
    out.span.end_column = flow ? bracket.end_column : until.end_column;
    return true;
  }

  bool read(Event& event) {
    if (yaml_parser_parse(&parser_, &event.raw) != 0) return true;
    syntax_error();
    return false;
  }

  void syntax_error() {
    if (parser_.error == YAML_READER_ERROR) {
      const std::size_t at = bom_ + parser_.problem_offset;
      refuse(codes::yaml_syntax, fmt::format("the character U+{:04X} is not allowed", parser_.problem_value),
             index_.span(at, at + 1));
      return;
    }
    const std::size_t at = bom_ + code_points_.byte(parser_.problem_mark.index);
    if (at < file_->text.size() && file_->text[at] == '\t') {
      refuse(codes::yaml_tab, "a tab where YAML wants spaces", index_.span(at, at + 1), "indent with spaces");
      return;
    }
    const std::string problem = parser_.problem != nullptr ? parser_.problem : "out of memory";
    refuse(codes::yaml_syntax, problem, index_.span(at, at + 1));
    if (parser_.context != nullptr) {
      problems_.back().notes.push_back(
          fmt::format("{} that starts at line {}", parser_.context, parser_.context_mark.line + 1));
    }
  }

  base::SourceSpan span(const Event& event) const {
    return index_.span(bom_ + code_points_.byte(event.raw.start_mark.index),
                       bom_ + code_points_.byte(event.raw.end_mark.index));
  }

  bool refuse(const base::Code& code, std::string message, base::SourceSpan at, std::string suggestion = {}) {
    auto failed = base::fail(code, std::move(message), std::move(at), std::move(suggestion));
    problems_.push_back(std::move(failed.diagnostics.front()));
    return false;
  }

  const File& file_;
  const YamlLimits& limits_;
  std::size_t bom_;
  CodePointIndex code_points_;
  SourceIndex index_;
  yaml_parser_t parser_{};
  std::size_t nodes_ = 0;
  base::Diagnostics problems_;
};

}  // namespace

YamlNode::YamlNode() = default;
YamlNode::YamlNode(const YamlNode&) = default;
YamlNode::YamlNode(YamlNode&&) noexcept = default;
YamlNode& YamlNode::operator=(const YamlNode&) = default;
YamlNode& YamlNode::operator=(YamlNode&&) noexcept = default;
YamlNode::~YamlNode() = default;

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& [name, value] : entries) {
    if (name.scalar == key) return &value;
  }
  return nullptr;
}

const YamlNode* YamlNode::find_key(std::string_view key) const {
  for (const auto& entry : entries) {
    if (entry.first.scalar == key) return &entry.first;
  }
  return nullptr;
}

base::Result<YamlNode> parse_yaml(std::shared_ptr<const base::SourceFile> file, const YamlLimits& limits) {
  if (file->text.size() > limits.bytes) {
    return base::fail(codes::file_too_large, fmt::format("'{}' is larger than {} bytes", file->path, limits.bytes));
  }
  if (auto refused = refuse_bytes(file)) return *refused;
  return YamlParser(file, limits).parse();
}

}  // namespace kjede::text
