#include "kjede/demo/errors.hpp"

#include <fmt/format.h>

#include <array>

#include "kjede/demo/codes.hpp"

namespace kjede::demo {
namespace {

constexpr std::array<Mistake, 12> all_mistakes{{
    {"arrest_date", "2024-02-30", "a day that does not exist"},
    {"arrest_date", "", "a required value is missing"},
    {"event_id", "", "the record has no key"},
    {"age", "169", "out of range"},
    {"age", "seksti", "not a number"},
    {"sex", "m", "not one of the codes"},
    {"ambulance_service", "Ambulansetjenesten Soria Moria HF", "no such unit"},
    {"national_id", "01812412345", "control digits do not fit"},
    {"call_received", "2024-13-01 10:00:00", "a month that does not exist"},
    {"died", "1999-12-31", "before the arrest"},
    {"first_completed", "1999-12-31", "before the arrest"},
    {"rosc_any", "no", "sustained circulation without any circulation"},
}};

// The first records that are treated, awake to every rule (sustained circulation), as text; then stops looking.
class Spoiler final : public RowSink {
 public:
  base::Result<void> begin(const Table& table) override {
    columns_.assign(table.columns.begin(), table.columns.end());
    text_ = fmt::format("{}\n", fmt::join(columns_, ";"));
    return {};
  }

  base::Result<void> row(std::span<const Cell> cells) override {
    const std::size_t done = rows_ / 2;
    if (done >= all_mistakes.size() || !sustained(cells)) return {};
    std::vector<Cell> row(cells.begin(), cells.end());
    const Mistake& mistake = all_mistakes[done];
    if (rows_ % 2 == 1) row[position(mistake.column)] = mistake.value.empty() ? Cell{} : Cell{mistake.value};
    append_csv(text_, row);
    ++rows_;
    return {};
  }

  base::Result<void> end() override { return {}; }

  const std::string& text() const { return text_; }
  std::uint64_t rows() const { return rows_; }

 private:
  std::size_t position(std::string_view column) const {
    std::size_t at = 0;
    while (columns_[at] != column) ++at;
    return at;
  }
  bool sustained(std::span<const Cell> cells) const {
    const auto* code = std::get_if<std::string_view>(&cells[position("rosc_sustained")]);
    const bool known = !std::holds_alternative<std::monostate>(cells[position("national_id")]);
    return code != nullptr && *code == "yes" && known;
  }

  std::vector<std::string_view> columns_;
  std::string text_;
  std::uint64_t rows_ = 0;
};

}  // namespace

std::span<const Mistake> mistakes() { return all_mistakes; }

base::Result<WrittenFile> write_errors(const catalog::Catalog& catalog, const std::string& folder, std::uint64_t seed) {
  Spoiler spoiler;
  Options options;
  options.seed = seed + 1;  // other persons and events than the demonstration's own
  options.registers = {"ohca"};
  options.from_year = options.to_year = 2024;
  KJEDE_TRY(generate(catalog, options, spoiler));
  const WrittenFile file{"ohca", folder + "/synthetic-ohca-errors.csv", spoiler.rows()};
  std::FILE* out = std::fopen(file.path.c_str(), "wb");
  const bool written =
      out != nullptr && std::fwrite(spoiler.text().data(), 1, spoiler.text().size(), out) == spoiler.text().size();
  if (out == nullptr || std::fclose(out) != 0 || !written) {
    return base::fail(codes::file_not_written, fmt::format("could not write {}", file.path),
                      "check the folder and the free space");
  }
  return file;
}

}  // namespace kjede::demo
