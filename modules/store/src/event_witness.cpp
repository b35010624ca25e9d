#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>

#include "kjede/store/codes.hpp"
#include "kjede/store/event_log.hpp"

namespace kjede::store {
namespace {

base::Unexpected trouble(const std::filesystem::path& path, std::string_view what) {
  return base::fail(codes::witness, fmt::format("'{}' {}: {}", path.filename().string(), what, std::strerror(errno)),
                    "free space, mend the rights, or name another file for the log's head");
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const auto n = ::write(file, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

class FileWitness final : public EventWitness {
 public:
  explicit FileWitness(std::filesystem::path path) : path_(std::move(path)) {}
  FileWitness(const FileWitness&) = delete;
  FileWitness& operator=(const FileWitness&) = delete;
  ~FileWitness() override {
    if (file_ >= 0) ::close(file_);
  }

  base::Result<void> keep(const EventHead& head, base::Instant recorded) override {
    if (file_ < 0) file_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) return trouble(path_, "cannot be opened");
    const auto line = fmt::format("{} {} {}\n", head.length, head.hash, base::to_string(recorded));
    if (!write_all(file_, line) || ::fdatasync(file_) != 0) return trouble(path_, "cannot be written");
    return {};
  }

 private:
  std::filesystem::path path_;
  int file_ = -1;
};

std::optional<EventHead> head_in(std::string_view line) {
  EventHead head;
  const auto space = line.find(' ');
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), head.length);
  if (error != std::errc() || space == std::string_view::npos || end != line.data() + space) return {};
  head.hash = line.substr(space + 1, 64);
  if (head.hash.size() != 64 || line.substr(space + 65).substr(0, 1) != " ") return {};
  return head;
}

}  // namespace

std::unique_ptr<EventWitness> witness_file(std::filesystem::path path) {
  return std::make_unique<FileWitness>(std::move(path));
}

// A line that a crash cut short is passed over: the log was durable before its head was written here.
base::Result<EventHead> last_witnessed(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) return trouble(path, "cannot be read");
  EventHead last;
  bool found = false;
  for (std::string line; std::getline(file, line);) {
    const auto head = file.eof() ? std::nullopt : head_in(line);
    if (!head) continue;
    last = *head;
    found = true;
  }
  if (!found) {
    return base::fail(codes::witness, fmt::format("'{}' holds no head of an event log", path.filename().string()),
                      "name the file that was given when the log was written");
  }
  return last;
}

}  // namespace kjede::store
