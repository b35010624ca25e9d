#pragma once
// Owners of libpq's handles, and its errors as Kjede's.

#include <libpq-fe.h>

#include <memory>
#include <string>

#include "kjede/base/result.hpp"

namespace kjede::store::postgres {

struct CloseConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, CloseConnection>;
using QueryResult = std::unique_ptr<PGresult, ClearResult>;

base::Result<Connection> connect_to(const std::string& uri, bool read_only);

// result may be null (no memory, connection lost).
base::Unexpected statement_error(PGconn* connection, const PGresult* result);

}  // namespace kjede::store::postgres
