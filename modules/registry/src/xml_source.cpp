#include <algorithm>

#include "kjede/registry/codes.hpp"
#include "kjede/text/xml.hpp"
#include "sources.hpp"

namespace kjede::registry {
namespace {

constexpr std::size_t sampled_records = 100;

class XmlSource final : public RecordSource {
 public:
  XmlSource(text::XmlReader reader, std::vector<std::string> columns)
      : reader_(std::move(reader)),
        columns_(std::move(columns)),
        cells_(columns_.size()),
        reasons_(columns_.size()),
        joined_(columns_.size()) {}

  const std::vector<std::string>& columns() const override { return columns_; }
  base::Result<void> each(const RowVisitor& visit) override {
    SourceRow out;
    out.cells = cells_;
    out.reasons = reasons_;
    while (reader_.next(record_)) {
      out.row = record_.row();
      out.line = record_.line();
      for (std::size_t i = 0; i < cells_.size(); ++i) fill(i);
      ++done_;
      if (!visit(out)) break;
    }
    return {};
  }
  catalog::Label description() const override {
    const auto size = std::to_string(reader_.size());
    return {"XML, " + size + " poster", "XML, " + size + " records"};
  }
  text::DecimalMark decimal() const override { return text::DecimalMark::point; }
  std::uint64_t bytes_read() const override { return done_; }
  std::uint64_t total_bytes() const override { return reader_.size(); }

 private:
  void fill(std::size_t column) {
    cells_[column] = {};
    reasons_[column] = {};
    joined_[column].clear();
    std::size_t values = 0;
    for (const auto& value : record_.values(columns_[column])) {
      if (value.missing) {
        if (reasons_[column].empty()) reasons_[column] = value.reason;
        continue;
      }
      if (values++ == 0) cells_[column] = value.text;
      if (values > 1) joined_[column] += value_separator;
      joined_[column] += value.text;
    }
    if (values > 1) cells_[column] = joined_[column];
  }

  text::XmlReader reader_;
  text::XmlRecord record_;
  std::vector<std::string> columns_;
  std::vector<std::string_view> cells_;
  std::vector<std::string_view> reasons_;
  std::vector<std::string> joined_;
  std::uint64_t done_ = 0;
};

base::Result<std::vector<std::string>> paths_of(const SourceRequest& request) {
  KJEDE_ASSIGN(auto reader, text::XmlReader::open(request.path, request.record_path));
  std::vector<std::string> paths;
  text::XmlRecord record;
  for (std::size_t n = 0; n < sampled_records && reader.next(record); ++n) {
    for (auto& field : record.fields()) {
      if (std::find(paths.begin(), paths.end(), field.path) == paths.end()) paths.push_back(std::move(field.path));
    }
  }
  return paths;
}

}  // namespace

base::Result<std::unique_ptr<RecordSource>> open_xml(const SourceRequest& request) {
  if (request.record_path.empty()) {
    return base::fail(codes::mapping_value, "an XML file needs a mapping that says which elements are records",
                      "write 'records: EMSDataSet/Header/PatientCareReport'");
  }
  auto columns = request.wanted;
  if (columns.empty()) {
    KJEDE_ASSIGN(columns, paths_of(request));
  }
  KJEDE_ASSIGN(auto reader, text::XmlReader::open(request.path, request.record_path));
  return std::unique_ptr<RecordSource>(std::make_unique<XmlSource>(std::move(reader), std::move(columns)));
}

}  // namespace kjede::registry
