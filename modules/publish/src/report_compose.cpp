#include <fmt/format.h>

#include <map>

#include "numbering.hpp"
#include "report_blocks.hpp"

namespace kjede::publish {

namespace {

class Composer {
 public:
  Composer(const ReportPlan& plan, const ReportData& data) : plan_(plan), lookup_(data), text_(lookup_, references_) {}

  base::Result<Document> run() {
    Numbering numbering;
    for (const auto& section : plan_.sections) {
      number(section, numbering);
    }
    Document document{.id = plan_.id,
                      .author = plan_.author,
                      .date = lookup_.data().date,
                      .synthetic = lookup_.data().synthetic,
                      .compact = plan_.compact};
    document.title = text_.fill(plan_.title, document.language);
    if (plan_.subtitle) {
      document.subtitle = text_.fill(*plan_.subtitle, document.language);
    }
    for (const auto& fact : plan_.facts) {
      document.facts.push_back(text_.fill(fact, document.language));
    }
    int count = 0;
    int appendices = 0;
    for (const auto& section : plan_.sections) {
      const auto own = section.appendix   ? fmt::format("{} {}", words(document.language).appendix, ++appendices)
                       : section.numbered ? std::to_string(++count)
                                          : "";
      document.sections.push_back(compose(section, own));
    }
    auto faults = text_.take_faults();
    std::move(faults_.begin(), faults_.end(), std::back_inserter(faults));
    if (!faults.empty()) {
      return base::fail(std::move(faults));
    }
    return document;
  }

 private:
  // Figures and tables bear their numbers before any text is written, so that a text may point ahead. A figure without
  // data is left out, so they are made here; one whose own text points ahead, or is wrong, is made again in its place.
  void number(const PlanSection& section, Numbering& numbering) {
    for (const auto& block : section.blocks) {
      if (block.kind == "text" || block.kind == "list") {
        continue;
      }
      base::Diagnostics faults;
      const bool figure = is_figure(block);
      auto made = make(block, {lookup_, text_, section.language, faults});
      const bool exists = made.has_value();
      if (text_.take_faults().empty() && faults.empty()) {
        made_[&block] = std::move(made);
      }
      if (!exists) {
        continue;
      }
      auto name = figure ? numbering.next_figure(section.language) : numbering.next_table(section.language);
      name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
      references_[(figure ? "figure " : "table ") + block.id] = std::move(name);
    }
    for (const auto& child : section.sections) {
      number(child, numbering);
    }
  }

  static std::optional<Block> make(const PlanBlock& block, const BlockContext& context) {
    return is_figure(block) ? figure_block(block, context) : table_block(block, context);
  }

  std::optional<Block> take(const PlanBlock& block, const BlockContext& context) {
    const auto found = made_.find(&block);
    return found != made_.end() ? std::move(found->second) : make(block, context);
  }

  std::string anchor(const PlanSection& section) {
    return section.id.empty() ? fmt::format("s{}", ++anchors_) : section.id;
  }

  Section compose(const PlanSection& plan, const std::string& own_number) {
    Section section{.number = own_number,
                    .title = text_.fill(plan.title, plan.language),
                    .id = anchor(plan),
                    .language = plan.language};
    const BlockContext context{lookup_, text_, plan.language, faults_};
    for (const auto& block : plan.blocks) {
      add(section, block, context);
    }
    int count = 0;
    for (const auto& child : plan.sections) {
      section.sections.push_back(
          compose(child, own_number.empty() || !child.numbered ? "" : fmt::format("{}.{}", own_number, ++count)));
    }
    return section;
  }

  void add(Section& section, const PlanBlock& block, const BlockContext& context) {
    if (block.kind == "text") {
      Paragraph paragraph;
      for (const auto& part : block.texts) {
        paragraph.text += (paragraph.text.empty() ? "" : " ") + text_.fill(part, context.language);
      }
      section.blocks.emplace_back(std::move(paragraph));
    } else if (block.kind == "list") {
      List list;
      for (const auto& item : block.texts) {
        list.items.push_back(text_.fill(item, context.language));
      }
      section.blocks.emplace_back(std::move(list));
    } else if (auto made = take(block, context)) {
      section.blocks.push_back(std::move(*made));
    }
  }

  const ReportPlan& plan_;
  Lookup lookup_;
  References references_;
  TextFiller text_;
  base::Diagnostics faults_;
  std::map<const PlanBlock*, std::optional<Block>> made_;  // looked up only
  int anchors_ = 0;
};

}  // namespace

base::Result<Document> compose(const ReportPlan& plan, const ReportData& data) { return Composer(plan, data).run(); }

base::Result<std::vector<ExportFile>> print_report(const Document& document, const Tools& tools) {
  const auto figures = figures_of(document);
  const TypstDocument paper{.id = document.id,
                            .source = typst(document),
                            .figures =
                                [&] {
                                  std::vector<std::string> ids;
                                  for (const auto& figure : figures) {
                                    ids.push_back(figure.id);
                                  }
                                  return ids;
                                }(),
                            .date = document.date};
  KJEDE_ASSIGN(const auto batch, render_documents(figures, std::span(&paper, 1), {.tools = tools}));
  std::map<std::string, std::string> svg;
  std::vector<ExportFile> files;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    svg[figures[i].id] = batch.figures[i].svg;
    files.push_back({"figures/" + figures[i].id + ".svg", batch.figures[i].svg});
    files.push_back({"figures/" + figures[i].id + ".vl.json", figures[i].spec + "\n"});
  }
  files.insert(files.begin(),
               {{document.id + ".html", html(document, svg)}, {document.id + ".pdf", batch.documents.front().pdf}});
  return files;
}

}  // namespace kjede::publish
