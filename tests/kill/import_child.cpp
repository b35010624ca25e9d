// The program that is killed: kill-import-child CATALOG STORE KEY REJECTS FILE imports FILE into register ohca.
// SIGINT asks the import to stop. Exit codes: 0 imported, 1 stopped, 3 refused.

#include <csignal>
#include <cstdio>
#include <ctime>

#include "kjede/catalog/load.hpp"
#include "kjede/registry/codes.hpp"
#include "kjede/registry/import.hpp"

namespace {

volatile std::sig_atomic_t interrupted = 0;

class Interruptible final : public kjede::base::Progress {
 public:
  void at(std::string_view, std::uint64_t, std::uint64_t) override {}
  bool stop_requested() const override { return interrupted != 0; }
};

int refused(const kjede::base::Diagnostics& why) {
  std::fputs(kjede::base::render(why).c_str(), stderr);
  return why.front().code == kjede::registry::codes::cancelled.id ? 1 : 3;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace kjede;
  if (argc != 6) return 2;
  std::signal(SIGINT, [](int) { interrupted = 1; });
  const auto catalog = catalog::load(argv[1]);
  if (!catalog) return refused(catalog.error());
  auto records = store::open_records({argv[2], argv[3], store::Mode::read_write, {}});
  if (!records) return refused(records.error());
  registry::ImportOptions options;
  options.rejects = argv[4];
  options.recorded = std::chrono::time_point_cast<base::Duration>(std::chrono::system_clock::now());
  const std::vector<std::string> files{argv[5]};
  Interruptible progress;
  const auto report =
      registry::import_records(*catalog, *catalog->find_register("ohca"), files, options, **records, progress);
  return report ? 0 : refused(report.error());
}
