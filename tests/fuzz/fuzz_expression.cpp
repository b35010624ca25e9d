// Any text as an expression over a small register: never a crash, every mistake has a place, and what is understood
// prints to text that is understood the same way.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kjede/catalog/evaluate.hpp"
#include "kjede/catalog/parse.hpp"
#include "kjede/catalog/print.hpp"

namespace {

using namespace kjede::catalog;

Register small_register() {
  Register reg;
  reg.id = "r";
  reg.time_zone = "Europe/Oslo";
  const auto add = [&](std::string name, VariableType type, std::string measure = {}) {
    Variable variable;
    variable.name = std::move(name);
    variable.type = type;
    variable.measure = std::move(measure);
    if (type == VariableType::code)
      variable.codes = {{"yes", {}, false}, {"no", {}, false}, {"2", {}, false}, {"unknown", {}, true}};
    if (type == VariableType::unit) variable.unit_kind = "hospital";
    reg.variables.push_back(std::move(variable));
  };
  add("c", VariableType::code);
  add("d", VariableType::date);
  add("t", VariableType::time);
  add("u", VariableType::unit);
  add("n", VariableType::number);
  add("i", VariableType::integer, "years");
  add("v", VariableType::number, "days");
  add("s", VariableType::text);
  return reg;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Register reg = small_register();
  const std::string text(reinterpret_cast<const char*>(data), size);
  Scope scope;
  scope.reg = &reg;
  const auto place = place_in_text("fuzz", text);
  const auto tree = parse_expression(text, place, scope, Wanted::any);
  if (!tree) {
    if (tree.error().empty() || tree.error().front().span.line < 1) std::abort();
    kjede::base::render(tree.error());
    return 0;
  }
  const auto printed = print(**tree);
  if (printed.size() > 100'000) return 0;  // longer than an expression may be written
  const auto again = parse_expression(printed, place_in_text("again", printed), scope, Wanted::any);
  if (again && print(**again) != printed) std::abort();
  const CompiledExpression compiled(**tree, reg);
  const std::vector<kjede::base::Value> nothing(reg.variables.size());
  compiled.known(nothing);
  return 0;
}
