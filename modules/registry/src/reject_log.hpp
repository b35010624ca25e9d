#pragma once
// The list of bad rows, written as the import goes and put in place at its end; and how often each problem came.

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/registry/import.hpp"
#include "kjede/text/csv_writer.hpp"
#include "problem.hpp"
#include "record_source.hpp"

namespace kjede::registry {

class RejectLog {
 public:
  // `language`: of the reasons, nb or en.
  RejectLog(std::string path, std::string_view language) : path_(std::move(path)), norwegian_(language != "en") {}
  ~RejectLog();  // what was not finished is taken away
  RejectLog(const RejectLog&) = delete;
  RejectLog& operator=(const RejectLog&) = delete;

  void add(const std::string& file, std::uint64_t row, std::uint64_t line, const Problems& problems);
  // Puts the file in place, safe on disk. The path, or empty when there was nothing to list.
  base::Result<std::string> finish();
  void withdraw();  // the import failed after finish(): the list would mislead
  std::vector<ProblemCount> counts() const;

 private:
  void flush();
  const std::string& words(const catalog::Label& label) const { return norwegian_ ? label.nb : label.en; }

  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::string path_;
  bool norwegian_;
  std::string part_;
  std::unique_ptr<std::FILE, Closer> out_;
  std::string failure_;
  bool any_ = false;
  bool in_place_ = false;
  text::CsvWriter csv_;
  std::map<std::tuple<std::string, std::string, std::string, bool>, ProblemCount> counts_;
};

}  // namespace kjede::registry
