#include "report_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "kjede/publish/codes.hpp"

namespace kjede::publish {

namespace {

using text::YamlNode;

// The keys that name a block, and what it shows.
constexpr std::array block_kinds{"text",    "list",        "definition", "goals",           "levels",
                                 "years",   "percentiles", "cases",      "distribution",    "numbers",
                                 "by unit", "missing",     "comparison", "own development", "bars",
                                 "panels",  "funnel",      "spc",        "boxes",           "trend",
                                 "counts",  "unit counts", "columns",    "stacked",         "pyramid"};
constexpr std::array block_options{"id",    "level", "period", "measure", "by",       "part",
                                   "order", "where", "title",  "caption", "rows",     "back",
                                   "from",  "own",   "change", "norms",   "norm name"};

class Reader {
 public:
  base::Result<ReportPlanPtr> read(const YamlNode& root) {
    auto plan = std::make_shared<ReportPlan>();
    allow(
        root,
        {"report", "layout", "title", "subtitle", "subtitles", "author", "registers", "together", "facts", "sections"},
        "the report");
    plan->id = scalar(root, "report");
    plan->title = node(root, "title");
    plan->author = scalar(root, "author", false);
    plan->compact = scalar(root, "layout", false) == "compact";
    plan->registers = words(root.find("registers"));
    plan->together = scalar(root, "together", false) == "yes";
    if (const auto* subtitle = root.find("subtitle")) {
      plan->subtitle = *subtitle;
    }
    if (const auto* subtitles = root.find("subtitles")) {
      for (const auto& [key, value] : subtitles->entries) {
        plan->subtitles[key.scalar] = value;
      }
    }
    if (const auto* facts = root.find("facts")) {
      plan->facts = facts->items;
    }
    plan->sections = sections(root);
    if (!faults_.empty()) {
      return base::fail(std::move(faults_));
    }
    return ReportPlanPtr(std::move(plan));
  }

 private:
  void fault(const base::Code& code, std::string message, const base::SourceSpan& span, std::string suggestion = {}) {
    auto found = base::fail(code, std::move(message), span, std::move(suggestion)).diagnostics;
    std::move(found.begin(), found.end(), std::back_inserter(faults_));
  }

  void allow(const YamlNode& mapping, const std::vector<std::string>& known, const std::string& where) {
    for (const auto& [key, value] : mapping.entries) {
      if (std::find(known.begin(), known.end(), key.scalar) == known.end()) {
        const auto near = base::nearest(key.scalar, known);
        fault(codes::unknown_template_key, fmt::format("unknown key '{}' in {}", key.scalar, where), key.span,
              near.empty() ? "" : fmt::format("did you mean '{}'?", near));
      }
    }
  }

  YamlNode node(const YamlNode& mapping, const char* key) {
    const auto* found = mapping.find(key);
    if (found == nullptr || !found->is_scalar()) {
      fault(codes::bad_template, fmt::format("'{}' is missing or not a text", key), mapping.span);
      return {};
    }
    return *found;
  }

  std::string scalar(const YamlNode& mapping, const char* key, bool required = true) {
    return !required && mapping.find(key) == nullptr ? std::string() : node(mapping, key).scalar;
  }

  static std::vector<std::string> words(const YamlNode* list) {
    std::vector<std::string> result;
    if (list != nullptr && list->is_scalar() && !list->scalar.empty()) {
      result.push_back(list->scalar);
    } else if (list != nullptr) {
      for (const auto& item : list->items) {
        result.push_back(item.scalar);
      }
    }
    return result;
  }

  std::vector<PlanSection> sections(const YamlNode& parent) {
    std::vector<PlanSection> result;
    if (const auto* list = parent.find("sections")) {
      for (const auto& item : list->items) {
        result.push_back(section(item));
      }
    }
    return result;
  }

  PlanSection section(const YamlNode& item) {
    allow(item, {"section", "id", "language", "appendix", "numbered", "blocks", "sections"}, "a section");
    PlanSection one;
    one.title = node(item, "section");
    one.id = scalar(item, "id", false);
    one.language = scalar(item, "language", false) == "en" ? Language::en : Language::nb;
    one.appendix = scalar(item, "appendix", false) == "yes";
    one.numbered = scalar(item, "numbered", false) != "no";
    if (const auto* blocks = item.find("blocks")) {
      for (const auto& block_node : blocks->items) {
        one.blocks.push_back(block(block_node));
      }
    }
    one.sections = sections(item);
    return one;
  }

  PlanBlock block(const YamlNode& item) {
    PlanBlock one;
    one.span = item.span;
    std::vector<std::string> known(block_options.begin(), block_options.end());
    for (const auto& [key, value] : item.entries) {
      if (std::find(block_kinds.begin(), block_kinds.end(), key.scalar) != block_kinds.end()) {
        one.kind = key.scalar;
        known.push_back(key.scalar);
        take_subject(one, value);
      } else if (value.is_scalar() && key.scalar != "title" && key.scalar != "caption") {
        one.options[key.scalar] = value.scalar;
      }
    }
    known.insert(known.end(), block_kinds.begin(), block_kinds.end());
    allow(item, known, "a block");
    if (one.kind.empty()) {
      fault(codes::bad_template, "a block shows nothing", item.span,
            fmt::format("name one of: {}", fmt::join(block_kinds, ", ")));
    }
    take_rest(one, item);
    return one;
  }

  static void take_subject(PlanBlock& one, const YamlNode& value) {
    if (one.kind == "text" && value.is_scalar()) {
      one.texts = {value};
    } else if (one.kind == "text") {
      one.texts = value.items;  // parts of one paragraph, each of its own register
    } else if (one.kind == "list") {
      one.texts = value.items;
    } else {
      one.subjects = words(&value);
    }
  }

  // The general population's shares, as published: "79 %" or "79,4 %".
  void take_norms(PlanBlock& one, const YamlNode& norms) {
    for (const auto& [key, value] : norms.entries) {
      auto text = value.scalar;
      std::replace(text.begin(), text.end(), ',', '.');
      char* end = nullptr;
      const double number = std::strtod(text.c_str(), &end);
      if (end == text.c_str() || (std::string_view(end) != " %" && std::string_view(end) != "%") || number < 0.0 ||
          number > 100.0) {
        fault(codes::bad_template, fmt::format("'{}' is no share", value.scalar), value.span, "write 79 %");
      }
      one.norms[key.scalar] = number / 100.0;
    }
  }

  void take_rest(PlanBlock& one, const YamlNode& item) {
    if (const auto* norms = item.find("norms")) {
      take_norms(one, *norms);
    }
    if (const auto* where = item.find("where")) {
      for (const auto& [key, value] : where->entries) {
        one.where[key.scalar] = value.scalar;
      }
    }
    if (const auto* rows = item.find("rows")) {
      for (const auto& row : rows->items) {
        one.rows.push_back(words(&row));
      }
    }
    if (const auto* title = item.find("title")) {
      one.title = *title;
    }
    if (const auto* caption = item.find("caption")) {
      one.caption = *caption;
    }
    one.id = one.option("id");
    if (one.id.empty() && !one.subjects.empty()) {
      one.id = one.kind + "_" + one.subjects.front();
      for (const auto& [key, value] : one.where) {
        one.id += "_" + key + "_" + value;
      }
      std::replace(one.id.begin(), one.id.end(), ' ', '_');
    }
  }

  base::Diagnostics faults_;
};

class Needs {
 public:
  Needs(const ReportPlan& plan, const catalog::Catalog& catalog) : catalog_(catalog) {
    needs_.registers = plan.registers;
    for (const auto& section : plan.sections) {
      add(section);
    }
  }
  ReportNeeds take() { return std::move(needs_); }

 private:
  void add(const PlanSection& section) {
    add(section.title);
    for (const auto& block : section.blocks) {
      for (const auto& subject : block.subjects) {
        add(subject, block.kind == "spc" || block.kind == "own development",
            base::parse_period_kind(block.option("by")));
      }
      for (const auto& text : block.texts) {
        add(text);
      }
      if (block.caption) {
        add(*block.caption);
      }
    }
    for (const auto& child : section.sections) {
      add(child);
    }
  }

  void add(const PlanText& text) {
    for (const auto& [id, field] : subjects_in(text)) {
      add(id, field.starts_with("improved") || field.starts_with("worsened"), std::nullopt);
    }
  }

  void add(const std::string& subject, bool charted, std::optional<base::PeriodKind> by) {
    if (const auto* indicator = catalog_.find_indicator(subject)) {
      needs_.indicators.insert(subject);
      const auto kind = by.value_or(indicator->chart.by);
      if (charted && kind != base::PeriodKind::year) {
        (kind == base::PeriodKind::tertial ? needs_.by_tertial : needs_.by_quarter).insert(subject);
      }
    } else if (catalog_.find_analysis(subject) != nullptr) {
      needs_.analyses.insert(subject);
    }
  }

  const catalog::Catalog& catalog_;
  ReportNeeds needs_;
};

}  // namespace

base::Result<ReportPlanPtr> load_report(std::shared_ptr<const base::SourceFile> file) {
  KJEDE_ASSIGN(const auto root, text::parse_yaml(std::move(file)));
  return Reader().read(root);
}

ReportNeeds needs_of(const ReportPlan& plan, const catalog::Catalog& catalog) { return Needs(plan, catalog).take(); }

}  // namespace kjede::publish
