#include "kjede/dispatch/responder_policy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "kjede/dispatch/codes.hpp"

namespace kjede::dispatch {
namespace {

ResponderPolicy preset(std::string name, std::string source, std::vector<Phase> phases,
                       FetchRule fetch = FetchRule::never) {
  ResponderPolicy policy;
  policy.name = std::move(name);
  policy.source = std::move(source);
  policy.phases = std::move(phases);
  policy.fetch = fetch;
  policy.replace = false;
  return policy;
}

// Kjede's own: three near ones that gain time, whoever brings an AED first, and another for each that refuses or is
// silent. A quarter of all replies takes 56 s or more (fitted, see room sim), so silence is 60 s.
ResponderPolicy by_default() {
  ResponderPolicy policy;
  policy.name = "kjede";
  policy.source = "Kjede's default";
  policy.phases = {{0, 3, 0, 0}};
  return policy;
}

std::vector<ResponderPolicy> all_policies() {
  std::vector<ResponderPolicy> all;
  all.push_back(by_default());
  all.push_back(preset("none", "ordinary resources only, to compare with", {{0, 0, 0, 0}}));
  all.push_back(preset("goodsam-london", "GoodSAM, London", {{0, 3, 0, 0}}));
  all.push_back(preset("goodsam-emids", "GoodSAM, East Midlands", {{0, 5, 800, 0}}));
  all.push_back(preset("goodsam-nsw", "GoodSAM, New South Wales", {{0, 3, 500, 1000}}));
  all.push_back(preset("goodsam-scas", "GoodSAM, South Central", {{0, 3, 500, 0}}));
  auto heartrunner = preset("heartrunner-se", "Heartrunner, Sweden (trial)", {{0, 30, 1300, 0}}, FetchRule::split);
  heartrunner.from_minute = 7 * 60;
  heartrunner.to_minute = 23 * 60;
  all.push_back(std::move(heartrunner));
  all.push_back(preset("hjerteloeber-dk", "Hjerteløber, Denmark", {{0, 20, 1800, 0}}, FetchRule::others));
  auto firstaed = preset("firstaed", "FirstAED, Denmark", {{0, 9, 0, 0}}, FetchRule::when_gains);
  firstaed.choose = 3;
  all.push_back(std::move(firstaed));
  all.push_back(
      preset("hartslagnu", "HartslagNu, Netherlands", {{0, 30, 1000, 1500}, {60, 100, 1500, 2000}}, FetchRule::split));
  auto mobile_retter = preset("mobile-retter", "Mobile Retter, Germany", {{0, 2, 0, 0}});
  mobile_retter.replace = true;
  mobile_retter.silent_after = 20;
  all.push_back(std::move(mobile_retter));
  auto katretter = preset("katretter", "KATRETTER, Germany", {{0, 2, 500, 1000}});
  katretter.rest_minutes = 120;
  all.push_back(std::move(katretter));
  return all;
}

}  // namespace

const Phase& ResponderPolicy::phase(int elapsed_seconds) const {
  const Phase* now = &phases.front();
  for (const auto& phase : phases) {
    if (phase.after_seconds <= elapsed_seconds) now = &phase;
  }
  return *now;
}

std::vector<std::string> responder_policy_names() {
  std::vector<std::string> names;
  for (const auto& policy : all_policies()) names.push_back(policy.name);
  return names;
}

base::Result<ResponderPolicy> responder_policy(std::string_view name) {
  for (auto& policy : all_policies()) {
    if (policy.name == name) return std::move(policy);
  }
  return base::fail(codes::unknown_responder_policy, fmt::format("there is no policy '{}'", name),
                    fmt::format("use one of {}", fmt::join(responder_policy_names(), ", ")));
}

}  // namespace kjede::dispatch
