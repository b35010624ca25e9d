// Published tables and distributions.

#include <fmt/format.h>

#include <array>

#include "check_indicator.hpp"
#include "kjede/catalog/codes.hpp"
#include "loading.hpp"

namespace kjede::catalog {
namespace {

constexpr std::array<std::string_view, 7> kinds{"distribution", "numbers", "pyramid",    "trend",
                                                "completeness", "flow",    "cross_table"};
constexpr std::array<std::string_view, 4> periods{"year", "tertial", "quarter", "month"};

class AnalysisReader {
 public:
  AnalysisReader(const Register& reg, Loading& loading) : reg_(reg), loading_(loading) {}

  void read(const text::YamlNode& key, const text::YamlNode& node) {
    check_name(key, "analysis", loading_.problems);
    Fields fields(node, fmt::format("analysis '{}'", key.scalar), loading_.problems);
    Analysis analysis;
    analysis.id = key.scalar;
    analysis.register_id = reg_.id;
    analysis.span = key.span;
    analysis.name = fields.required_label("name");
    fields.required("kind");
    analysis.kind = static_cast<AnalysisKind>(fields.one_of("kind", kinds));
    read_who(fields, analysis);
    read_what(fields, analysis);
    read_where(fields, analysis);
    analysis.source = fields.text("source");
    fields.finish();
    check(key, analysis);
    if (claim(loading_, "analysis " + analysis.id, key.span)) loading_.catalog.analyses.push_back(std::move(analysis));
  }

 private:
  void read_who(Fields& fields, Analysis& analysis) {
    const auto scope = scope_of(reg_, loading_);
    if (const auto* cohort = fields.find("cohort"))
      analysis.cohort = read_clause(*cohort, scope, Wanted::condition, loading_);
    for (const auto* node : fields.nodes("cohorts")) {
      analysis.cohorts.push_back(node->scalar);
      if (loading_.catalog.find_cohort(reg_.id, node->scalar) != nullptr) continue;
      Words ids;
      for (const auto& cohort : loading_.catalog.cohorts) {
        if (cohort.register_id == reg_.id) ids.push_back(cohort.id);
      }
      loading_.problems.error(codes::unknown_name, node->span,
                              fmt::format("register '{}' has no cohort '{}'", reg_.id, node->scalar),
                              did_you_mean(node->scalar, ids));
    }
    const auto* counts = fields.mapping("count");
    for (std::size_t i = 0; counts != nullptr && i < counts->entries.size(); ++i) {
      read_count(counts->entries[i].first, counts->entries[i].second, scope, analysis);
    }
  }

  void read_count(const text::YamlNode& key, const text::YamlNode& value, const Scope& scope, Analysis& analysis) {
    check_name(key, "count", loading_.problems);
    Fields lines(value, fmt::format("count '{}'", key.scalar), loading_.problems);
    const auto name = lines.required_label("name");
    if (const auto* when = lines.required("when")) {
      if (auto clause = read_clause(*when, scope, Wanted::condition, loading_)) {
        analysis.count_ids.push_back(key.scalar);
        analysis.count_names.push_back(name);
        analysis.counts.push_back(*std::move(clause));
      }
    }
    lines.finish();
  }

  std::string variable(const text::YamlNode* node, std::string_view what, std::initializer_list<VariableType> types) {
    const auto* found = node == nullptr ? nullptr : variable_named(*node, reg_, what, types, loading_);
    return found == nullptr ? std::string() : found->name;
  }

  void read_what(Fields& fields, Analysis& analysis) {
    for (const auto* node : fields.nodes("by")) {
      if (auto name = variable(node, "counted", {}); !name.empty()) analysis.by.push_back(std::move(name));
    }
    analysis.value = variable(fields.scalar("value"), "a number", {VariableType::integer, VariableType::number});
    analysis.sex = variable(fields.scalar("sex"), "a sex", {VariableType::code});
    analysis.age = variable(fields.scalar("age"), "an age", {VariableType::integer, VariableType::number});
    analysis.band_years = static_cast<int>(fields.whole("band", 1, 50).value_or(5));
  }

  void read_where(Fields& fields, Analysis& analysis) {
    if (fields.node().find("unit") != nullptr) {
      Indicator place;
      check_place(fields, reg_, place, loading_);
      analysis.unit_variable = place.unit_variable;
      analysis.levels = place.levels;
      analysis.groups = place.groups;
    } else {
      fields.find("unit"), fields.find("levels"), fields.find("groups");
    }
    analysis.period = *base::parse_period_kind(periods[fields.one_of("period", periods)]);
    if (const auto* rate = fields.mapping("rate")) {
      Fields lines(*rate, "'rate'", loading_.problems);
      lines.required("per");
      analysis.per = lines.whole("per", 1, 1'000'000'000).value_or(0);
      lines.finish();
    }
  }

  // Each kind has something it counts; without it there is nothing to show.
  void check(const text::YamlNode& key, const Analysis& analysis) {
    const auto need = [&](bool there, std::string_view what) {
      if (!there) {
        loading_.problems.error(codes::missing_key, key.span,
                                fmt::format("analysis '{}' is of kind {} and needs '{}'", analysis.id,
                                            kinds[static_cast<std::size_t>(analysis.kind)], what),
                                fmt::format("add {}: …", what));
      }
    };
    switch (analysis.kind) {
      case AnalysisKind::distribution:
      case AnalysisKind::completeness: return need(!analysis.by.empty(), "by");
      case AnalysisKind::numbers: return need(!analysis.value.empty(), "value");
      case AnalysisKind::pyramid: need(!analysis.sex.empty(), "sex"); return need(!analysis.age.empty(), "age");
      case AnalysisKind::flow: return need(!analysis.cohorts.empty(), "cohorts");
      case AnalysisKind::trend:
      case AnalysisKind::cross_table: break;
    }
    need(!analysis.by.empty() || !analysis.counts.empty() || !analysis.cohorts.empty() || !analysis.value.empty(),
         "count");
  }

  const Register& reg_;
  Loading& loading_;
};

}  // namespace

void read_analyses(const text::YamlNode& node, Loading& loading) {
  Fields fields(node, "a file of analyses", loading.problems);
  const auto* reg = register_named(fields, loading);
  const auto* list = fields.mapping("analyses");
  fields.finish();
  if (reg == nullptr || list == nullptr) return;
  AnalysisReader reader(*reg, loading);
  for (const auto& [key, value] : list->entries) reader.read(key, value);
}

}  // namespace kjede::catalog
