#pragma once
// An import: staging table → classification against the current rows → new versions → batch, in one transaction.

#include "identity_staging.hpp"
#include "kjede/store/records.hpp"

namespace kjede::store {

class StagedImport final : public ImportSession {
 public:
  // The register's table must exist. Begins the transaction.
  static base::Result<std::unique_ptr<ImportSession>> begin(Database& database, const std::optional<Keys>& keys,
                                                            const RegisterSchema& schema);
  ~StagedImport() override;
  Appender& rows() override { return *rows_; }
  void person(Person person) override { identities_.add(person); }
  base::Result<Batch> commit(std::string_view source, std::int64_t rejected, std::int64_t warned,
                             base::Instant recorded) override;

 private:
  StagedImport(Database& database, const std::optional<Keys>& keys, const RegisterSchema& schema)
      : database_(database), schema_(schema), identities_(database, keys) {}
  base::Result<void> stage();
  base::Result<Batch> make_batch(std::string_view source, std::int64_t rejected, std::int64_t warned,
                                 base::Instant recorded);
  base::Result<void> classify(Batch& batch);
  base::Result<void> apply(const Batch& batch);
  base::Result<void> chain(Batch& batch, std::string_view previous);
  base::Result<void> write_down(const Batch& batch);
  base::Result<void> analyze(std::string_view table);

  Database& database_;
  RegisterSchema schema_;
  IdentityStaging identities_;
  std::unique_ptr<Appender> rows_;
  bool done_ = false;
};

}  // namespace kjede::store
