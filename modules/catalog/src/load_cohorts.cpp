// Named conditions, built on each other; and what decides when a condition is unknown.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "kjede/catalog/codes.hpp"
#include "loading.hpp"

namespace kjede::catalog {
namespace {

constexpr std::array<std::string_view, 3> effects{"counts as no", "counts as yes", "excluded"};

struct Written {
  const Register* reg;
  const text::YamlNode* key;
  const text::YamlNode* value;
  std::size_t index;  // in catalog.cohorts
};

// Declares every cohort first, so that they can refer to each other in any order; then resolves each after those it
// is built on.
class CohortReader {
 public:
  explicit CohortReader(Loading& loading) : loading_(loading) {}

  void declare(const text::YamlNode& file) {
    Fields fields(file, "a file of cohorts", loading_.problems);
    const auto* reg = register_named(fields, loading_);
    const auto* list = fields.mapping("cohorts");
    fields.finish();
    if (reg == nullptr || list == nullptr) return;
    for (const auto& [key, value] : list->entries) {
      check_name(key, "cohort", loading_.problems);
      if (const auto* variable = reg->find(key.scalar)) {
        loading_.problems.error(codes::duplicate, key.span, fmt::format("'{}' is a variable and a cohort", key.scalar),
                                "rename the cohort",
                                {fmt::format("the variable is declared at {}", at(variable->span))});
      }
      if (!claim(loading_, fmt::format("cohort {} of register {}", key.scalar, reg->id), key.span)) continue;
      Cohort cohort;
      cohort.id = key.scalar;
      cohort.register_id = reg->id;
      cohort.span = key.span;
      written_.push_back({reg, &key, &value, loading_.catalog.cohorts.size()});
      loading_.catalog.cohorts.push_back(std::move(cohort));
    }
  }

  void resolve() {
    for (std::size_t i = 0; i < written_.size(); ++i) visit(i);
  }

 private:
  void visit(std::size_t i) {
    if (done_.count(i) > 0) return;
    const auto open = std::find(path_.begin(), path_.end(), i);
    if (open != path_.end()) return report_circle(open - path_.begin());
    path_.push_back(i);
    const auto* where = written_[i].value->find("where");
    for (const auto& word : where == nullptr ? Words{} : words_in(where->scalar)) {
      if (const auto other = find(*written_[i].reg, word)) visit(*other);
    }
    path_.pop_back();
    if (done_.insert(i).second) read(written_[i]);
  }

  std::optional<std::size_t> find(const Register& reg, std::string_view id) const {
    for (std::size_t i = 0; i < written_.size(); ++i) {
      if (written_[i].reg == &reg && written_[i].key->scalar == id) return i;
    }
    return std::nullopt;
  }

  void report_circle(std::ptrdiff_t from) {
    std::string circle;
    for (auto step = path_.begin() + from; step != path_.end(); ++step) {
      circle += written_[*step].key->scalar + " → ";
      done_.insert(*step);
    }
    const auto& first = written_[path_[static_cast<std::size_t>(from)]];
    loading_.problems.error(codes::circular, first.key->span,
                            fmt::format("cohorts refer to each other: {}{}", circle, first.key->scalar),
                            "break the circle at one of them");
  }

  void read(const Written& written) {
    auto& cohort = loading_.catalog.cohorts[written.index];
    Fields fields(*written.value, fmt::format("cohort '{}'", cohort.id), loading_.problems);
    cohort.name = fields.required_label("name");
    if (const auto* where = fields.required("where")) {
      if (auto clause = read_clause(*where, scope_of(*written.reg, loading_), Wanted::condition, loading_))
        cohort.where = *std::move(clause);
    }
    cohort.unknown = read_unknown(fields, *written.reg, false, loading_);
    if (cohort.where.expression != nullptr) check_policy(fields, cohort);
    fields.finish();
  }

  void check_policy(Fields& fields, const Cohort& cohort) {
    const auto names = mentioned(*cohort.where.expression);
    for (const auto& policy : cohort.unknown) {
      if (std::find(names.begin(), names.end(), policy.variable) != names.end()) continue;
      const auto* node = fields.node().find("unknown");
      loading_.problems.error(
          codes::idle_policy, node->find_key(policy.variable)->span,
          fmt::format("'{}' does not stand in the condition of cohort '{}'", policy.variable, cohort.id),
          "take the line away");
    }
  }

  Loading& loading_;
  std::vector<Written> written_;
  std::vector<std::size_t> path_;
  std::set<std::size_t> done_;
};

}  // namespace

void read_cohorts(const std::vector<text::YamlNode>& files, Loading& loading) {
  CohortReader reader(loading);
  for (const auto& file : files) reader.declare(file);
  reader.resolve();
}

std::vector<UnknownPolicy> read_unknown(Fields& fields, const Register& reg, bool can_exclude, Loading& loading) {
  std::vector<UnknownPolicy> policies;
  const auto* node = fields.mapping("unknown");
  if (node == nullptr) return policies;
  Fields lines(*node, "'unknown'", loading.problems);
  for (const auto& [key, value] : node->entries) {
    const auto effect = static_cast<UnknownEffect>(lines.one_of(key.scalar, effects));
    if (variable_named(key, reg, "unknown", {}, loading) == nullptr) continue;
    if (effect == UnknownEffect::excluded && !can_exclude) {
      loading.problems.error(codes::bad_value, value.span, "a cohort has members and others, nothing between",
                             "write counts as no, or counts as yes");
    }
    policies.push_back({key.scalar, effect});
  }
  return policies;
}

}  // namespace kjede::catalog
