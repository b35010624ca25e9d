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
    coalesce((("next_stay" >= 0) and ("next_stay" < 259200000000)), false) as "= numerator",
    ("next_stay" is null) as "next_stay unknown",
    coalesce((("next_stay" < 0) or ("next_stay" >= 259200000000)), false) as "= numerator fails"
  from in_range
),
decisions as (
  select *,
    not "= numerator" and not "= numerator fails" and "next_stay unknown" as "= numerator next_stay unknown"
  from faces
),
verdicts as (
  select *
  from decisions
)
select "service", "= month", count(*),
  count(*),
  count_if("= numerator next_stay unknown"),
  count_if("= numerator")
from verdicts
group by "service", "= month"
