with records as (
  select event_date, "service", "witnessed"
  from "records_arrests"
  where (batch_from <= 1 and batch_to > 1)
),
step_1 as (
  select *,
    ((not (list_contains(['', 'ems', 'unknown'], concat("witnessed", '')))) or ((list_contains(['', 'unknown'], concat("witnessed", ''))) and (list_contains(['', 'unknown'], concat("witnessed", ''))))) as "cohort treated"
  from records
),
faces as (
  select *, (cast(extract(year from event_date) as bigint) * 12 + cast(extract(month from event_date) as bigint) - 1) as "= month"
  from step_1
),
decisions as (
  select *
  from faces
),
verdicts as (
  select *
  from decisions
)
select "service", "= month", count(*),
  count(*),
  count_if("cohort treated")
from verdicts
group by "service", "= month"
