# DuckDB: a system copy if there is one, else the library and header that npm brought (scripts/bootstrap).
# Gives the imported target DuckDB::DuckDB (C API only).
find_path(DUCKDB_INCLUDE_DIR duckdb.h
  HINTS "${PROJECT_SOURCE_DIR}/node_modules/duckdb/src/duckdb/src/include")
find_library(DUCKDB_LIBRARY duckdb
  HINTS "${PROJECT_SOURCE_DIR}/node_modules/@duckdb/node-bindings-linux-x64")
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB
  REQUIRED_VARS DUCKDB_LIBRARY DUCKDB_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "run scripts/bootstrap, which gets it from npm")
if(DuckDB_FOUND AND NOT TARGET DuckDB::DuckDB)
  # only the C header is offered: copied alone, so that duckdb.hpp cannot be included by accident
  set(_duckdb_include "${CMAKE_BINARY_DIR}/duckdb-c-api")
  file(MAKE_DIRECTORY "${_duckdb_include}")
  configure_file("${DUCKDB_INCLUDE_DIR}/duckdb.h" "${_duckdb_include}/duckdb.h" COPYONLY)
  add_library(DuckDB::DuckDB SHARED IMPORTED)
  set_target_properties(DuckDB::DuckDB PROPERTIES
    IMPORTED_LOCATION "${DUCKDB_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${_duckdb_include}")
endif()
