#include "kjede/demo/csv.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <filesystem>

#include "calendar.hpp"
#include "kjede/demo/codes.hpp"

namespace kjede::demo {
namespace {

constexpr std::size_t flush_at = 1U << 20U;

void append_number(std::string& out, std::int64_t value) {
  char text[24];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  out.append(text, end);
}

void append_two(std::string& out, unsigned value) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

void append_date(std::string& out, base::Date date) {
  const std::chrono::year_month_day day{date};
  append_number(out, static_cast<int>(day.year()));
  out += '-';
  append_two(out, static_cast<unsigned>(day.month()));
  out += '-';
  append_two(out, static_cast<unsigned>(day.day()));
}

void append_moment(std::string& out, std::int64_t seconds) {
  const std::int64_t local = seconds + oslo_offset(seconds);
  const base::Date date = local_date(seconds);
  const auto of_day = static_cast<unsigned>(local - date.time_since_epoch().count() * std::int64_t{86'400});
  append_date(out, date);
  out += ' ';
  append_two(out, of_day / 3600);
  out += ':';
  append_two(out, of_day / 60 % 60);
  out += ':';
  append_two(out, of_day % 60);
  if (oslo_repeated(seconds)) out += oslo_offset(seconds) == 7200 ? "+02:00" : "+01:00";
}

void append_fixed(std::string& out, Fixed number) {
  std::int64_t power = 1;
  for (int i = 0; i < number.scale; ++i) power *= 10;
  if (number.mantissa < 0) out += '-';
  const std::int64_t size = number.mantissa < 0 ? -number.mantissa : number.mantissa;
  append_number(out, size / power);
  if (number.scale == 0) return;
  out += ',';
  const std::string digits = std::to_string(size % power);
  out.append(static_cast<std::size_t>(number.scale) - digits.size(), '0');
  out += digits;
}

void append_text(std::string& out, std::string_view text) {
  if (text.find_first_of(";\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

struct Appender {
  std::string& out;
  void operator()(std::monostate) const {}
  void operator()(std::string_view text) const { append_text(out, text); }
  void operator()(std::int64_t value) const { append_number(out, value); }
  void operator()(Fixed value) const { append_fixed(out, value); }
  void operator()(base::Date value) const { append_date(out, value); }
  void operator()(Moment value) const { append_moment(out, value.seconds); }
};

base::Unexpected not_written(const std::string& path) {
  return base::fail(codes::file_not_written, fmt::format("could not write {}: {}", path, std::strerror(errno)),
                    "check the folder and the free space");
}

constexpr std::string_view readme =
    "SYNTETISKE DATA - ingen av personene finnes.\n"
    "Dette er en demonstrasjon av Kjede. Hendelser, oppholdene og menneskene er oppdiktet av et program, slik at\n"
    "tallene for 2024 blir de publiserte. Fødselsnumrene har måned + 80 (syntetiske testpersoner) og navnene er\n"
    "\"Syntetisk Testperson\" med et nummer. Bruk ikke tallene som kunnskap om virkelige sykehus eller tjenester.\n"
    "\n"
    "SYNTHETIC DATA - none of these people exist.\n"
    "A demonstration of Kjede: events, stays and people are invented by a program so that the figures of 2024 come\n"
    "out as published. Identity numbers have month + 80 (synthetic test persons). Do not use the figures as knowledge\n"
    "about real hospitals or services.\n"
    "\n"
    "CSV, UTF-8, semicolon, decimal comma, Norwegian local time. One file per register: kjede import ohca "
    "synthetic-ohca.csv\n";

}  // namespace

void append_csv(std::string& out, std::span<const Cell> cells) {
  bool first = true;
  for (const Cell& cell : cells) {
    if (!first) out += ';';
    first = false;
    std::visit(Appender{out}, cell);
  }
  out += '\n';
}

CsvFolder::CsvFolder(std::string folder) : folder_(std::move(folder)) {}

CsvFolder::~CsvFolder() {
  if (file_ != nullptr) std::fclose(file_);
}

base::Result<void> CsvFolder::write_readme() {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  const std::string path = folder_ + "/README.txt";
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return not_written(path);
  const bool ok = std::fwrite(readme.data(), 1, readme.size(), file) == readme.size();
  if (std::fclose(file) != 0 || !ok) return not_written(path);
  return {};
}

base::Result<void> CsvFolder::begin(const Table& table) {
  if (written_.empty()) KJEDE_TRY(write_readme());
  const std::string path = fmt::format("{}/synthetic-{}.csv", folder_, table.register_id);
  file_ = std::fopen(path.c_str(), "wb");
  if (file_ == nullptr) return not_written(path);
  written_.push_back({std::string(table.register_id), path, 0});
  buffer_ = fmt::format("{}\n", fmt::join(table.columns, ";"));
  return {};
}

base::Result<void> CsvFolder::row(std::span<const Cell> cells) {
  append_csv(buffer_, cells);
  ++written_.back().rows;
  return buffer_.size() < flush_at ? base::Result<void>{} : flush();
}

base::Result<void> CsvFolder::flush() {
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) return not_written(written_.back().path);
  buffer_.clear();
  return {};
}

base::Result<void> CsvFolder::end() {
  KJEDE_TRY(flush());
  const int closed = std::fclose(file_);
  file_ = nullptr;
  if (closed != 0) return not_written(written_.back().path);
  return {};
}

}  // namespace kjede::demo
