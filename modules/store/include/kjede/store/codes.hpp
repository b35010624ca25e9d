#pragma once
// The error codes of this room.

#include "kjede/base/diagnostic.hpp"

namespace kjede::store::codes {

using base::Code;

inline constexpr Code cannot_open{"KJ0401", "the store cannot be opened",
                                  "The file or server named by --store could not be opened. The message says why: no "
                                  "such file, no permission, or a folder where a file was expected."};
inline constexpr Code locked{"KJ0402", "the store is in use",
                             "A DuckDB file has one writer or several readers at a time. Wait until the other program "
                             "is done, or use PostgreSQL, which serves many at once."};
inline constexpr Code not_a_store{"KJ0403", "not a Kjede store",
                                  "The file or database exists, but Kjede did not make it. Nothing was changed."};
inline constexpr Code newer_schema{"KJ0404", "the store is from a newer Kjede",
                                   "A newer version of Kjede has changed the layout of the store. Use that version."};
inline constexpr Code unreachable{"KJ0405", "the server cannot be reached",
                                  "PostgreSQL did not answer, or refused the user or database named in the address."};
inline constexpr Code statement{"KJ0406", "the database refused a statement",
                                "The generated SQL does not fit the store. Values are left out of the message. If the "
                                "definitions pass 'kjede check', this is a bug: please report it."};
inline constexpr Code read_only{"KJ0407", "the store was opened for reading",
                                "This command changes the store, but it was opened read-only or the database user may "
                                "only read."};
inline constexpr Code bad_text{"KJ0408", "a text cannot be stored",
                               "Texts must be UTF-8 without the NUL character; both databases refuse anything else."};
inline constexpr Code transaction{
    "KJ0409", "transactions do not match",
    "begin, commit and rollback must come in pairs, and bulk rows must be finished before "
    "commit. This is a bug: please report it."};
inline constexpr Code storage{"KJ0410", "the disk or memory failed or is full",
                              "The database could not write or had too little memory. The store is as it was before "
                              "the command."};
inline constexpr Code conflict{"KJ0411", "another program changed the same rows",
                               "Two programs wrote to the store at the same time. Nothing of this one was kept; run it "
                               "again."};
inline constexpr Code unsupported_type{"KJ0412", "a column type cannot be read",
                                       "Kjede reads texts, booleans, integers, reals, dates, times, and lists of "
                                       "numbers."};
inline constexpr Code no_key_file{"KJ0413", "the key file is missing",
                                  "Pseudonyms and sealed identities need the key file that was made with the store."};
inline constexpr Code key_file_open_to_others{"KJ0414", "the key file can be read by others",
                                              "A key file must be readable by its owner alone (mode 0600)."};
inline constexpr Code bad_key_file{"KJ0415", "the key file is damaged", "It is not a key file that Kjede wrote."};
inline constexpr Code wrong_key{"KJ0416", "the key file belongs to another store",
                                "The keys do not match the check values in the store."};
inline constexpr Code cannot_unseal{"KJ0417", "a sealed identity was changed",
                                    "Its seal does not fit: the row was altered or moved to another person."};
inline constexpr Code recorded_too_early{"KJ0418", "recorded before the last import",
                                         "Imports are recorded in order of time, so that --as-of has one answer."};
inline constexpr Code column_type_changed{"KJ0419", "a variable changed its type",
                                          "The store already holds the variable with another type. Give the variable a "
                                          "new name, or import into a new store."};
inline constexpr Code bad_person{"KJ0420", "not an identifier",
                                 "A pseudonym needs an identifier with a letter or digit."};
inline constexpr Code log_damaged{"KJ0421", "the access log was changed",
                                  "The hash chain of the access log does not fit its entries."};
inline constexpr Code data_file{"KJ0422", "the data file cannot be read",
                                "The file is missing, not readable, or not of the stated format."};

inline constexpr Code bad_schema{"KJ0423", "a register cannot be stored under its names",
                                 "Names are at most 63 bytes, differ by more than capitals, and are not those of the "
                                 "store's own columns (record_key, version, batch_from, batch_to, row_hash, "
                                 "event_date, person)."};
inline constexpr Code no_records{"KJ0424", "the store holds no such records",
                                 "Nothing was imported into this register yet, or a variable is newer than the last "
                                 "import."};
inline constexpr Code stale_version{"KJ0425", "somebody else has stored another version",
                                    "The record was changed after it was read for this change. Nothing was stored; "
                                    "compare both and decide."};

inline constexpr Code events_moved{"KJ0430", "something else happened first",
                                   "Another writer changed what this decision was based on. Look again at the present "
                                   "state and decide anew; nothing was written."};
inline constexpr Code event_log_damaged{"KJ0431", "the event log was changed",
                                        "The hash chain of the event log does not fit its entries."};
inline constexpr Code bad_event{
    "KJ0432", "an event cannot be written",
    "A batch needs a key and at least one event, an event a stream and a kind; tags have no "
    "line ends."};
inline constexpr Code witness{"KJ0433", "the log's head cannot be kept in its second place",
                              "The file that holds the head of the event log cannot be written or read. The events "
                              "themselves are safe; a cut tail would not show."};

inline constexpr const Code* all[] = {&cannot_open,
                                      &locked,
                                      &not_a_store,
                                      &newer_schema,
                                      &unreachable,
                                      &statement,
                                      &read_only,
                                      &bad_text,
                                      &transaction,
                                      &storage,
                                      &conflict,
                                      &unsupported_type,
                                      &no_key_file,
                                      &key_file_open_to_others,
                                      &bad_key_file,
                                      &wrong_key,
                                      &cannot_unseal,
                                      &recorded_too_early,
                                      &column_type_changed,
                                      &bad_person,
                                      &log_damaged,
                                      &data_file,
                                      &bad_schema,
                                      &no_records,
                                      &stale_version,
                                      &events_moved,
                                      &event_log_damaged,
                                      &bad_event,
                                      &witness};

}  // namespace kjede::store::codes
