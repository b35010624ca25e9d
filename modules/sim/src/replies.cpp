#include "kjede/sim/replies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/sim/codes.hpp"
#include "kjede/stats/mean.hpp"
#include "kjede/text/csv.hpp"
#include "kjede/text/keys.hpp"

namespace kjede::sim {
namespace {

struct Counted {
  int accepted = 0, refused = 0, silent = 0;
  std::vector<double> delays;
};

base::Result<Counted> count(text::CsvReader& reader) {
  const auto& header = reader.header();
  const auto column = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
  };
  const auto answer = column("Response");
  const auto delay = column("Response_Delay");
  if (answer == header.size() || delay == header.size()) {
    return base::fail(codes::bad_replies, "the columns Response and Response_Delay are not both there");
  }
  Counted counted;
  base::Diagnostics problems;
  for (text::CsvRow row; reader.next(row);) {
    const auto code = row.problem ? std::nullopt : text::number_in(row.fields[answer]);
    const auto seconds = row.problem ? std::nullopt : text::number_in(row.fields[delay]);
    const bool answered = code == 1 || code == 2;
    if (!(code == 0 || (answered && seconds && *seconds > 0))) {
      problems.push_back(base::fail(codes::bad_replies, fmt::format("line {}: not a reply", row.line),
                                    "write 0, 1 or 2 and the delay in seconds")
                             .diagnostics.front());
      continue;
    }
    ++(code == 0 ? counted.silent : code == 1 ? counted.accepted : counted.refused);
    if (answered) counted.delays.push_back(*seconds);
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  return counted;
}

}  // namespace

double draw_gamma(double shape, double scale, base::Rng& rng) {
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  while (true) {
    const double x = rng.normal();
    const double v = std::pow(1 + c * x, 3);
    if (v <= 0) continue;
    const double u = rng.uniform();
    if (u > 0 && std::log(u) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v * scale;
  }
}

Reply draw_reply(const ReplyLaw& law, base::Rng& rng) {
  const double u = rng.uniform();
  const double seconds = law.least + draw_gamma(law.shape, law.scale, rng);
  if (u < law.accept) return {Answer::accepts, seconds};
  if (u < law.accept + law.refuse) return {Answer::refuses, seconds};
  return {Answer::silent, 0};
}

base::Result<ReplyLaw> fit_replies(std::string_view name, std::string text) {
  if (text.starts_with(",")) text.insert(0, "row");  // tables of row numbers have a first column without a name
  KJEDE_ASSIGN(auto reader, text::CsvReader::from_text(std::string(name), std::move(text)));
  KJEDE_ASSIGN(const auto counted, count(reader));
  if (counted.delays.size() < 10) {
    return base::fail(codes::bad_replies, fmt::format("only {} answers", counted.delays.size()));
  }
  ReplyLaw law;
  const double all = counted.accepted + counted.refused + counted.silent;
  law.accept = counted.accepted / all;
  law.refuse = counted.refused / all;
  law.least = std::floor(*std::min_element(counted.delays.begin(), counted.delays.end()));
  const double over = *stats::mean(counted.delays) - law.least;
  const double sd = stats::standard_deviation(counted.delays).value_or(over);
  law.shape = std::max(1.0, over * over / (sd * sd));
  law.scale = over / law.shape;
  law.source = fmt::format("{}: {:.0f} replies", name, all);
  return law;
}

}  // namespace kjede::sim
