#include "kjede/service/access.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "kjede/registry/identifier.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/store/codes.hpp"
#include "kjede/text/table.hpp"

namespace kjede::service {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t hash_length = 64, shown_pseudonym = 12;

bool blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

// Enough of a pseudonym to tell persons apart on a screen.
std::string shortened(const std::string& subject) {
  const bool pseudonym =
      subject.size() == hash_length && subject.find_first_not_of("0123456789abcdef") == std::string::npos;
  return pseudonym ? subject.substr(0, shown_pseudonym) + "…" : subject;
}

base::Result<store::AccessHead> parse_head(const std::string& text) {
  const auto colon = text.find(':');
  store::AccessHead head;
  const auto [end, error] = std::from_chars(text.data(), text.data() + std::min(colon, text.size()), head.length);
  if (colon != std::string::npos && error == std::errc() && end == text.data() + colon &&
      text.size() == colon + 1 + hash_length) {
    head.hash = text.substr(colon + 1);
    return head;
  }
  return base::fail(codes::bad_choice, "the expected head of the log is not understood",
                    "write it as 'kjede access-log --verify' does: NUMBER:HASH");
}

}  // namespace

base::Result<std::int64_t> log_access(store::RecordStore& records, const Access& access, const AccessAct& act) {
  if (blank(access.purpose) || blank(access.actor)) {
    return base::fail(codes::no_purpose, "nobody is looked up without a reason", "say why with --reason");
  }
  KJEDE_ASSIGN(const auto head,
               store::append_access(records.database(), {access.now, access.actor, act.action, act.subject,
                                                         access.purpose, act.detail, act.hits}));
  return head.length;
}

base::Result<LogAnswer> read_log(store::RecordStore& records, const Access& access,
                                 const std::optional<base::Sensitive<std::string>>& identifier) {
  std::optional<std::string> subject;
  if (identifier) {
    const base::Sensitive<std::string> number(registry::normalise_identifier(identifier->reveal()));
    KJEDE_ASSIGN(subject, records.pseudonym(number));
  }
  LogAnswer answer;
  KJEDE_ASSIGN(answer.entries, store::read_access(records.database(), subject));
  KJEDE_ASSIGN(answer.logged,
               log_access(records, access,
                          {"read-log", subject.value_or("all"), "", static_cast<std::int64_t>(answer.entries.size())}));
  return answer;
}

base::Result<store::AccessVerdict> verify_log(store::RecordStore& records, const std::string& expected) {
  std::optional<store::AccessHead> head;
  if (!expected.empty()) {
    KJEDE_ASSIGN(head, parse_head(expected));
  }
  return store::verify_access(records.database(), head);
}

std::string head_text(const store::AccessHead& head) { return fmt::format("{}:{}", head.length, head.hash); }

std::string to_text(const LogAnswer& answer, std::string_view language) {
  const bool nb = language != "en";
  if (answer.entries.empty()) return nb ? "ingen oppslag er loggført\n" : "no access is logged\n";
  text::Table table({{nb ? "tidspunkt" : "time"},
                     {nb ? "hvem" : "who"},
                     {nb ? "handling" : "action"},
                     {nb ? "om" : "about"},
                     {nb ? "treff" : "hits", text::Align::right},
                     {nb ? "detaljer" : "details"},
                     {nb ? "formål" : "purpose"}});
  for (const auto& e : answer.entries) {
    table.add({base::to_string(e.recorded), e.actor, e.action, shortened(e.subject), std::to_string(e.hits), e.detail,
               e.purpose});
  }
  return table.render();
}

std::string to_json(const LogAnswer& answer) {
  Json document{{"schema_version", 1}, {"logged", answer.logged}, {"entries", Json::array()}};
  for (const auto& e : answer.entries) {
    document["entries"].push_back({{"recorded", base::to_string(e.recorded)},
                                   {"actor", e.actor},
                                   {"action", e.action},
                                   {"subject", e.subject},
                                   {"purpose", e.purpose},
                                   {"detail", e.detail},
                                   {"hits", e.hits}});
  }
  return document.dump(1) + "\n";
}

std::string to_text(const store::AccessVerdict& verdict, std::string_view language) {
  const bool nb = language != "en";
  if (!verdict.ok()) {
    return fmt::format("{} ({}): {}\n", nb ? "loggen er ENDRET" : "the log was CHANGED", store::codes::log_damaged.id,
                       verdict.reason);
  }
  return fmt::format(
      fmt::runtime(nb ? "{} oppslag, kjeden er hel\nhode: {}\n" : "{} entries, the chain holds\nhead: {}\n"),
      verdict.head.length, head_text(verdict.head));
}

std::string to_json(const store::AccessVerdict& verdict) {
  const Json document{{"schema_version", 1},
                      {"ok", verdict.ok()},
                      {"entries", verdict.head.length},
                      {"head", head_text(verdict.head)},
                      {"code", verdict.ok() ? Json(nullptr) : Json(store::codes::log_damaged.id)},
                      {"first_bad", verdict.first_bad == 0 ? Json(nullptr) : Json(verdict.first_bad)},
                      {"reason", verdict.ok() ? Json(nullptr) : Json(verdict.reason)}};
  return document.dump(1) + "\n";
}

}  // namespace kjede::service
