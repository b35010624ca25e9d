#include "kjede/service/stats_files.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "case_reader.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/text/source.hpp"

namespace kjede::service {
namespace {

// The members that a kind computes; a case that cannot be computed loses those it came with.
constexpr std::array<const char*, 2> expectations{"expected", "expected_unscreened"};
constexpr std::array<const char*, 9> sample_members{"n",       "type2", "type6", "type7",    "type8",
                                                    "fivenum", "mean",  "sd",    "mean_ci95"};

struct JsonKind {
  std::string_view name;
  void (*compute)(Json& item, CaseReader& reader);
};

constexpr std::array<JsonKind, 6> json_kinds{{{"spc", recompute_spc},
                                              {"quantile", recompute_quantile},
                                              {"funnel", recompute_funnel},
                                              {"agreement", recompute_agreement},
                                              {"standardise", recompute_standardise},
                                              {"survival", recompute_survival}}};

std::string case_name(const Json& item, std::size_t position) {
  if (item.is_object() && item.contains("id"))
    return fmt::format("case {}", item.at("id").is_string() ? item.at("id").get<std::string>() : item.at("id").dump());
  return fmt::format("case {}", position);
}

void take_away(Json& item, std::span<const char* const> members) {
  if (!item.is_object()) return;
  for (const char* member : members) item.erase(member);
}

void compute_case(const JsonKind& kind, Json& item, std::size_t position, base::Diagnostics& faults) {
  const Json given = item;
  CaseReader reader(given, case_name(given, position));
  if (given.is_object())
    kind.compute(item, reader);
  else
    reader.fault("a case is an object with members");
  if (!reader.failed()) return;
  item = given;
  if (kind.name == "quantile")
    take_away(item, sample_members);
  else
    take_away(item, expectations);
  for (auto& fault : reader.take_faults()) faults.push_back(std::move(fault));
}

base::Result<Recomputed> recompute_cases(const JsonKind& kind, std::string_view file_name, std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return base::fail(codes::empty_file, fmt::format("'{}' is empty", file_name));
  KJEDE_ASSIGN(auto document, text::parse_json(text::make_source(std::string(file_name), std::string(text))));
  Recomputed result;
  if (document.is_array()) {
    std::size_t position = 0;
    for (auto& item : document) compute_case(kind, item, ++position, result.faults);
  } else {
    compute_case(kind, document, 1, result.faults);
  }
  result.text = text::to_text(document);
  return result;
}

}  // namespace

std::span<const std::string> stats_kinds() {
  static const std::vector<std::string> kinds{"spc",       "proportion",  "rate",     "quantile", "funnel",
                                              "agreement", "standardise", "survival", "anhoej"};
  return kinds;
}

base::Result<Recomputed> recompute(std::string_view kind, std::string_view file_name, std::string_view text) {
  for (const auto& known : json_kinds)
    if (known.name == kind) return recompute_cases(known, file_name, text);
  if (kind == "proportion" || kind == "rate" || kind == "anhoej") return recompute_table(kind, file_name, text);
  const auto near = base::nearest(kind, stats_kinds());
  return base::fail(
      codes::unknown_kind, fmt::format("there is no kind of statistics file '{}'", kind),
      near.empty() ? fmt::format("use {}", fmt::join(stats_kinds(), ", ")) : fmt::format("did you mean '{}'?", near));
}

}  // namespace kjede::service
