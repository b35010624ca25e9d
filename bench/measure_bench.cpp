// Measuring, beside reading: all indicators of the shipped register `ohca`, at all levels, for all years and quarters,
// on 5 million synthetic records in a DuckDB file, which came in the order of their dates; and the time DuckDB takes to
// read the same columns of the same records once. Budget: 3 times.
//
//   measure-bench [RECORDS [FOLDER]]
//
// What reading once means: each used column is summed by itself (texts by their length, times and dates by their
// number), over the rows that are current. A sum needs every value, so every column is decompressed and every row's
// value is looked at; but nothing is compared, hashed or grouped, and of a text that stands in a dictionary only the
// entry's length is fetched, as a real reader would. Beside it, for those who mean something else by reading: count (is
// there a value: the cheapest), hash (all values of a row are hashed together) and max (every text is compared: the
// dearest). "The statement" is the one SQL statement that counts the same and is shown by `kjede explain`; measure()
// does not run it on DuckDB (docs/decisions/0014-counting-outside-sql.md).
//
// All on two threads, in turns, medians of 5 after a first round: by the clock, and the processor time of all threads.
// FOLDER keeps the store for the next run.

#include <fmt/format.h>

#include <span>
#include <vector>

#include "kjede/catalog/load.hpp"
#include "kjede/measure/measure.hpp"
#include "kjede/measure/sql.hpp"
#include "kjede/measure/sql_tests.hpp"
#include "timing.hpp"

namespace {

using namespace kjede;

using bench::must;

constexpr int kThreads = 2;  // for reading and for measuring

std::string draw(const std::string& name, std::size_t bound) {
  return fmt::format("cast(hash(i, '{}') % {} as bigint)", name, bound);
}

std::string one_of(const std::vector<std::string>& texts, const std::string& index) {
  std::vector<std::string> quoted;
  for (const auto& text : texts) quoted.push_back(store::literal(text));
  return fmt::format("([{}])[1 + {}]", fmt::join(quoted, ", "), index);
}

// Units are drawn together, as they are in life: a service calls one or two centres and brings to a few hospitals.
std::string unit_value(const catalog::Catalog& catalog, const catalog::Variable& variable, std::size_t services) {
  std::vector<std::string> ids;
  for (const auto* unit : catalog.units.of_kind(variable.unit_kind)) ids.push_back(unit->id);
  const auto service = draw("service", services);
  const auto spread = std::max<std::size_t>(1, std::min<std::size_t>(3, ids.size() / services));
  return one_of(ids, fmt::format("(({} * {} // {}) + {}) % {}", service, ids.size(), services,
                                 draw(variable.name, spread), ids.size()));
}

std::string value_of(const catalog::Catalog& catalog, const catalog::Variable& variable, std::size_t services,
                     int place) {
  using catalog::VariableType;
  const auto mostly = [&](const std::string& sql) {
    return fmt::format("case when {} > 0 then {} end", draw(variable.name + "?", 20), sql);
  };
  switch (variable.type) {
    case VariableType::code: {
      std::vector<std::string> codes;
      for (const auto& code : variable.codes) codes.push_back(code.code);
      return one_of(codes, draw(variable.name, codes.size()));
    }
    case VariableType::unit: return unit_value(catalog, variable, services);
    case VariableType::integer: return mostly(draw(variable.name, 100));
    case VariableType::number: return mostly(draw(variable.name, 1000) + " / 100.0");
    case VariableType::date: return mostly(fmt::format("day + cast({} as integer)", draw(variable.name, 90)));
    case VariableType::time:
      return mostly(fmt::format("cast(day as timestamp) + to_seconds({} + {})", draw("second", 80000),
                                draw(variable.name, 600) + fmt::format(" + {}", 60 * place)));
    case VariableType::text: return "'k' || i";
  }
  return "null";
}

void fill(store::RecordStore& records, const catalog::Catalog& catalog, const catalog::Register& reg, std::size_t n) {
  catalog::TestRecord first;  // the first batch; the rest are put beside it
  first.values.resize(reg.variables.size());
  if (const auto done = measure::import_rows(records, reg, std::span(&first, 1), base::make_date(2019, 1, 1)); !done)
    std::exit(1);
  std::size_t services = 1;
  for (const auto& variable : reg.variables) {
    if (variable.type == catalog::VariableType::unit && services == 1)
      services = catalog.units.of_kind(variable.unit_kind).size();
  }
  std::string names;
  std::string values;
  int place = 0;
  for (const auto& variable : reg.variables) {
    if (variable.derived) continue;
    names += ", " + store::quoted(variable.name);
    values += ", " + (variable.name == reg.date && variable.type == catalog::VariableType::date
                          ? std::string("day")
                          : value_of(catalog, variable, services, place++));
  }
  const auto sql = fmt::format(
      "insert into {} (record_key, version, batch_from, batch_to, row_hash, event_date, person{}) "
      "select 'k' || i, 1, 1, {}, md5(i::varchar), day, md5((i // 2)::varchar){} "
      "from (select i, date '2019-01-01' + cast(i * 2192 // {} as integer) as day from range({}) r(i))",
      store::table_of(reg.id), names, store::kNoBatch, values, n, n);
  must(records.database().execute(sql));
  must(records.database().execute("checkpoint"));
}

// The stored columns a plan reads: the list of its first SELECT.
std::vector<std::string> used_columns(const std::string& sql) {
  const auto begin = sql.find("select ") + 7;
  std::vector<std::string> out{"batch_from", "batch_to"};
  std::string rest = sql.substr(begin, sql.find("\n", begin) - begin);
  for (std::size_t at = 0; at != std::string::npos;) {
    const auto end = rest.find(", ", at);
    out.push_back(rest.substr(at, end == std::string::npos ? end : end - at));
    at = end == std::string::npos ? end : end + 2;
  }
  return out;
}

// The sum of a column, whatever its type.
std::string sum_of(const catalog::Register& reg, const std::string& column) {
  const auto* variable = reg.find(column.front() == '"' ? column.substr(1, column.size() - 2) : column);
  const bool date = column == "event_date" || (variable != nullptr && variable->type == catalog::VariableType::date);
  if (date) return fmt::format("sum({} - date '2019-01-01')", column);
  if (column == "batch_from") return "sum(batch_from)";
  if (column == "batch_to") return "sum(batch_to // 4294967296)";  // or it overflows
  if (variable == nullptr) return fmt::format("sum(length({}))", column);
  switch (variable->type) {
    case catalog::VariableType::time:
      return fmt::format("cast(sum(epoch_us({})) as double)", column);  // beyond 64 bits
    case catalog::VariableType::integer:
    case catalog::VariableType::number: return fmt::format("sum({})", column);
    default: return fmt::format("sum(length({}))", column);
  }
}

std::string sums(const catalog::Register& reg, const std::vector<std::string>& columns) {
  std::vector<std::string> parts;
  for (const auto& column : columns) parts.push_back(sum_of(reg, column));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string each(const std::vector<std::string>& columns, const std::string& function) {
  std::vector<std::string> parts;
  for (const auto& column : columns) parts.push_back(fmt::format("{}({})", function, column));
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t n = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 5'000'000;
  const auto catalog = must(catalog::load(KJEDE_SOURCE_DIR "/catalog"));
  const auto& reg = *catalog.find_register("ohca");
  const bench::Folder own("kjede-measure-bench");
  const auto folder = argc > 2 ? std::filesystem::path(argv[2]) : own / "";
  const bool filled = std::filesystem::exists(folder / "bench.kjede");
  auto records =
      must(store::open_records({folder / "bench.kjede", folder / "keys", store::Mode::read_write, {kThreads, 0}}));
  if (!filled) fill(*records, catalog, reg, n);

  measure::Request request;
  std::vector<const catalog::Indicator*> indicators;
  for (const auto& indicator : catalog.indicators) {
    if (indicator.register_id != reg.id) continue;
    indicators.push_back(&indicator);
    request.indicators.push_back(indicator.id);
  }
  request.by = {base::PeriodKind::year, base::PeriodKind::quarter};
  measure::PlanOptions options;
  options.batch = 1;
  const auto plan = measure::plan_register(reg, indicators, store::Dialect::duckdb, options);
  const auto columns = used_columns(plan.sql);
  const auto from = fmt::format("from {} where {}", store::table_of(reg.id), store::current_at(1));
  const auto query = [&](const std::string& sql) { return [&, sql] { must(records->database().query(sql)); }; };

  bench::Timings times;
  std::size_t results = 0;
  const auto all = times.add([&] { results = must(measure::measure(catalog, *records, request)).size(); });
  const auto sum = times.add(query(fmt::format("select {} {}", sums(reg, columns), from)));
  const auto count = times.add(query(fmt::format("select {} {}", each(columns, "count"), from)));
  const auto hash = times.add(query(fmt::format("select bit_xor(hash({}) // 2) {}", fmt::join(columns, ", "), from)));
  const auto max = times.add(query(fmt::format("select {} {}", each(columns, "max"), from)));
  const auto statement = times.add([&] {
    if (!records->database().scan(plan.sql, {}, [](const store::Chunk&) {})) std::exit(1);
  });
  times.run(5);
  fmt::print("records {}  indicators {}  columns read {}  results {}  threads {}\n", n, indicators.size(),
             columns.size(), results, kThreads);
  const auto measured = times.median(all);
  const auto row = [&](std::string_view name, std::size_t work) {
    const auto spent = times.median(work);
    fmt::print("{:<28}{:8.0f} ms processor {:8.0f} ms wall; measure is {:5.2f} times, {:5.2f} times\n", name,
               spent.processor, spent.wall, measured.processor / spent.processor, measured.wall / spent.wall);
  };
  row("measure", all);
  row("read once: sum", sum);
  row("read once: count (cheapest)", count);
  row("read once: hash", hash);
  row("read once: max (dearest)", max);
  row("the statement, counts only", statement);
  fmt::print("ratio to reading once: {:.2f}\n", measured.processor / times.median(sum).processor);
}
