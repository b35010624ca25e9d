// What only a server has: addresses, users, several writers.

#include <thread>

#include "kjede/store/records.hpp"
#include "kjede/testing/fresh_store.hpp"

namespace kjede::store {
namespace {

using kjede::testing::said;

TEST(PostgresAddress, SaysThatNobodyAnswersAndHidesThePassword) {
  EXPECT_EQ(
      said(open("postgresql://kjede:hemmelig@127.0.0.1:1/register?application_name=x", Mode::read_write)),
      "KJ0405: the server 'postgresql://127.0.0.1:1/register' does not answer; see that it runs and that host and "
      "port are right");
  EXPECT_EQ(said(open("postgresql://[", Mode::read_write)),
            "KJ0401: the server's address is not a valid URI; write it as postgresql://user@host:port/database");
}

class PostgresServerTest : public kjede::testing::StoreTest {
 protected:
  std::string with_user(const std::string& user, const std::string& database) const {
    const auto host = server_.substr(server_.find('@') + 1);
    return "postgresql://" + user + "@" + host.substr(0, host.find('/')) + "/" + database;
  }
};

TEST_P(PostgresServerTest, SaysWhichNameIsWrong) {
  EXPECT_THAT(said(open(with_user("nobody_here", "postgres"), Mode::read_only)),
              ::testing::EndsWith("refused the user or the password; check the user in the address; the password may "
                                  "stand in ~/.pgpass"));
  EXPECT_THAT(said(open(with_user("kjede", "nothing_here"), Mode::read_only)),
              ::testing::EndsWith("; make it with createdb, or name another"));
}

TEST_P(PostgresServerTest, IdentitiesCanBeKeptFromAReader) {
  auto store = open_records({location_, folder_ / "keys"});
  ASSERT_EQ(said(store), "ok");
  const auto role = schema_ + "_reader";
  for (const auto& sql : {"create role " + role + " login", "grant usage on schema " + schema_ + " to " + role,
                          "grant select on kjede_store, kjede_batch to " + role}) {
    ASSERT_EQ(said((*store)->database().execute(sql)), "ok");
  }
  {
    auto reader = open_records(
        {with_user(role, "postgres") + "?options=-csearch_path%3D" + schema_, folder_ / "keys", Mode::read_only});
    ASSERT_EQ(said(reader), "ok");
    EXPECT_EQ(said((*reader)->batches()), "ok");
    EXPECT_EQ(said((*reader)->identity(std::string(64, '0'))),
              "KJ0407: the database user has no permission: permission denied for table kjede_identity; ask the "
              "database's owner to grant it");
  }
  ASSERT_EQ(said((*store)->database().execute("drop owned by " + role)), "ok");
  ASSERT_EQ(said((*store)->database().execute("drop role " + role)), "ok");
}

TEST_P(PostgresServerTest, TwoImportsTakeTurns) {
  const RegisterSchema schema{"ohca", {}};
  ASSERT_EQ(said(open_records({location_, ""})), "ok");
  ASSERT_EQ(said((*open_records({location_, ""}))->prepare(schema)), "ok");
  const auto import = [&](const std::string& name) {
    auto store = open_records({location_, ""});
    for (int b = 0; store && b < 5; ++b) {
      auto session = (*store)->begin_import(schema);
      ASSERT_EQ(said(session), "ok");
      auto& rows = (*session)->rows();
      rows.text(name + std::to_string(b));
      rows.text("1");
      rows.null();
      rows.null();
      ASSERT_EQ(said(rows.end_row()), "ok");
      ASSERT_EQ(said((*session)->commit(name, 0, 0, base::Instant())), "ok");
    }
  };
  std::thread other(import, "a");
  import("b");
  other.join();
  auto store = open_records({location_, ""});
  const auto batches = (*store)->batches();
  ASSERT_EQ(batches->size(), 10u);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ((*batches)[i].number, static_cast<std::int64_t>(i + 1));
}

INSTANTIATE_TEST_SUITE_P(Store, PostgresServerTest, ::testing::Values(Dialect::postgres), kjede::testing::adapter_name);

}  // namespace
}  // namespace kjede::store
