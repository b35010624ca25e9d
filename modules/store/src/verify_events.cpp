#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "chain.hpp"
#include "event_table.hpp"
#include "kjede/store/codes.hpp"

namespace kjede::store {
namespace {

// One stretch of the log: every event is checked against the hash that stands before it, so stretches are independent.
struct Stretch {
  std::size_t number = 0;
  std::int64_t after = 0;  // sequence number before the first
  std::int64_t last = 0;
  EventVerdict verdict;
  base::Result<void> read;
};

base::Result<std::string> hash_at(Database& database, std::int64_t seq) {
  if (seq == 0) return no_entry();
  const std::vector<base::Value> number{seq};
  KJEDE_ASSIGN(const auto row, database.query("select entry_hash from kjede_event where seq = $1", number));
  return row.rows.size() == 1 ? std::get<std::string>(row.rows[0][0]) : std::string();
}

void judge(EventVerdict& verdict, const StoredEvent& event, std::string_view stored_hash) {
  if (verdict.first_bad != 0) return;
  const auto seq = verdict.head.length + 1;
  if (event.seq == seq) {
    auto hash = event_hash(event, verdict.head.hash);
    if (hash == stored_hash) {
      verdict.head = {seq, std::move(hash)};
      return;
    }
  }
  verdict.first_bad = seq;
  verdict.reason = event.seq == seq  ? fmt::format("event {} was changed", seq)
                   : event.seq > seq ? fmt::format("event {} is missing", seq)
                                     : fmt::format("event {} stands twice", event.seq);
}

base::Result<void> check(Database& database, Stretch& stretch, const EventVisitor& visit) {
  KJEDE_ASSIGN(stretch.verdict.head.hash, hash_at(database, stretch.after));
  stretch.verdict.head.length = stretch.after;
  const std::vector<base::Value> bounds{stretch.after, stretch.last};
  KJEDE_TRY(
      database.scan(fmt::format("select {} from kjede_event where seq > $1 and seq <= $2 order by seq", kEventColumns),
                    bounds, [&](const Chunk& chunk) {
                      for (std::size_t row = 0; row < chunk.rows; ++row) {
                        const auto event = event_of(chunk, row);
                        judge(stretch.verdict, event, chunk.columns[kEventHashColumn].texts[row]);
                        if (visit) visit(stretch.number, event);
                      }
                    }));
  auto& verdict = stretch.verdict;
  if (verdict.first_bad == 0 && verdict.head.length < stretch.last) {
    verdict.first_bad = verdict.head.length + 1;
    verdict.reason = fmt::format("event {} is missing", verdict.first_bad);
  }
  return {};
}

std::vector<Stretch> stretches(std::int64_t length, int threads) {
  constexpr std::int64_t kWorthAThread = 10'000;
  const auto parts = std::clamp<std::int64_t>(length / kWorthAThread, 1, std::max(threads, 1));
  std::vector<Stretch> out(static_cast<std::size_t>(parts));
  for (std::int64_t i = 0; i < parts; ++i) {
    auto& stretch = out[static_cast<std::size_t>(i)];
    stretch.number = static_cast<std::size_t>(i);
    stretch.after = length * i / parts;
    stretch.last = length * (i + 1) / parts;
  }
  return out;
}

// The last number there is; rows numbered below 1 or twice would hide otherwise.
base::Result<std::int64_t> length_of(Database& database) {
  KJEDE_ASSIGN(const auto row, database.query("select coalesce(max(seq), 0) from kjede_event"));
  return std::get<std::int64_t>(row.rows.at(0).at(0));
}

base::Result<std::string> compare(Database& database, const EventHead& found, const EventHead& expected) {
  if (found.length < expected.length) {
    return fmt::format("the log has {} events, {} were expected: its tail was cut off", found.length, expected.length);
  }
  KJEDE_ASSIGN(const auto hash, hash_at(database, expected.length));
  if (expected.length == 0 || hash == expected.hash) return std::string();
  return fmt::format("event {} is not the one that was expected: the log was rewritten", expected.length);
}

base::Result<void> check_all(Database& database, std::vector<Stretch>& parts, const EventVisitor& visit) {
  std::vector<std::unique_ptr<Database>> connections;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    KJEDE_ASSIGN(auto connection, database.connect());
    connections.push_back(std::move(connection));
  }
  std::vector<std::jthread> workers;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    workers.emplace_back([&, i] { parts[i].read = check(*connections[i - 1], parts[i], visit); });
  }
  parts[0].read = check(database, parts[0], visit);
  workers.clear();
  for (const auto& part : parts) KJEDE_TRY(part.read);
  return {};
}

}  // namespace

base::Result<EventVerdict> verify_events(Database& database, const std::optional<EventHead>& expected, int threads,
                                         const EventVisitor& visit) {
  EventVerdict verdict;
  verdict.head = {0, no_entry()};
  KJEDE_ASSIGN(const bool there, has_event_table(database));
  if (there) {
    KJEDE_ASSIGN(const auto length, length_of(database));
    auto parts = stretches(length, threads);
    KJEDE_TRY(check_all(database, parts, visit));
    const auto bad = std::find_if(parts.begin(), parts.end(), [](const auto& part) { return !part.verdict.ok(); });
    verdict = bad == parts.end() ? parts.back().verdict : bad->verdict;
  }
  if (!verdict.ok() || !expected) return verdict;
  if (!there) {
    if (expected->length > 0) verdict.reason = "the store holds no event log, one was expected";
    return verdict;
  }
  KJEDE_ASSIGN(verdict.reason, compare(database, verdict.head, *expected));
  return verdict;
}

}  // namespace kjede::store
