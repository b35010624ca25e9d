#include "kjede/service/linkage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "kjede/publish/words.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/import.hpp"
#include "kjede/text/table.hpp"
#include "names.hpp"

namespace kjede::service {
namespace {

using Json = nlohmann::ordered_json;
using publish::Language;

base::Result<base::Date> day_of(const std::optional<std::string>& text, base::Date otherwise) {
  if (!text) return otherwise;
  if (const auto day = base::parse_date(*text)) return *day;
  return base::fail(codes::bad_period, fmt::format("'{}' is no day", *text), "write 2024-01-31");
}

// Courses admitted on the days asked for; the days become those of the courses when none were.
base::Result<std::vector<registry::HospitalCourse>> courses_between(std::vector<registry::HospitalCourse> courses,
                                                                    const LinkQuery& query, LinkAnswer& answer) {
  if (courses.empty()) {
    return base::fail(codes::empty_file, fmt::format("'{}' holds no hospital stays that can be read", query.file),
                      answer.read.rejects.empty()
                          ? ""
                          : fmt::format("what is wrong with its rows stands in '{}'", answer.read.rejects));
  }
  const auto by_day = [](const auto& a, const auto& b) { return a.admitted < b.admitted; };
  const auto [first, last] = std::minmax_element(courses.begin(), courses.end(), by_day);
  KJEDE_ASSIGN(answer.from, day_of(query.from, first->admitted));
  KJEDE_ASSIGN(answer.to, day_of(query.to, last->admitted));
  std::erase_if(courses, [&](const auto& c) { return c.admitted < answer.from || c.admitted > answer.to; });
  return courses;
}

Json share_json(const std::optional<stats::Share>& share) {
  if (!share) return nullptr;
  return {{"numerator", share->numerator}, {"denominator", share->denominator}, {"value", share->value},
          {"ci_low", share->ci.low},       {"ci_high", share->ci.high},         {"ci_method", "wilson"}};
}

std::string share_text(const std::optional<stats::Share>& share, Language language) {
  if (!share) return "–";
  return fmt::format("{} ({}–{})", publish::percent(share->numerator, share->denominator, 1, language),
                     publish::percent(share->ci.low, 1, language), publish::percent(share->ci.high, 1, language));
}

// What was left out of the comparison, and why.
std::string left_out(const registry::StaysFile& read, bool nb) {
  std::string text;
  const auto part = [&](std::uint64_t rows, const char* nb_words, const char* en_words) {
    if (rows > 0)
      text += fmt::format("{}: {} {} {} {}\n", nb ? nb_words : en_words, rows, nb ? "av" : "of", read.rows,
                          nb ? "rader" : "rows");
  };
  part(read.unnumbered, "utelatt, uten identitetsnummer", "left out, without an identity number");
  part(read.rejected, "avvist, ikke med i tallene", "rejected, not in the figures");
  for (const auto& p : read.problems) text += problem_line(p, nb);
  if (!read.rejects.empty())
    text += fmt::format("  {} {}\n", nb ? "alle feil står i" : "every problem is listed in", read.rejects);
  return text;
}

}  // namespace

base::Result<LinkAnswer> link(const catalog::Catalog& catalog, store::RecordStore& records, const LinkQuery& query,
                              const Access& access) {
  KJEDE_ASSIGN(const auto* reg, find_register(catalog, query.register_id));
  const auto zone = base::TimeZone::find(reg->time_zone);
  LinkAnswer answer;
  answer.register_id = reg->id;
  answer.file = std::filesystem::path(query.file).filename().string();
  const registry::StaysOptions options{query.rejects.empty() ? reg->id + ".link.rejects.csv" : query.rejects,
                                       query.language};
  KJEDE_ASSIGN(answer.read, registry::read_stays(query.file, *zone, records, options));
  answer.stays = answer.read.stays.size();
  auto all = registry::courses_of(std::exchange(answer.read.stays, {}), *zone);
  KJEDE_ASSIGN(const auto courses, courses_between(std::move(all), query, answer));
  answer.courses = courses.size();
  KJEDE_ASSIGN(const auto last, records.batch_at({}));
  constexpr auto margin = std::chrono::days(registry::link_window_days);
  KJEDE_ASSIGN(const auto events,
               registry::person_events(records, reg->id, answer.from - margin, answer.to + margin, last));
  const auto seen = static_cast<std::int64_t>(events.size());
  KJEDE_ASSIGN(answer.logged, log_access(records, access, {"link", reg->id, answer.file, seen}));
  answer.found = registry::find_cases(events, courses, registry::link_window_days, std::pair(answer.from, answer.to));
  answer.records = static_cast<std::size_t>(answer.found.both + answer.found.registry_only);
  answer.coverage = stats::coverage({answer.found.registry_only, answer.found.other_only, answer.found.both});
  return answer;
}

std::string to_text(const LinkAnswer& answer, std::string_view language) {
  const bool nb = language != "en";
  const auto lang = nb ? Language::nb : Language::en;
  const auto count = [&](std::int64_t n) { return publish::integer(n, lang); };
  std::string text =
      fmt::format(fmt::runtime(nb ? "{} mot {}, {} til {}: {} poster med kjent person, {} opphold i {} forløp\n"
                                  : "{} beside {}, {} to {}: {} records with a known person, {} stays in {} courses\n"),
                  answer.register_id, answer.file, base::to_string(answer.from), base::to_string(answer.to),
                  answer.records, answer.stays, answer.courses);
  text += left_out(answer.read, nb);
  text::Table table({{nb ? "samme person, høyst 3 dager fra hverandre" : "same person, at most 3 days apart"},
                     {nb ? "antall" : "count", text::Align::right}});
  table.add({nb ? "i begge" : "in both", count(answer.found.both)});
  table.add({nb ? "bare i registeret" : "in the register only", count(answer.found.registry_only)});
  table.add({nb ? "bare i den andre kilden" : "in the other source only", count(answer.found.other_only)});
  text += table.render();
  text += fmt::format("{}: {}\n", nb ? "Registerets dekningsgrad" : "Coverage of the register",
                      share_text(answer.coverage.registry, lang));
  text += fmt::format("{}: {}\n", nb ? "Den andre kildens" : "Of the other source",
                      share_text(answer.coverage.other, lang));
  if (answer.coverage.estimated_total) {
    text += fmt::format("{}: {}\n",
                        nb ? "Anslått antall i alt (Chapman, forutsetter uavhengige kilder)"
                           : "Estimated total (Chapman, assumes independent sources)",
                        publish::decimal(*answer.coverage.estimated_total, 0, lang));
  }
  return text;
}

std::string to_json(const LinkAnswer& answer) {
  const auto& total = answer.coverage.estimated_total;
  const Json document{{"schema_version", 1},
                      {"register", answer.register_id},
                      {"file", answer.file},
                      {"from", base::to_string(answer.from)},
                      {"to", base::to_string(answer.to)},
                      {"window_days", registry::link_window_days},
                      {"records", answer.records},
                      {"rows", answer.read.rows},
                      {"rejected", answer.read.rejected},
                      {"without_number", answer.read.unnumbered},
                      {"rejects", answer.read.rejects.empty() ? Json(nullptr) : Json(answer.read.rejects)},
                      {"stays", answer.stays},
                      {"courses", answer.courses},
                      {"both", answer.found.both},
                      {"registry_only", answer.found.registry_only},
                      {"other_only", answer.found.other_only},
                      {"coverage", share_json(answer.coverage.registry)},
                      {"coverage_of_other", share_json(answer.coverage.other)},
                      {"estimated_total", total ? Json(*total) : Json(nullptr)},
                      {"logged", answer.logged}};
  return document.dump(1) + "\n";
}

}  // namespace kjede::service
