#pragma once
// A report file as read: sections and blocks, texts still with their placeholders.

#include <map>
#include <string>
#include <vector>

#include "kjede/publish/report.hpp"
#include "kjede/text/yaml.hpp"

namespace kjede::publish {

// A text with its place in the file, so that a wrong placeholder can be shown.
using PlanText = text::YamlNode;

// One block: `kind` is the key that names it (text, bars, definition …), `subjects` its indicators or analyses.
struct PlanBlock {
  std::string kind;
  std::string id;
  std::vector<std::string> subjects;
  std::vector<PlanText> texts;                 // text, list
  std::map<std::string, std::string> options;  // level, period, measure, order …
  std::map<std::string, std::string> where;    // unit attributes
  std::optional<PlanText> title;
  std::optional<PlanText> caption;
  std::vector<std::vector<std::string>> rows;  // comparison: figures of others
  std::map<std::string, double> norms;         // panels, stacked: share of the general population by subject
  base::SourceSpan span;

  std::string option(const std::string& name, const std::string& otherwise = {}) const {
    const auto found = options.find(name);
    return found != options.end() ? found->second : otherwise;
  }
};

struct PlanSection {
  std::string id;
  PlanText title;
  Language language = Language::nb;
  bool appendix = false;
  bool numbered = true;
  std::vector<PlanBlock> blocks;
  std::vector<PlanSection> sections;
};

struct ReportPlan {
  std::string id;
  PlanText title;
  std::optional<PlanText> subtitle;
  std::map<std::string, PlanText> subtitles;  // by register: when the report is about that one alone
  std::string author;
  bool compact = false;
  std::vector<std::string> registers;
  bool together = false;  // whoever asks for one of its registers gets all
  std::vector<PlanText> facts;
  std::vector<PlanSection> sections;
};

// What a text's placeholders name: {id.field …}.
struct NamedSubject {
  std::string id;
  std::string field;
};
std::vector<NamedSubject> subjects_in(const PlanText& text);

}  // namespace kjede::publish
