with records as (
  select event_date, "service", "witnessed", "airway", "capnography"
  from "records_arrests"
  where (batch_from <= 1 and batch_to > 1)
),
step_1 as (
  select *,
    ((not (list_contains(['', 'ems', 'unknown'], concat("witnessed", '')))) or ((list_contains(['', 'unknown'], concat("witnessed", ''))) and (list_contains(['', 'unknown'], concat("witnessed", ''))))) as "cohort treated"
  from records
),
faces as (
  select *, (cast(extract(year from event_date) as bigint) * 12 + cast(extract(month from event_date) as bigint) - 1) as "= month",
    (list_contains(['tube'], concat("airway", ''))) as "= denominator",
    (list_contains(['', 'unknown'], concat("airway", ''))) as "airway unknown",
    (list_contains(['yes'], concat("capnography", ''))) as "= numerator",
    (list_contains(['', 'unknown'], concat("capnography", ''))) as "capnography unknown"
  from step_1
),
decisions as (
  select *
  from faces
),
verdicts as (
  select *,
    "cohort treated" and "= denominator" as "= inside"
  from decisions
)
select "service", "= month", count(*),
  count_if("cohort treated"),
  count_if("cohort treated" and "airway unknown"),
  count_if("cohort treated" and "= denominator" and "capnography unknown"),
  count_if("= inside"),
  count_if("= inside" and "= numerator")
from verdicts
group by "service", "= month"
