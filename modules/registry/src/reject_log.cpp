#include "reject_log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "kjede/registry/codes.hpp"

namespace kjede::registry {
namespace {

constexpr std::size_t flush_at = std::size_t{1} << 20U;

const std::vector<std::string> header = {"file",   "row",        "line", "field",   "value_class",
                                         "reason", "what_to_do", "code", "row_kept"};

// The list of an earlier import would mislead when this one has nothing to list. Only a list of ours is taken away.
void remove_old_list(const std::string& path) {
  text::CsvWriter ours;
  ours.row(header);
  std::string start(ours.str().size(), '\0');
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return;
  const bool same = std::fread(start.data(), 1, start.size(), file) == start.size() && start == ours.str();
  std::fclose(file);
  if (same) ::unlink(path.c_str());
}

}  // namespace

RejectLog::~RejectLog() {
  if (out_) {
    out_.reset();
    ::unlink(part_.c_str());
  }
}

void RejectLog::add(const std::string& file, std::uint64_t row, std::uint64_t line, const Problems& problems) {
  if (!std::exchange(any_, true)) csv_.row(header);
  const bool kept = std::all_of(problems.begin(), problems.end(), [](const Problem& p) { return p.warning; });
  for (const auto& p : problems) {
    csv_.text(file).number(row);
    line > 0 ? csv_.number(line) : csv_.empty();
    csv_.text(p.field)
        .text(words(p.value_class))
        .text(words(p.reason))
        .text(words(p.advice))
        .text(p.code->id)
        .text(kept ? "yes" : "no")
        .end_row();
    auto& count =
        counts_[{p.field, std::string(p.code->id), p.code == &codes::unreadable_row ? "" : p.reason.en, p.warning}];
    if (count.rows++ == 0) count = {p.field, std::string(p.code->id), p.reason, p.warning, 1, file, row};
  }
  if (csv_.str().size() > flush_at) flush();
}

void RejectLog::flush() {
  const std::string text = csv_.take();
  if (path_.empty() || text.empty() || !failure_.empty()) return;
  if (!out_) {
    part_ = path_ + ".part";
    // readable by its owner alone: rows and reasons are about persons, even without values
    const int file = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    out_.reset(file < 0 ? nullptr : ::fdopen(file, "wb"));
    if (!out_) {
      failure_ = std::strerror(errno);
      return;
    }
  }
  if (std::fwrite(text.data(), 1, text.size(), out_.get()) != text.size()) failure_ = std::strerror(errno);
}

base::Result<std::string> RejectLog::finish() {
  flush();
  if (failure_.empty() && out_) {
    const bool safe = std::fflush(out_.get()) == 0 && ::fsync(::fileno(out_.get())) == 0 &&
                      ::rename(part_.c_str(), path_.c_str()) == 0;
    if (!safe) failure_ = std::strerror(errno);
  }
  if (!failure_.empty()) {
    return base::fail(codes::rejects_unwritable, fmt::format("cannot write '{}': {}", path_, failure_),
                      "choose another place with --rejects");
  }
  if (!out_) {
    if (!path_.empty()) remove_old_list(path_);
    return std::string();
  }
  out_.reset();
  in_place_ = true;
  return path_;
}

void RejectLog::withdraw() {
  if (std::exchange(in_place_, false)) ::unlink(path_.c_str());
}

std::vector<ProblemCount> RejectLog::counts() const {
  std::vector<ProblemCount> out;
  for (const auto& [key, count] : counts_) out.push_back(count);
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.rows > b.rows; });
  return out;
}

}  // namespace kjede::registry
