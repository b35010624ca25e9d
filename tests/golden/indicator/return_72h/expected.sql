with records as (
  select event_date, record_key, person, "service", "admitted", "discharged"
  from "records_arrests"
  where (batch_from <= 1 and batch_to > 1)
),
step_1 as (
  select *,
    (epoch_us(lead("admitted") over (partition by person, case when person is null then record_key end, "service" order by "admitted" nulls last, record_key)) - epoch_us("discharged")) as "next_stay"
  from records
),
in_range as (
  select *
  from step_1
  where true
),
faces as (
  select *, (cast(extract(year from event_date) as bigint) * 12 + cast(extract(month from event_date) as bigint) - 1) as "= month",
    (("next_stay" >= 0) and ("next_stay" < 259200000000)) as "= numerator",
    ("next_stay" is null) as "next_stay unknown",
    (("next_stay" < 0) or ("next_stay" >= 259200000000)) as "= numerator fails"
  from in_range
),
decisions as (
  select *,
    "= numerator" is not true and "= numerator fails" is not true and "next_stay unknown" as "= numerator next_stay unknown"
  from faces
),
verdicts as (
  select *
  from decisions
)
select "service", "= month", count(*),
  count(*),
  sum(cast(cast("= numerator next_stay unknown" as integer) as double precision)),
  sum(cast(cast("= numerator" as integer) as double precision))
from verdicts
group by "service", "= month"
