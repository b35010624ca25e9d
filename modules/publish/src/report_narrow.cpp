// A plan about fewer registers than it was written for: what belongs to the others goes, with its section.

#include <algorithm>

#include "report_plan.hpp"

namespace kjede::publish {

namespace {

class Narrowing {
 public:
  Narrowing(const catalog::Catalog& catalog, const std::vector<std::string>& registers)
      : catalog_(catalog), registers_(registers) {}

  // False when everything that names a register names another one.
  bool keep(PlanSection& section) const {
    bool others = false;
    std::erase_if(section.blocks, [&](PlanBlock& block) {
      const bool gone = !keep(block);
      others = others || gone;
      return gone;
    });
    std::erase_if(section.sections, [&](PlanSection& child) {
      const bool gone = !keep(child);
      others = others || gone;
      return gone;
    });
    const auto is_ours = [&](const PlanBlock& block) { return names_any(block); };
    return !others || !section.sections.empty() || std::any_of(section.blocks.begin(), section.blocks.end(), is_ours);
  }

 private:
  bool keep(PlanBlock& block) const {
    const auto subjects = block.subjects.size();
    const auto texts = block.texts.size();
    std::erase_if(block.subjects, [&](const std::string& subject) { return is_of_others(subject); });
    std::erase_if(block.texts, [&](const PlanText& text) {
      const auto named = subjects_in(text);
      return std::any_of(named.begin(), named.end(), [&](const auto& one) { return is_of_others(one.id); });
    });
    return (subjects == 0 || !block.subjects.empty()) && (texts == 0 || !block.texts.empty());
  }

  bool names_any(const PlanBlock& block) const {
    const auto known = [&](const std::string& subject) { return !register_of(subject).empty(); };
    return std::any_of(block.subjects.begin(), block.subjects.end(), known) ||
           std::any_of(block.texts.begin(), block.texts.end(), [&](const PlanText& text) {
             const auto named = subjects_in(text);
             return std::any_of(named.begin(), named.end(), [&](const auto& one) { return known(one.id); });
           });
  }

  std::string register_of(const std::string& subject) const {
    if (const auto* indicator = catalog_.find_indicator(subject)) return indicator->register_id;
    const auto* analysis = catalog_.find_analysis(subject);
    return analysis != nullptr ? analysis->register_id : "";
  }

  bool is_of_others(const std::string& subject) const {
    const auto id = register_of(subject);
    return !id.empty() && std::find(registers_.begin(), registers_.end(), id) == registers_.end();
  }

  const catalog::Catalog& catalog_;
  const std::vector<std::string>& registers_;
};

}  // namespace

std::vector<NamedSubject> subjects_in(const PlanText& text) {
  std::vector<NamedSubject> found;
  const auto& source = text.scalar;
  for (auto open = source.find('{'); open != std::string::npos; open = source.find('{', open + 1)) {
    const auto end = source.find_first_of(".} ", open);
    if (end != std::string::npos && source[end] == '.') {
      const auto last = source.find_first_of("} ", end);
      found.push_back({source.substr(open + 1, end - open - 1), source.substr(end + 1, last - end - 1)});
    }
  }
  return found;
}

ReportPlanPtr narrowed(const ReportPlanPtr& plan, const catalog::Catalog& catalog,
                       const std::vector<std::string>& registers) {
  const auto asked = [&](const std::string& id) {
    return std::find(registers.begin(), registers.end(), id) != registers.end();
  };
  if (registers.empty() || plan->together || std::all_of(plan->registers.begin(), plan->registers.end(), asked)) {
    return plan;
  }
  auto own = std::make_shared<ReportPlan>(*plan);
  std::erase_if(own->registers, [&](const std::string& id) { return !asked(id); });
  const Narrowing narrowing(catalog, own->registers);
  std::erase_if(own->sections, [&](PlanSection& section) { return !narrowing.keep(section); });
  if (own->registers.size() == 1) {
    if (const auto found = own->subtitles.find(own->registers.front()); found != own->subtitles.end()) {
      own->subtitle = found->second;
    }
  }
  return own;
}

}  // namespace kjede::publish
