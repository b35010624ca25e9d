#pragma once
// Placeholders in a report's texts. A placeholder names what was measured and how it is written:
//
//   {year} {last_year} {date} {unit} {period}     the report's frame
//   {figure bars_bystander_cpr} {table …}         "figur 4", by block id
//   {bystander_cpr.value}  {bystander_cpr.numerator}  {response_time.p90}  {amk_recognition_time.mean}
//   {capnography_ohca.value @last_year}  {capnography_ihca.value angiography=yes}  {sustained_rosc_ohca.rate}
//   {capnography_ohca.green} {.units} {.highest} {.lowest} {.outside} {.improved} {.worsened}   units at the finest
//   level {first_rhythm.vf+vt}  {first_rhythm.vf+vt share.1}  {first_rhythm.total}  {age.p50}         analyses
//   {children_flow.children @all}                  the sum of all years

#include <map>
#include <string>

#include "report_lookup.hpp"
#include "report_plan.hpp"

namespace kjede::publish {

using References = std::map<std::string, std::string>;  // "figure bars_x" → "figur 4"

class TextFiller {
 public:
  TextFiller(const Lookup& lookup, const References& references) : lookup_(lookup), references_(references) {}

  // Faults are added to faults(); the placeholder then stays as it is.
  std::string fill(const PlanText& text, Language language);
  base::Diagnostics take_faults() { return std::move(faults_); }

 private:
  struct Placeholder;
  std::optional<std::string> replace(const Placeholder& asked, Language language) const;
  std::optional<std::string> frame(const Placeholder& asked, Language language) const;
  std::optional<std::string> indicator(const Placeholder& asked, Language language) const;
  std::optional<std::string> units(const Placeholder& asked, const catalog::Indicator& indicator,
                                   Language language) const;
  std::optional<std::string> analysis(const Placeholder& asked, Language language) const;

  const Lookup& lookup_;
  const References& references_;
  base::Diagnostics faults_;
};

}  // namespace kjede::publish
