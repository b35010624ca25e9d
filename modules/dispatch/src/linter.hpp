#pragma once
// The judgements behind lint(): one run over a scheme, with its rows found by id.

#include <map>
#include <string_view>

#include "kjede/dispatch/lint.hpp"

namespace kjede::dispatch {

class Linter {
 public:
  Linter(const Scheme& scheme, const RuleSet& rules, base::Date date);
  std::vector<Finding> run();

 private:
  struct Where {
    Subject subject;
    const std::string& id;
    std::string unit;
  };
  enum class Weight : std::uint8_t { warns, blocks };
  void find(const Where& where, std::string requirement, Weight weight, Words what, Words remedy);

  void check(const Organisation& organisation);
  void check_group(const Organisation& organisation, const Where& where);

  void check(const Agreement& agreement);
  void check_items(const Agreement& agreement, const Where& where);
  void check_validity(const Agreement& agreement, const Where& where);
  void check_parties(const Agreement& agreement, const Where& where);
  void check_costs(const Agreement& agreement, const Organisation& organisation, const Where& where);
  void check_conditions(const Agreement& agreement, const Where& where);
  void check_channel(const Agreement& agreement, const Organisation& organisation, const Where& where);
  void check_equipment_list(const Agreement& agreement, const Where& where);

  void check(const ResponderUnit& unit);
  void check_insurance(const ResponderUnit& unit, const Where& where);
  void check_equipment(const ResponderUnit& unit, const Where& where);
  void check_item(const ResponderUnit& unit, const Where& where, const Item& item);
  const EquipmentItem* best(const std::string& unit, std::string_view item) const;

  void check(const Responder& responder);
  void check_practice(const Responder& responder, const Where& where);
  void check_training(const Responder& responder, const ResponderUnit& unit, const Where& where);
  void check_membership(const Responder& responder, const Organisation& organisation, const Where& where);

  void check_attestations();

  const Organisation* organisation(const std::string& id) const;

  const Scheme& scheme_;
  const RuleSet& rules_;
  base::Date date_;
  std::map<std::string_view, const Organisation*> organisations_;
  std::map<std::string_view, const Agreement*> agreements_;
  std::map<std::string_view, const ResponderUnit*> units_;
  std::map<std::string_view, std::vector<const EquipmentItem*>> equipment_;  // by unit
  std::vector<Finding> findings_;
};

}  // namespace kjede::dispatch
