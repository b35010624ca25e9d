#pragma once
// JSON bodies: read with every fault said, members checked by name and kind.
//
//   KJEDE_ASSIGN(const Body body, Body::read(call.request));
//   const auto user = body.text("user");           // faults are gathered …
//   KJEDE_TRY(body.done());                        // … and told together, members that are not known too

#include <set>

#include "kjede/server/message.hpp"
#include "kjede/text/json.hpp"

namespace kjede::server {

class Body {
 public:
  static base::Result<Body> read(const Request& request);
  std::string text(const std::string& name, std::size_t most = 1000);
  std::optional<std::string> optional_text(const std::string& name, std::size_t most = 1000);
  std::optional<bool> optional_flag(const std::string& name);
  std::optional<double> optional_number(const std::string& name);
  std::optional<std::int64_t> optional_whole(const std::string& name);  // 0 or more
  // Any value; null when absent.
  const text::Json& value(const std::string& name);
  bool has(const std::string& name) const { return json_.contains(name); }
  void fault(const std::string& name, const std::string& what);
  base::Result<void> done();

 private:
  explicit Body(text::Json json) : json_(std::move(json)) {}
  text::Json json_;
  std::set<std::string> asked_;
  base::Diagnostics faults_;
};

}  // namespace kjede::server
