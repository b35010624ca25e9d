#include "byte_buffer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "kjede/text/codes.hpp"
#include "kjede/text/utf8.hpp"

namespace kjede::text {
namespace {

constexpr std::size_t chunk = std::size_t{1} << 20;

bool is_ascii(std::string_view bytes) {
  std::uint64_t all = 0;
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, 8);
    all |= word;
  }
  for (; i < bytes.size(); ++i) all |= static_cast<unsigned char>(bytes[i]);
  return (all & 0x8080808080808080U) == 0;
}

// Without the first bytes of a character whose rest has not been read yet.
std::string_view without_cut_tail(std::string_view bytes) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if ((byte & 0xC0U) == 0x80U) continue;
    const std::size_t wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return wanted > back ? bytes.substr(0, bytes.size() - back) : bytes;
  }
  return bytes;
}

// True if more of the bytes above ASCII form UTF-8 characters than do not.
bool mostly_utf8(std::string_view bytes) {
  bytes = bytes.substr(0, std::size_t{1} << 16U);
  std::size_t good = 0;
  std::size_t bad = 0;
  while (!bytes.empty()) {
    const auto wrong = first_invalid_utf8(bytes);
    const std::string_view fine = bytes.substr(0, wrong.value_or(bytes.size()));
    good +=
        static_cast<std::size_t>(std::count_if(fine.begin(), fine.end(), [](char c) { return (c & 0xC0) == 0xC0; }));
    if (!wrong) break;
    ++bad;
    bytes.remove_prefix(*wrong + 1);
    if (bad > 64 && bad > good) break;
  }
  return good > bad;
}

base::Unexpected refuse(const std::string& name, std::string_view what, std::string advice) {
  return base::fail(codes::bad_encoding, fmt::format("'{}' is {}", name, what), std::move(advice));
}

}  // namespace

ByteBuffer::Descriptor& ByteBuffer::Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number, other.number);
  return *this;
}

ByteBuffer::Descriptor::~Descriptor() {
  if (number >= 0) ::close(number);
}

base::Result<ByteBuffer> ByteBuffer::open(const std::filesystem::path& path) {
  ByteBuffer buffer;
  buffer.name_ = path.string();
  buffer.file_ = Descriptor(::open(buffer.name_.c_str(), O_RDONLY | O_CLOEXEC));
  if (buffer.file_.number < 0) {
    const int error = errno;
    if (error == ENOENT || error == ENOTDIR) {
      return base::fail(codes::file_absent, fmt::format("there is no file '{}'", buffer.name_),
                        "check the name and the folder the command runs in");
    }
    return base::fail(codes::file_unreadable, fmt::format("cannot read '{}': {}", buffer.name_, std::strerror(error)));
  }
  struct stat status {};
  if (::fstat(buffer.file_.number, &status) == 0) {
    if (S_ISDIR(status.st_mode)) {
      return base::fail(codes::file_unreadable, fmt::format("'{}' is a folder, not a file", buffer.name_));
    }
    buffer.total_ = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
  }
  ::posix_fadvise(buffer.file_.number, 0, 0, POSIX_FADV_SEQUENTIAL);
  buffer.storage_.resize(2 * chunk + padding);
  return buffer;
}

ByteBuffer ByteBuffer::from_text(std::string name, std::string text) {
  ByteBuffer buffer;
  buffer.name_ = std::move(name);
  buffer.total_ = text.size();
  buffer.in_memory_ = true;
  buffer.storage_ = std::move(text);
  return buffer;
}

void ByteBuffer::make_room() {
  const std::size_t length = end_ - begin_;
  std::memmove(storage_.data(), storage_.data() + begin_, length);
  validated_ -= std::min(validated_, begin_);
  suspect_until_ -= std::min(suspect_until_, begin_);
  begin_ = 0;
  end_ = length;
  // a record longer than the window doubles what is read, so that it is looked at only a few times
  const std::size_t wanted = length + std::max(chunk, length) + padding;
  if (storage_.size() < wanted) storage_.resize(wanted);
}

std::size_t ByteBuffer::read_raw() {
  const std::size_t room = storage_.size() - padding - end_;
  std::size_t got = 0;
  while (got < room) {
    const ssize_t n = ::read(file_.number, storage_.data() + end_ + got, room - got);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) failure_ = std::strerror(errno);
    if (n <= 0) break;
    got += static_cast<std::size_t>(n);
  }
  return got;
}

bool ByteBuffer::fill() {
  std::size_t got = 0;
  if (in_memory_) {
    if (!std::exchange(first_, false)) return false;
    got = total_;
    storage_.resize(total_ + padding);
  } else {
    make_room();
    got = read_raw();
  }
  if (got == 0) {
    if (validated_ < end_) suspect_until_ = end_;  // the file ends in the middle of a character
    return false;
  }
  const std::size_t from = end_;
  end_ += got;
  bytes_read_ += got;
  if (encoding_ == Encoding::ascii && !forced_) settle_encoding(from);
  if (encoding_ == Encoding::windows_1252)
    transcode(from);
  else
    validate(from);
  std::memset(storage_.data() + end_, 0, padding);
  return true;
}

void ByteBuffer::settle_encoding(std::size_t from) {
  const std::string_view fresh(storage_.data() + from, end_ - from);
  if (is_ascii(fresh)) return;
  const bool more_to_come = bytes_read_ != total_;
  const bool utf8 = is_utf8(more_to_come ? without_cut_tail(fresh) : fresh) || mostly_utf8(fresh);
  encoding_ = utf8 ? Encoding::utf8 : Encoding::windows_1252;
}

void ByteBuffer::transcode(std::size_t from) {
  std::string utf8;
  utf8.reserve((end_ - from) * 5 / 4);
  append_windows_1252(std::string_view(storage_.data() + from, end_ - from), utf8);
  if (storage_.size() < from + utf8.size() + padding) storage_.resize(from + utf8.size() + padding);
  std::memcpy(storage_.data() + from, utf8.data(), utf8.size());
  end_ = from + utf8.size();
  validated_ = end_;
}

void ByteBuffer::validate(std::size_t from) {
  const std::size_t start = std::min(validated_, from);
  const std::string_view fresh(storage_.data() + start, end_ - start);
  const std::string_view whole = without_cut_tail(fresh);
  validated_ = start + whole.size();
  if (!is_utf8(whole)) suspect_until_ = end_;
}

void ByteBuffer::force(Encoding encoding) {
  encoding_ = encoding;
  forced_ = true;
}

base::Result<void> ByteBuffer::check_start() {
  const std::string_view start = view().substr(0, 4096);
  const auto nuls = static_cast<std::size_t>(std::count(start.begin(), start.end(), '\0'));
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF") || start.starts_with("ÿþ") ||
      start.starts_with("þÿ") || (start.size() >= 8 && nuls * 3 > start.size())) {
    return refuse(name_, "UTF-16 or UTF-32, which is not read", "save it as UTF-8; in Excel choose 'CSV UTF-8'");
  }
  if (start.starts_with("PK\x03\x04")) {
    return refuse(name_, "a ZIP archive or an Excel workbook, not text", "open it and save the sheet as 'CSV UTF-8'");
  }
  if (start.starts_with("\x1F\x8B") || start.starts_with("\x1F‹") || start.starts_with("(\xB5/\xFD") ||
      start.starts_with("(µ/ý")) {
    return refuse(name_, "compressed", "unpack it first");
  }
  if (start.starts_with("PAR1")) return refuse(name_, "a Parquet file, not text", "give it the name .parquet");
  if (start.starts_with(utf8_bom)) {
    consume(utf8_bom.size());
    encoding_ = Encoding::utf8_bom;
  } else if (start.starts_with("ï»¿")) {  // the mark, in a file that otherwise is Windows-1252
    consume(std::string_view("ï»¿").size());
  }
  return {};
}

}  // namespace kjede::text
