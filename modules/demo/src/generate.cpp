#include "kjede/demo/generate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "kjede/demo/codes.hpp"
#include "norway.hpp"
#include "registers.hpp"

namespace kjede::demo {
namespace {

const std::vector<RegisterSource>& sources() {
  static const std::vector<RegisterSource> all{ohca_source(), ihca_source(), icu_source(), icu_unit_source(),
                                               ooh_training_source()};
  return all;
}

std::vector<const RegisterSource*> chosen(const Options& options) {
  std::vector<const RegisterSource*> found;
  for (const auto& source : sources()) {
    if (options.registers.empty() ||
        std::find(options.registers.begin(), options.registers.end(), source.id) != options.registers.end()) {
      found.push_back(&source);
    }
  }
  return found;
}

base::Result<void> check_options(const Options& options) {
  constexpr int most = 10'000;
  if (options.scale < 1 || options.scale > most) {
    return base::fail(codes::options_out_of_range,
                      fmt::format("scale {} is not between 1 and {}", options.scale, most));
  }
  if (options.from_year > options.to_year) {
    return base::fail(codes::options_out_of_range,
                      fmt::format("from {} to {} is no period", options.from_year, options.to_year));
  }
  const auto known = register_ids();
  for (const auto& id : options.registers) {
    if (std::find(known.begin(), known.end(), id) == known.end()) {
      return base::fail(codes::options_out_of_range, fmt::format("no demonstration of register '{}'", id),
                        fmt::format("one of {}", fmt::join(known, ", ")));
    }
  }
  return {};
}

// Every column must be a variable of the register, or one of its two columns about the person.
void check_columns(const catalog::Catalog& catalog, const RegisterSource& source, base::Diagnostics& problems) {
  const catalog::Register* found = catalog.find_register(source.id);
  if (found == nullptr) {
    problems.push_back({codes::register_differs.id,
                        base::Severity::error,
                        fmt::format("the catalog has no register '{}'", source.id),
                        {},
                        {},
                        "leave it out with --register"});
    return;
  }
  for (const auto column : source.columns) {
    if (column != found->identifier && column != found->person_name && found->find(column) == nullptr) {
      problems.push_back({codes::register_differs.id,
                          base::Severity::error,
                          fmt::format("register '{}' has no variable '{}'", source.id, column),
                          found->span,
                          {},
                          {}});
    }
  }
}

base::Result<Names> find_names(const catalog::Catalog& catalog) {
  std::vector<std::string_view> service_names;
  for (const auto& service : services()) service_names.push_back(service.name);
  Names names;
  KJEDE_ASSIGN(names.services, names_in(catalog, "ambulance_service", service_names));
  KJEDE_ASSIGN(names.amk, names_in(catalog, "amk", {amk_names().begin(), amk_names().end()}));
  KJEDE_ASSIGN(names.hospitals, names_in(catalog, "hospital", hospital_names()));
  return names;
}

struct Run {
  const catalog::Catalog& catalog;
  const Options& options;
  const Names& names;
  RowSink& sink;
  People people;
};

base::Result<void> write_register(Run& run, const RegisterSource& source) {
  KJEDE_TRY(run.sink.begin({source.id, source.columns}));
  const base::Rng root = base::Rng(run.options.seed).stream(source.id);
  const int from = std::max(run.options.from_year, source.first_year);
  const int to = std::min(run.options.to_year, source.last_year);
  const int copies = source.scales ? run.options.scale : 1;
  for (int year = from; year <= to; ++year) {
    std::uint64_t next = 1;
    for (int copy = 0; copy < copies; ++copy) {
      YearJob job{run.catalog, run.names, year,    copy, root.stream(fmt::format("{}/{}", year, copy)),
                  run.people,  next,      run.sink};
      KJEDE_ASSIGN(const std::uint64_t rows, source.write(job));
      next += rows;
      if (run.options.progress == nullptr) continue;
      const auto done = static_cast<std::uint64_t>(year - from) * static_cast<std::uint64_t>(copies) +
                        static_cast<std::uint64_t>(copy) + 1;
      run.options.progress->at(source.id, done,
                               static_cast<std::uint64_t>(to - from + 1) * static_cast<std::uint64_t>(copies));
    }
  }
  return run.sink.end();
}

}  // namespace

std::vector<std::string> register_ids() {
  std::vector<std::string> ids;
  for (const auto& source : sources()) ids.emplace_back(source.id);
  return ids;
}

std::string record_id(std::string_view prefix, int year, std::uint64_t number) {
  return fmt::format("{}-{}-{:07}", prefix, year, number);
}

std::string person_name(std::uint32_t serial) { return fmt::format("Syntetisk Testperson {:07}", serial); }

base::Result<void> generate(const catalog::Catalog& catalog, const Options& options, RowSink& sink) {
  KJEDE_TRY(check_options(options));
  base::Diagnostics problems;
  for (const auto* source : chosen(options)) check_columns(catalog, *source, problems);
  if (!problems.empty()) return base::fail(std::move(problems));
  KJEDE_ASSIGN(const Names names, find_names(catalog));
  Run run{catalog, options, names, sink, People(base::Rng(options.seed).stream("people"))};
  for (const auto* source : chosen(options)) KJEDE_TRY(write_register(run, *source));
  return {};
}

}  // namespace kjede::demo
