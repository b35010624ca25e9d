#include "handles.hpp"

#include <fmt/format.h>

#include <array>

#include "../location.hpp"
#include "../redact.hpp"
#include "kjede/store/codes.hpp"

namespace kjede::store::postgres {
namespace {

void say_nothing(void*, const PGresult*) {}

base::Unexpected connection_error(const std::string& uri, PGconn* connection) {
  const std::string message = connection == nullptr ? "" : PQerrorMessage(connection);
  const auto has = [&](std::string_view part) { return message.find(part) != std::string::npos; };
  const auto server = shown(uri);
  if (has("password") || has("authentication") || has("role")) {
    return base::fail(codes::unreachable, fmt::format("the server '{}' refused the user or the password", server),
                      "check the user in the address; the password may stand in ~/.pgpass");
  }
  if (has("database") && has("does not exist")) {
    return base::fail(codes::unreachable, fmt::format("the server has no database for '{}'", server),
                      "make it with createdb, or name another");
  }
  return base::fail(codes::unreachable, fmt::format("the server '{}' does not answer", server),
                    "see that it runs and that host and port are right");
}

bool is_address(const std::string& uri) {
  PQconninfoOption* options = PQconninfoParse(uri.c_str(), nullptr);
  PQconninfoFree(options);
  return options != nullptr;
}

// One state for every session: nothing may depend on the server's or the user's defaults.
constexpr std::array kSettings{"set timezone = 'UTC'", "set client_encoding = 'UTF8'",
                               "set standard_conforming_strings = on", "set jit = off",
                               "set client_min_messages = error"};

bool run(PGconn* connection, const char* sql) {
  QueryResult result(PQexec(connection, sql));
  return PQresultStatus(result.get()) == PGRES_COMMAND_OK;
}

}  // namespace

base::Result<Connection> connect_to(const std::string& uri, bool read_only) {
  if (!is_address(uri)) {
    return base::fail(codes::cannot_open, "the server's address is not a valid URI",
                      "write it as postgresql://user@host:port/database");
  }
  const std::array<const char*, 4> names{"connect_timeout", "fallback_application_name", "dbname", nullptr};
  const std::array<const char*, 4> values{"10", "kjede", uri.c_str(), nullptr};
  Connection connection(PQconnectdbParams(names.data(), values.data(), 1));
  if (!connection || PQstatus(connection.get()) != CONNECTION_OK) return connection_error(uri, connection.get());
  PQsetNoticeReceiver(connection.get(), say_nothing, nullptr);
  bool ok = true;
  for (const auto* setting : kSettings) ok = ok && run(connection.get(), setting);
  if (read_only) ok = ok && run(connection.get(), "set default_transaction_read_only = on");
  if (!ok) return statement_error(connection.get(), nullptr);
  return connection;
}

base::Unexpected statement_error(PGconn* connection, const PGresult* result) {
  const char* field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = field == nullptr ? "" : field;
  if (PQstatus(connection) != CONNECTION_OK || state.starts_with("08") || state.starts_with("57P")) {
    return base::fail(codes::unreachable, "the connection to the server was lost; nothing of this command was kept",
                      "see that the server runs, and run it again");
  }
  const char* primary = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string message = primary == nullptr ? PQerrorMessage(connection) : primary;
  if (state == "25006")
    return base::fail(codes::read_only, "the store was opened for reading only", "open it for writing");
  if (state == "42501") {
    return base::fail(codes::read_only, "the database user has no permission: " + first_line(message),
                      "ask the database's owner to grant it");
  }
  if (state == "25P02") return base::fail(codes::transaction, "a statement after a failed one in the same transaction");
  if (state.starts_with("40") || state == "23505") {
    return base::fail(codes::conflict, "another program changed the same rows; nothing was kept", "run it again");
  }
  if (state.starts_with("53") || state.starts_with("58")) {
    return base::fail(codes::storage, "the database could not go on: " + without_values(message),
                      "see that the server has room on disk and memory, and run it again");
  }
  const bool about_values = state.starts_with("22") || state.starts_with("23");
  return base::fail(codes::statement, "the database refused a statement: " +
                                          (about_values ? without_values(message) : first_line(message)));
}

}  // namespace kjede::store::postgres
