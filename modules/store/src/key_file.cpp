// Reading and writing the key file.

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <stdexcept>

#include "keys.hpp"
#include "kjede/store/codes.hpp"

namespace kjede::store {
namespace {

constexpr std::string_view kHeader = "kjede-keys 1";

base::Unexpected damaged(const std::string& path, std::string_view why) {
  return base::fail(codes::bad_key_file, fmt::format("the key file '{}' is damaged: {}", path, why),
                    "put back a copy of the key file; without it identities cannot be read");
}

base::Result<void> check_access(const std::string& path) {
  struct stat state {};
  if (::stat(path.c_str(), &state) != 0) {
    return base::fail(codes::no_key_file, fmt::format("there is no key file at '{}'", path),
                      "name the key file that was made with the store, or put back a copy of it");
  }
  if ((state.st_mode & 077) != 0) {
    return base::fail(codes::key_file_open_to_others, fmt::format("the key file '{}' can be read by others", path),
                      fmt::format("run: chmod 600 '{}'", path));
  }
  return {};
}

bool read_key(std::istream& in, std::string_view name, Key& key) {
  std::string word, digits, end;
  std::size_t size = 0;
  if (!(in >> word >> digits) || word != name || digits.size() != 2 * key.size()) return false;
  return sodium_hex2bin(key.data(), key.size(), digits.data(), digits.size(), nullptr, &size, nullptr) == 0 &&
         size == key.size();
}

std::string hex(const Key& key) {
  std::string out(2 * key.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), key.data(), key.size());
  out.pop_back();
  return out;
}

bool write_all(int file, std::string_view text) {
  return ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
}

}  // namespace

base::Result<Keys> Keys::load(const std::string& path) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  KJEDE_TRY(check_access(path));
  std::ifstream in(path);
  if (!in) {
    return base::fail(codes::no_key_file, fmt::format("no permission to read the key file '{}'", path),
                      "run as its owner");
  }
  std::string header;
  std::getline(in, header);
  if (header != kHeader) return damaged(path, fmt::format("it does not begin with '{}'", kHeader));
  Keys keys;
  if (!read_key(in, "pseudonym", keys.pseudonym_) || !read_key(in, "sealing", keys.sealing_)) {
    return damaged(path, "a key is missing or not 64 hexadecimal digits");
  }
  return keys;
}

base::Result<void> Keys::save_new(const std::string& path) const {
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  const auto text = fmt::format("{}\npseudonym {}\nsealing {}\n", kHeader, hex(pseudonym_), hex(sealing_));
  const bool written = file >= 0 && write_all(file, text);
  if (file >= 0) ::close(file);
  if (written) return {};
  if (file >= 0) ::unlink(path.c_str());
  return base::fail(codes::no_key_file, fmt::format("the key file '{}' cannot be written", path),
                    "name a place you may write to");
}

}  // namespace kjede::store
