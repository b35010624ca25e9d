#pragma once
// Masks that were found before. The search for the least to hide takes seconds and follows from what it is given:
// units, definitions, counts. All of that is written down as one text, whose hash is the key under which the store
// keeps the answer (docs/decisions/0012-kept-masks.md).

#include <string>
#include <vector>

#include "kjede/measure/analyse.hpp"
#include "kjede/measure/measurement.hpp"
#include "kjede/store/records.hpp"

namespace kjede::measure {

// Raised whenever the search may come to another answer for the same tables.
inline constexpr int kMaskAlgorithm = 4;

class MaskQuestion {
 public:
  MaskQuestion(const catalog::Catalog& catalog, std::string_view kind);
  void ask(const Measurement& measurement);
  void ask(const AnalysisResult& result);
  // "masks indicators ohca": of each subject the store keeps the last answers.
  std::string subject() const;
  std::string key() const;  // BLAKE2b-256 of everything asked, as hex

 private:
  template <class... Values>
  void line(const Values&... values);

  const catalog::Catalog& catalog_;
  std::string kind_;
  std::string register_;
  std::string last_;  // whose definition was written last
  std::string text_;
};

}  // namespace kjede::measure
