#include "kjede/text/keys.hpp"

#include <gtest/gtest.h>

#include "kjede/text/source.hpp"

namespace kjede::text {
namespace {

constexpr base::Code unknown{"KJ9901", "unknown key", "test"};
constexpr base::Code bad{"KJ9902", "bad value", "test"};

TEST(Keys, ReadsWhatIsThereAndReportsTheRestAtItsPlace) {
  const auto root = parse_yaml(make_source("k.yaml",
                                           "name: A\nspeed: fast\nshare: 0.5\ntimes: [1, 2]\nafter: 90 s\nmod: static\n"
                                           "open: perhaps\n"));
  ASSERT_TRUE(root.has_value());
  base::Diagnostics problems;
  Keys keys(*root, "the file", {unknown, bad}, problems);
  EXPECT_EQ(keys.need_text("name"), "A");
  EXPECT_EQ(keys.number("share", 0, 1), 0.5);
  EXPECT_EQ(keys.seconds("after"), 90);
  EXPECT_EQ(keys.numbers("times", 2), (std::vector<double>{1, 2}));
  EXPECT_EQ(keys.number("speed", 0, 100), std::nullopt);
  EXPECT_TRUE(keys.flag("open", true));
  keys.need("mode");
  keys.finish();
  EXPECT_EQ(base::render(problems), R"(k.yaml:2:8: error[KJ9902]: 'speed' is a number from 0 to 100, not 'fast'
   2 | speed: fast
     |        ^^^^
k.yaml:7:7: error[KJ9902]: 'open' is yes or no, not 'perhaps'
   7 | open: perhaps
     |       ^^^^^^^
k.yaml:1:1: error[KJ9902]: 'mode' is missing in the file
   1 | name: A
     | ^ add mode: …
k.yaml:6:1: error[KJ9901]: unknown key 'mod' in the file
   6 | mod: static
     | ^^^ did you mean 'mode'?
)");
}

}  // namespace
}  // namespace kjede::text
