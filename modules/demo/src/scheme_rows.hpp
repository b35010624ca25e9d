#pragma once
// The plan of a synthetic scheme as rows of its registers.

#include "scheme_plan.hpp"

namespace kjede::demo::scheme {

class Rows {
 public:
  Rows(const Plan& plan, const SchemeOptions& options, const base::Rng& root, RowSink& sink)
      : plan_(plan), options_(options), root_(root), sink_(sink) {}

  base::Result<void> organisations();
  base::Result<void> agreements();
  base::Result<void> units();
  base::Result<void> persons();
  base::Result<void> skills();
  base::Result<void> equipment();
  base::Result<void> attestations();
  base::Result<void> aeds();
  base::Result<void> resources();

 private:
  base::Date days(int from_day) const { return options_.day + std::chrono::days(from_day); }
  base::Result<void> agreement(const Organisation& with);
  base::Result<void> skill(const Person& person, std::string_view name, base::Date completed, std::uint64_t& number);
  base::Result<void> item(const Unit& unit, std::string_view what, base::Date expires, bool broken);
  base::Result<void> aed(int number, Scatter& scatter, base::Rng& rng);

  const Plan& plan_;
  const SchemeOptions& options_;
  const base::Rng& root_;
  RowSink& sink_;
};

}  // namespace kjede::demo::scheme
