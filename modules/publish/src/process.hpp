#pragma once
// Runs a program with a text as its input.

#include <string>
#include <vector>

namespace kjede::publish {

struct ProcessOutcome {
  bool started = false;
  int exit_code = -1;
  std::string out;
  std::string err;
};

// arguments[0] is the program, looked up in PATH if it has no slash. No shell is involved.
ProcessOutcome run_process(const std::vector<std::string>& arguments, const std::string& input);

}  // namespace kjede::publish
