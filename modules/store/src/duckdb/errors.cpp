#include "errors.hpp"

#include <fmt/format.h>

#include "../redact.hpp"
#include "kjede/store/codes.hpp"

namespace kjede::store::duckdb {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// "Conflicting lock is held in /usr/bin/x (PID 12)" → "/usr/bin/x (PID 12)"
std::string lock_holder(std::string_view message) {
  constexpr std::string_view before = "lock is held in ";
  const auto start = message.find(before);
  if (start == std::string_view::npos) return "another program";
  const auto rest = message.substr(start + before.size());
  return std::string(rest.substr(0, rest.find(". ")));
}

base::Unexpected locked(const std::string& path, std::string_view message, bool wants_to_write) {
  const auto holder = lock_holder(message);
  if (wants_to_write && has(message, "read-only mode")) {
    return base::fail(codes::locked, fmt::format("the store '{}' is being read by {}", path, holder),
                      "reading works beside it (read-only); to write, wait until that program has ended");
  }
  return base::fail(codes::locked, fmt::format("the store '{}' is being written by {}", path, holder),
                    "wait until that program has ended; a PostgreSQL store serves many at once");
}

}  // namespace

base::Unexpected open_error(const std::string& path, std::string_view message, bool wants_to_write) {
  if (has(message, "Could not set lock")) return locked(path, message, wants_to_write);
  if (has(message, "not a valid DuckDB database file")) {
    return base::fail(codes::not_a_store, fmt::format("'{}' is not a DuckDB file", path),
                      "name another file; a new store is made where no file is");
  }
  if (has(message, "newer version") || has(message, "database file with version number")) {
    return base::fail(codes::newer_schema, fmt::format("'{}' was written by another version of DuckDB", path),
                      "use the Kjede that wrote it");
  }
  if (has(message, "does not exist") || has(message, "No such file")) {
    return base::fail(codes::cannot_open, fmt::format("there is no store at '{}'", path),
                      "check the path; an import makes a new store");
  }
  if (has(message, "Permission denied")) {
    return base::fail(codes::cannot_open, fmt::format("no permission to open '{}'", path),
                      "run as the owner of the store, or ask the owner");
  }
  if (has(message, "Is a directory")) {
    return base::fail(codes::cannot_open, fmt::format("'{}' is a folder, not a store", path), "name a file in it");
  }
  return base::fail(codes::cannot_open, fmt::format("cannot open '{}': {}", path, first_line(message)));
}

base::Unexpected statement_error(std::string_view message) {
  if (has(message, "read-only mode")) {
    return base::fail(codes::read_only, "the store was opened for reading only", "open it for writing");
  }
  if (message.starts_with("TransactionContext Error") || message.starts_with("Transaction conflict") ||
      message.starts_with("Transaction Error")) {
    return base::fail(codes::conflict, "another program changed the same rows; nothing was kept", "run it again");
  }
  if (message.starts_with("Out of Memory Error") || message.starts_with("IO Error")) {
    return base::fail(codes::storage, "the database could not go on: " + without_values(message),
                      "see that the disk has room and the machine memory, and run it again");
  }
  const bool about_names = message.starts_with("Catalog Error") || message.starts_with("Binder Error") ||
                           message.starts_with("Parser Error");
  return base::fail(codes::statement, "the database refused a statement: " +
                                          (about_names ? first_line(message) : without_values(message)));
}

}  // namespace kjede::store::duckdb
