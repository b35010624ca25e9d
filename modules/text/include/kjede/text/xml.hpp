#pragma once
// XML records: one per element of a given path, values by path. Document types and their entities are refused.
// The document is held in memory (limit in XmlOptions); namespaces are ignored, names are compared without prefix.
//
//   KJEDE_ASSIGN(auto reader, text::XmlReader::open("epcr.xml", "EMSDataSet/Header/PatientCareReport"));
//   for (text::XmlRecord r; reader.next(r);) for (const auto& v : r.values("eTimes/eTimes.03")) …

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"

namespace pugi {
struct xml_node_struct;
}

namespace kjede::text {

struct XmlValue {
  std::string_view text;    // trimmed; empty if missing
  bool missing = false;     // xsi:nil="true", or no text
  std::string_view reason;  // why: the NEMSIS NV or PN code, if given
};

struct XmlField {
  std::string path;
  XmlValue value;
};

// One record. Views are valid as long as its reader lives.
class XmlRecord {
 public:
  std::uint64_t row() const { return row_; }    // from 1
  std::uint64_t line() const { return line_; }  // of its start tag, from 1

  // Values by path from the record's element: a/b names elements (* any), a[2] the second, @x an attribute, .. the
  // parent. In document order; empty if there are none.
  std::vector<XmlValue> values(std::string_view path) const;
  // All values inside the record with their paths, in document order (for files without a mapping).
  std::vector<XmlField> fields() const;

 private:
  friend class XmlReader;
  pugi::xml_node_struct* node_ = nullptr;
  std::uint64_t row_ = 0;
  std::uint64_t line_ = 0;
};

struct XmlOptions {
  std::size_t bytes = std::size_t{512} << 20;
  std::size_t depth = 256;
};

class XmlReader {
 public:
  // `record_path`: names from the root, a/b/c, or one name for every element so named, wherever it stands.
  // Fails with a place on broken XML, a DOCTYPE, too deep nesting; on bytes that are not text in the declared encoding.
  static base::Result<XmlReader> open(const std::filesystem::path& path, std::string_view record_path,
                                      const XmlOptions& options = {});
  static base::Result<XmlReader> from_text(std::string name, std::string text, std::string_view record_path,
                                           const XmlOptions& options = {});

  XmlReader(XmlReader&&) noexcept;
  XmlReader& operator=(XmlReader&&) noexcept;
  ~XmlReader();

  bool next(XmlRecord& record);  // false at the end
  std::size_t size() const;      // records in all

 private:
  class State;
  explicit XmlReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kjede::text
