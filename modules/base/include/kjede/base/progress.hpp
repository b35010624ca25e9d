#pragma once
// How far a long job has come. Rooms report; the program decides whether to draw it (only on a terminal).

#include <cstdint>
#include <string_view>

namespace kjede::base {

class Progress {
 public:
  virtual ~Progress() = default;
  // done of total units of `what`; total 0: not known. Called often; implementations throttle themselves.
  virtual void at(std::string_view what, std::uint64_t done, std::uint64_t total) = 0;
  // True once the user asked to stop; the job then undoes what it had begun and returns an error.
  virtual bool stop_requested() const { return false; }
};

class NoProgress final : public Progress {
 public:
  void at(std::string_view, std::uint64_t, std::uint64_t) override {}
};

}  // namespace kjede::base
