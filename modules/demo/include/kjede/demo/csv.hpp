#pragma once
// The demonstration as files, the way Norwegian registers send them: CSV with `;`, decimal comma, local times
// without a zone, UTF-8. One file per register, synthetic-<register>.csv (the name stays with an imported batch, so
// that what is made from it can say so), and a README.txt that says everyone is invented.
//
//   demo::CsvFolder files("demo-data");  KJEDE_TRY(demo::generate(catalog, options, files));  files.written();

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "kjede/demo/rows.hpp"

namespace kjede::demo {

struct WrittenFile {
  std::string register_id;
  std::string path;
  std::uint64_t rows = 0;
};

// Text of one row, appended: fields with ; " or line ends are quoted, a time in the hour that autumn repeats
// carries its offset.
void append_csv(std::string& out, std::span<const Cell> cells);

class CsvFolder final : public RowSink {
 public:
  explicit CsvFolder(std::string folder);  // made if absent; files of the same name are replaced
  ~CsvFolder() override;
  CsvFolder(const CsvFolder&) = delete;
  CsvFolder& operator=(const CsvFolder&) = delete;

  base::Result<void> begin(const Table& table) override;
  base::Result<void> row(std::span<const Cell> cells) override;
  base::Result<void> end() override;
  const std::vector<WrittenFile>& written() const { return written_; }

 private:
  base::Result<void> flush();
  base::Result<void> write_readme();

  std::string folder_;
  std::string buffer_;
  std::FILE* file_ = nullptr;
  std::vector<WrittenFile> written_;
};

}  // namespace kjede::demo
