#pragma once
// How volunteers answer an alert: yes, no or not at all, and after how long. Fitted to observed replies.
//
//   KJEDE_ASSIGN(const auto law, fit_replies("replies.csv", text));   // columns Response, Response_Delay
//   const auto reply = draw_reply(law, rng);
//
// The default is a fit to 11 302 replies of a volunteer scheme's project data (Response 1 accepted, 2 declined, 0 no
// answer; delays in seconds): 36.2 % yes, 43.9 % no, 19.9 % silent; delay 15 s plus a gamma of shape 1.96 and scale
// 15.4 s (mean 45.2 s, standard deviation 21.6 s; yes and no alike). Which of 1 and 2 is yes is our reading.

#include <string>
#include <string_view>

#include "kjede/base/result.hpp"
#include "kjede/base/rng.hpp"

namespace kjede::sim {

struct ReplyLaw {
  double accept = 0.362, refuse = 0.439;          // the rest is silent
  double least = 15, shape = 1.96, scale = 15.4;  // seconds
  std::string source = "11 302 replies of a volunteer scheme, project data";
};

enum class Answer : std::uint8_t { accepts, refuses, silent };
struct Reply {
  Answer answer = Answer::silent;
  double seconds = 0;  // after the alert; meaningless when silent
};
Reply draw_reply(const ReplyLaw& law, base::Rng& rng);

// Gamma with mean shape · scale (Marsaglia & Tsang 2000); shape at least 1.
double draw_gamma(double shape, double scale, base::Rng& rng);

// Shares by count; the delay by moments above its whole-second minimum. Fails (KJ1320) without the columns, with
// another code than 0, 1, 2, or with fewer than ten answers.
base::Result<ReplyLaw> fit_replies(std::string_view name, std::string text);

}  // namespace kjede::sim
