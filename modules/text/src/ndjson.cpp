#include "kjede/text/ndjson.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "byte_buffer.hpp"
#include "json_flatten.hpp"
#include "kjede/text/codes.hpp"
#include "kjede/text/utf8.hpp"

namespace kjede::text {

static_assert(ByteBuffer::padding >= simdjson::SIMDJSON_PADDING);

class NdjsonReader::State {
 public:
  State(ByteBuffer buffer, const NdjsonOptions& options)
      : buffer_(std::move(buffer)), options_(options), flattener_(options) {
    buffer_.force(Encoding::utf8);
  }

  base::Result<void> start() {
    last_ = !buffer_.fill() || buffer_.in_memory();
    if (!buffer_.failure().empty()) {
      return base::fail(codes::file_unreadable, fmt::format("cannot read '{}': {}", buffer_.name(), buffer_.failure()));
    }
    return buffer_.check_start();
  }

  bool next(JsonRow& row) {
    row.problem.reset();
    row.fields.clear();
    while (true) {
      const auto length = find_line();
      if (!length) return too_long(row);
      if (*length == 0 && buffer_.view().empty()) return false;
      const std::string_view line = buffer_.view().substr(0, *length);
      row.line = ++line_;
      if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
        consume(*length);
        continue;
      }
      row.row = ++row_;
      if (auto problem = flattener_.flatten(line, row.fields))
        bad_row(row, *problem->code, problem->what, "write one JSON object a line, each key once");
      consume(*length);
      return true;
    }
  }

  const ByteBuffer& buffer() const { return buffer_; }

 private:
  // Length of the first line in the window, reading on as needed; nothing if it is longer than the limit.
  std::optional<std::size_t> find_line() {
    std::size_t looked = 0;
    while (true) {
      const auto end = buffer_.view().find('\n', looked);
      if (end != std::string_view::npos) return end;
      looked = buffer_.view().size();
      if (last_) return looked;
      if (looked > options_.record_limit) return std::nullopt;
      last_ = !buffer_.fill();
    }
  }

  void consume(std::size_t line) { buffer_.consume(std::min(line + 1, buffer_.view().size())); }

  bool too_long(JsonRow& row) {
    row.row = ++row_;
    row.line = ++line_;
    while (true) {
      const auto end = buffer_.view().find('\n');
      buffer_.consume(end == std::string_view::npos ? buffer_.view().size() : end + 1);
      if (end != std::string_view::npos || last_) break;
      last_ = !buffer_.fill();
    }
    return bad_row(row, codes::record_too_long, fmt::format("longer than {} bytes", options_.record_limit),
                   "the line ends are missing, or the file is damaged");
  }

  bool bad_row(JsonRow& row, const base::Code& code, const std::string& what, std::string suggestion) {
    row.fields.clear();
    auto failed = base::fail(code, fmt::format("'{}' row {} (line {}): {}", buffer_.name(), row.row, row.line, what),
                             std::move(suggestion));
    row.problem = std::move(failed.diagnostics.front());
    return true;
  }

  ByteBuffer buffer_;
  NdjsonOptions options_;
  JsonFlattener flattener_;
  bool last_ = false;
  std::uint64_t row_ = 0;
  std::uint64_t line_ = 0;
};

bool path_matches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    if (pattern.starts_with("[*]") && path.front() == '[') {
      pattern.remove_prefix(3);
      path.remove_prefix(std::min(path.find(']'), path.size() - 1) + 1);
      continue;
    }
    if (pattern.front() != path.front()) return false;
    pattern.remove_prefix(1);
    path.remove_prefix(1);
  }
  return pattern.empty() && path.empty();
}

const JsonField* JsonRow::find(std::string_view pattern) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [pattern](const JsonField& f) { return path_matches(pattern, f.path); });
  return found == fields.end() ? nullptr : &*found;
}

std::vector<const JsonField*> JsonRow::find_all(std::string_view pattern) const {
  std::vector<const JsonField*> found;
  for (const auto& field : fields) {
    if (path_matches(pattern, field.path)) found.push_back(&field);
  }
  return found;
}

NdjsonReader::NdjsonReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
NdjsonReader::NdjsonReader(NdjsonReader&&) noexcept = default;
NdjsonReader& NdjsonReader::operator=(NdjsonReader&&) noexcept = default;
NdjsonReader::~NdjsonReader() = default;

base::Result<NdjsonReader> NdjsonReader::open(const std::filesystem::path& path, const NdjsonOptions& options) {
  KJEDE_ASSIGN(auto buffer, ByteBuffer::open(path));
  auto state = std::make_unique<State>(std::move(buffer), options);
  KJEDE_TRY(state->start());
  return NdjsonReader(std::move(state));
}

base::Result<NdjsonReader> NdjsonReader::from_text(std::string name, std::string text, const NdjsonOptions& options) {
  auto state = std::make_unique<State>(ByteBuffer::from_text(std::move(name), std::move(text)), options);
  KJEDE_TRY(state->start());
  return NdjsonReader(std::move(state));
}

bool NdjsonReader::next(JsonRow& row) { return state_->next(row); }
std::uint64_t NdjsonReader::bytes_read() const { return state_->buffer().bytes_read(); }
std::uint64_t NdjsonReader::total_bytes() const { return state_->buffer().total_bytes(); }

}  // namespace kjede::text
