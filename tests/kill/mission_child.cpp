// The program that is killed: kill-mission-child STORE WITNESS SEED runs missions of first responders until it is
// killed. Two operators propose steps; each step that was acknowledged is written to standard output, "key first last".

#include <unistd.h>

#include <string>
#include <thread>

#include "kjede/base/rng.hpp"
#include "kjede/service/responder_log.hpp"

namespace {

using namespace kjede;
using dispatch::EventKind;
using dispatch::MissionEvent;

const base::Instant start = base::Instant(base::make_date(2026, 5, 17));

MissionEvent event(EventKind kind, const std::string& incident, const std::string& unit, text::Json fields) {
  return {kind, incident, unit, start, "amk", start, "op", std::move(fields)};
}

MissionEvent opening(const std::string& incident) {
  return event(EventKind::incident_opened, incident, "",
               {{"initiator", "amk"},
                {"purpose", "life_saving"},
                {"indication", "unconscious"},
                {"priority", "acute"},
                {"in_hospital", false}});
}

MissionEvent ambulance(const std::string& incident, const std::string& unit) {
  return event(EventKind::ordinary_alerted, incident, unit, {{"channel", "radio"}});
}

MissionEvent responder(const std::string& incident, const std::string& unit) {
  return event(EventKind::responder_alerted, incident, unit,
               {{"channel", "direct"},
                {"group", "volunteer"},
                {"role", "patient"},
                {"agreement", "x"},
                {"secure", true},
                {"content", "full"}});
}

void acknowledge(const std::string& key, const service::WrittenStep& step) {
  const auto line = key + " " + std::to_string(step.receipt.first) + " " + std::to_string(step.receipt.last) + "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) ::_exit(4);
}

// One operator's missions. Units are shared, so that operators get in each other's way.
void work(service::ResponderLog& log, const std::string& name, base::Rng rng) {
  for (int n = 0;; ++n) {
    const auto incident = name + std::to_string(n);
    const auto car = "A" + std::to_string(rng.below(4));
    const auto crew = "s" + std::to_string(rng.below(4));
    const std::vector<std::vector<MissionEvent>> steps{
        {opening(incident), ambulance(incident, car), responder(incident, crew)},
        {event(EventKind::arrived, incident, crew, text::Json::object())},
        {event(EventKind::ordinary_cancelled, incident, car, text::Json::object())},
        {responder(incident, "s9" + name)},  // refused: no ordinary resource is left
        {event(EventKind::ended, incident, crew, {{"identity", "p1"}})}};
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const auto key = incident + "-" + std::to_string(i);
      if (const auto written = log.propose(key, steps[i])) acknowledge(key, *written);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  auto log = service::ResponderLog::open({argv[1], argv[2]});
  if (!log) return 3;
  const base::Rng rng(std::stoull(argv[3]));
  const std::string run = argv[3];
  std::jthread other([&] { work(**log, "b" + run + "-", rng.stream("b")); });
  work(**log, "a" + run + "-", rng.stream("a"));
}
