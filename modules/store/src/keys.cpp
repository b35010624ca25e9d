#include "keys.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <stdexcept>
#include <vector>

#include "kjede/store/codes.hpp"

namespace kjede::store {
namespace {

using Bytes = std::vector<unsigned char>;

constexpr std::size_t kPadding = 64;  // so that the length of a seal does not tell the length of a name

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

template <std::size_t n>
std::string hex(const std::array<unsigned char, n>& value) {
  std::string out(2 * n + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), value.data(), n);
  out.pop_back();
  return out;
}

Key hmac(const Key& key, std::string_view text) {
  Key out;
  crypto_auth_hmacsha256(out.data(), bytes(text), text.size(), key.data());
  return out;
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

std::string normalised(std::string_view identifier) {
  std::string out;
  for (const char c : identifier) {
    if (!is_letter_or_digit(c)) continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

// Length of the identifier (4 bytes), identifier, name, padding.
std::string packed(const Person& person) {
  const auto& identifier = person.identifier.reveal();
  std::string out;
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(identifier.size() >> shift);
  out += identifier;
  out += person.name.reveal();
  const auto length = out.size();
  out.resize(length + kPadding);
  std::size_t padded = 0;
  sodium_pad(&padded, reinterpret_cast<unsigned char*>(out.data()), length, kPadding, out.size());
  out.resize(padded);
  return out;
}

std::optional<Person> unpacked(std::string_view pseudonym, const Bytes& padded) {
  std::size_t size = 0;
  if (sodium_unpad(&size, padded.data(), padded.size(), kPadding) != 0 || size < 4) return std::nullopt;
  std::size_t length = 0;
  for (std::size_t i = 0; i < 4; ++i) length |= static_cast<std::size_t>(padded[i]) << (8 * i);
  if (length > size - 4) return std::nullopt;
  const auto* text = reinterpret_cast<const char*>(padded.data()) + 4;
  return Person{std::string(pseudonym), base::Sensitive(std::string(text, length)),
                base::Sensitive(std::string(text + length, size - 4 - length))};
}

}  // namespace

Keys Keys::random() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  Keys keys;
  randombytes_buf(keys.pseudonym_.data(), keys.pseudonym_.size());
  randombytes_buf(keys.sealing_.data(), keys.sealing_.size());
  return keys;
}

Keys::~Keys() {
  sodium_memzero(pseudonym_.data(), pseudonym_.size());
  sodium_memzero(sealing_.data(), sealing_.size());
}

std::string Keys::check_value() const {
  std::array<unsigned char, 64> both;
  std::copy(pseudonym_.begin(), pseudonym_.end(), both.begin());
  std::copy(sealing_.begin(), sealing_.end(), both.begin() + pseudonym_.size());
  std::array<unsigned char, 16> out;
  constexpr std::string_view purpose = "kjede key check 1";
  crypto_generichash(out.data(), out.size(), bytes(purpose), purpose.size(), both.data(), both.size());
  sodium_memzero(both.data(), both.size());
  return hex(out);
}

base::Result<std::string> Keys::pseudonym(const base::Sensitive<std::string>& identifier) const {
  const auto text = normalised(identifier.reveal());
  if (text.empty()) return base::fail(codes::bad_person, "an identifier without a letter or digit has no pseudonym");
  return hex(hmac(pseudonym_, text));
}

std::string Keys::extract_pseudonym(std::string_view pseudonym, std::string_view extract) const {
  return hex(hmac(hmac(pseudonym_, "extract:" + std::string(extract)), pseudonym));
}

std::string Keys::seal(const Person& person) const {
  const auto message = packed(person);
  constexpr auto nonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  Bytes out(nonce + message.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  randombytes_buf(out.data(), nonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + nonce, nullptr, bytes(message), message.size(),
                                             bytes(person.pseudonym), person.pseudonym.size(), nullptr, out.data(),
                                             sealing_.data());
  std::string text(sodium_base64_encoded_len(out.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), out.data(), out.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

std::optional<Person> Keys::unseal(std::string_view pseudonym, std::string_view sealed) const {
  constexpr std::size_t nonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t tag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  Bytes in(sealed.size());
  std::size_t size = 0;
  if (sodium_base642bin(in.data(), in.size(), sealed.data(), sealed.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0 ||
      size < nonce + tag) {
    return std::nullopt;
  }
  Bytes message(size - nonce - tag);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(message.data(), nullptr, nullptr, in.data() + nonce, size - nonce,
                                                 bytes(pseudonym), pseudonym.size(), in.data(), sealing_.data()) != 0) {
    return std::nullopt;
  }
  return unpacked(pseudonym, message);
}

}  // namespace kjede::store
