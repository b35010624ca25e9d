#include "kjede/text/xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <utility>

#include "kjede/text/codes.hpp"
#include "kjede/text/source.hpp"
#include "kjede/text/utf8.hpp"
#include "xml_path.hpp"

namespace kjede::text {
namespace {

bool declares_latin1(std::string_view text) {
  std::string start(text.substr(0, std::min<std::size_t>(200, text.size())));
  start = start.substr(0, start.find("?>"));
  std::transform(start.begin(), start.end(), start.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return start.starts_with("<?xml") &&
         (start.find("iso-8859-1") != std::string::npos || start.find("windows-1252") != std::string::npos);
}

}  // namespace

class XmlReader::State {
 public:
  State(std::string name, XmlOptions options) : name_(std::move(name)), options_(options) {}

  base::Result<void> load(std::string text, std::string_view record_path) {
    if (declares_latin1(text)) {
      std::string utf8;
      append_windows_1252(text, utf8);
      text = std::move(utf8);
    }
    source_ = make_source(name_, std::move(text));
    const SourceIndex index(source_);
    KJEDE_TRY(check_bytes(index));
    const auto parsed =
        document_.load_buffer(source_->text.data(), source_->text.size(),
                              pugi::parse_default | pugi::parse_doctype | pugi::parse_trim_pcdata, pugi::encoding_utf8);
    if (!parsed) {
      const auto at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, parsed.offset));
      return base::fail(codes::xml_syntax, lower_first(parsed.description()), place(index, at));
    }
    KJEDE_TRY(walk(index));
    return select(record_path, index);
  }

  bool next(pugi::xml_node& node, std::uint64_t& row, std::uint64_t& line) {
    if (next_ == records_.size()) return false;
    node = records_[next_];
    line = lines_[next_];
    row = ++next_;
    return true;
  }
  std::size_t size() const { return records_.size(); }

 private:
  static std::string lower_first(std::string text) {
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] + 32);
    return text;
  }

  // The place without the file's text: the line may hold a person's data, and messages must not.
  static base::SourceSpan place(const SourceIndex& index, std::size_t at) {
    base::SourceSpan span = index.span(at, at + 1);
    span.file = make_source(fmt::format("{}:{}:{}", span.file->path, span.line, span.column), "");
    span.line = 0;
    return span;
  }

  base::Result<void> check_bytes(const SourceIndex& index) const {
    const std::string& text = source_->text;
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
      return base::fail(codes::bad_encoding, fmt::format("'{}' is UTF-16, which is not read", name_),
                        "save it as UTF-8");
    }
    if (const auto nul = text.find('\0'); nul != std::string::npos) {
      return base::fail(codes::nul_byte, "NUL byte", place(index, nul), "is this a text file?");
    }
    if (const auto bad = first_invalid_utf8(text)) {
      return base::fail(codes::bad_encoding, "bytes that are not UTF-8", place(index, *bad),
                        "save the file as UTF-8, or declare its encoding");
    }
    return {};
  }

  // Depth and document type, without recursion.
  base::Result<void> walk(const SourceIndex& index) {
    pugi::xml_node node = document_.first_child();
    std::size_t depth = 1;
    while (node) {
      if (node.type() == pugi::node_doctype) {
        return base::fail(codes::xml_doctype, "a document type declaration (DOCTYPE) is refused",
                          place(index, offset(node)), "remove it; entities are not expanded");
      }
      if (depth > options_.depth) {
        return base::fail(codes::xml_limit, fmt::format("nested deeper than {} levels", options_.depth),
                          place(index, offset(node)));
      }
      if (node.first_child()) {
        node = node.first_child();
        ++depth;
        continue;
      }
      while (node && !node.next_sibling()) {
        node = node.parent();
        --depth;
      }
      node = node.next_sibling();
    }
    return {};
  }

  // Of the node's "<"; pugixml knows where its name starts.
  std::size_t offset(pugi::xml_node node) const {
    const auto name = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, node.offset_debug()));
    const auto bracket = source_->text.rfind('<', name);
    return bracket == std::string::npos ? name : bracket;
  }

  base::Result<void> select(std::string_view record_path, const SourceIndex& index) {
    const auto steps = split_path(record_path);
    if (steps.empty() ||
        std::any_of(steps.begin(), steps.end(), [](auto s) { return s.empty() || s == ".." || s.starts_with('@'); })) {
      return base::fail(codes::xml_path, fmt::format("'{}' does not name record elements", record_path),
                        "write it as EMSDataSet/Header/PatientCareReport");
    }
    if (steps.size() == 1)
      select_anywhere(document_, steps[0]);
    else
      select_step(document_, steps, 0);
    for (const auto record : records_)
      lines_.push_back(static_cast<std::uint64_t>(index.span(offset(record), offset(record)).line));
    return {};
  }

  void select_step(pugi::xml_node node, const std::vector<std::string_view>& steps, std::size_t at) {
    for (const auto child : node.children()) {
      if (child.type() != pugi::node_element || (steps[at] != "*" && local_name(child.name()) != steps[at])) continue;
      if (at + 1 == steps.size())
        records_.push_back(child);
      else
        select_step(child, steps, at + 1);
    }
  }

  // Depth is limited by walk(), so recursion is safe.
  void select_anywhere(pugi::xml_node node, std::string_view name) {
    for (const auto child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      if (local_name(child.name()) == name)
        records_.push_back(child);
      else
        select_anywhere(child, name);
    }
  }

  std::string name_;
  XmlOptions options_;
  SourceFilePtr source_;
  pugi::xml_document document_;
  std::vector<pugi::xml_node> records_;
  std::vector<std::uint64_t> lines_;
  std::size_t next_ = 0;
};

XmlReader::XmlReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
XmlReader::XmlReader(XmlReader&&) noexcept = default;
XmlReader& XmlReader::operator=(XmlReader&&) noexcept = default;
XmlReader::~XmlReader() = default;

base::Result<XmlReader> XmlReader::open(const std::filesystem::path& path, std::string_view record_path,
                                        const XmlOptions& options) {
  KJEDE_ASSIGN(auto source, read_source(path, options.bytes));
  return from_text(source->path, source->text, record_path, options);
}

base::Result<XmlReader> XmlReader::from_text(std::string name, std::string text, std::string_view record_path,
                                             const XmlOptions& options) {
  auto state = std::make_unique<State>(std::move(name), options);
  KJEDE_TRY(state->load(std::move(text), record_path));
  return XmlReader(std::move(state));
}

bool XmlReader::next(XmlRecord& record) {
  pugi::xml_node node;
  if (!state_->next(node, record.row_, record.line_)) return false;
  record.node_ = node.internal_object();
  return true;
}

std::size_t XmlReader::size() const { return state_->size(); }

}  // namespace kjede::text
