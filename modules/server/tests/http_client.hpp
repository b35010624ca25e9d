#pragma once
// A small HTTP client for tests: blocking, honest about bytes, able to send nonsense.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <map>
#include <string>

namespace kjede::server::testing {

struct Reply {
  int status = 0;                              // 0: closed without an answer
  std::map<std::string, std::string> headers;  // small letters
  std::string body;
};

class Client {
 public:
  explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    timeval patience{20, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(static_cast<std::uint16_t>(port));
    ::inet_pton(AF_INET, "127.0.0.1", &place.sin_addr);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&place), sizeof place) == 0;
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(socket_); }

  bool connected() const { return connected_; }
  bool send(const std::string& bytes) const {
    return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
  }

  // Up to the end of an answer with Content-Length, or until the server closes.
  Reply read(bool body = true) {
    Reply reply;
    while (bytes_.find("\r\n\r\n") == std::string::npos) {
      if (!more()) return reply;
    }
    const auto end = bytes_.find("\r\n\r\n");
    parse_head(bytes_.substr(0, end), reply);
    bytes_.erase(0, end + 4);
    const auto length = reply.headers.find("content-length");
    const auto wanted = length == reply.headers.end() || !body ? 0 : std::stoul(length->second);
    while (bytes_.size() < wanted && more()) {
    }
    reply.body = bytes_.substr(0, wanted);
    bytes_.erase(0, std::min(wanted, bytes_.size()));
    return reply;
  }

  // What a stream has sent until it holds `text`; empty when it ends first.
  std::string read_until(const std::string& text) {
    while (bytes_.find(text) == std::string::npos) {
      if (!more()) return {};
    }
    return bytes_;
  }
  bool closed() {
    bytes_.clear();
    while (more()) {
    }
    return true;
  }

 private:
  bool more() {
    char buffer[16384];
    const auto n = ::recv(socket_, buffer, sizeof buffer, 0);
    if (n <= 0) return false;
    bytes_.append(buffer, static_cast<std::size_t>(n));
    return true;
  }

  static void parse_head(const std::string& head, Reply& reply) {
    reply.status = std::stoi(head.substr(head.find(' ') + 1));
    std::size_t at = head.find("\r\n");
    while (at != std::string::npos) {
      const auto next = head.find("\r\n", at + 2);
      const auto line = head.substr(at + 2, next == std::string::npos ? next : next - at - 2);
      auto name = line.substr(0, line.find(':'));
      for (auto& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      if (line.find(": ") != std::string::npos) reply.headers[name] = line.substr(line.find(": ") + 2);
      at = next;
    }
  }

  int socket_;
  bool connected_ = false;
  std::string bytes_;
};

}  // namespace kjede::server::testing
