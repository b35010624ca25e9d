#pragma once
// The window of a file that a streaming reader looks at, already UTF-8. Knows which encoding it met, and which part
// of the window holds bytes that are not text in it.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "kjede/base/result.hpp"
#include "kjede/text/csv.hpp"

namespace kjede::text {

class ByteBuffer {
 public:
  static base::Result<ByteBuffer> open(const std::filesystem::path& path);
  static ByteBuffer from_text(std::string name, std::string text);
  ByteBuffer(ByteBuffer&&) = default;
  ByteBuffer& operator=(ByteBuffer&&) = default;

  static constexpr std::size_t padding = 64;  // readable bytes after end()

  const char* begin() const { return storage_.data() + begin_; }
  const char* end() const { return storage_.data() + end_; }
  std::string_view view() const { return {begin(), end_ - begin_}; }
  void consume(std::size_t bytes) { begin_ += bytes; }

  // Appends more of the file after end(), moving what is left to the front; views into the buffer become invalid.
  // False when there is nothing more (see failure() then).
  bool fill();

  // Refuses UTF-16, workbooks and compressed files; steps over a UTF-8 mark. Call once, after the first fill().
  base::Result<void> check_start();
  void force(Encoding encoding);

  Encoding encoding() const { return encoding_; }
  // True if [from, from + length) may hold bytes that are not valid in the encoding.
  bool suspect(const char* from) const { return from < storage_.data() + suspect_until_; }
  const std::string& name() const { return name_; }
  bool in_memory() const { return in_memory_; }  // one fill() brought everything
  const std::string& failure() const { return failure_; }
  std::uint64_t bytes_read() const { return bytes_read_; }
  std::uint64_t total_bytes() const { return total_; }

 private:
  struct Descriptor {
    int number = -1;
    Descriptor() = default;
    explicit Descriptor(int n) : number(n) {}
    Descriptor(Descriptor&& other) noexcept : number(std::exchange(other.number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();
  };

  ByteBuffer() = default;
  void make_room();
  std::size_t read_raw();
  void settle_encoding(std::size_t from);
  void transcode(std::size_t from);
  void validate(std::size_t from);

  std::string name_;
  Descriptor file_;
  std::string storage_;  // bytes [begin_, end_) are the window
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t validated_ = 0;
  std::size_t suspect_until_ = 0;
  bool in_memory_ = false;
  bool first_ = true;
  Encoding encoding_ = Encoding::ascii;
  bool forced_ = false;
  std::uint64_t bytes_read_ = 0;
  std::uint64_t total_ = 0;
  std::string failure_;
};

}  // namespace kjede::text
