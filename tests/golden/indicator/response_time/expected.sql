with records as (
  select event_date, "service", "call", "on_scene"
  from "records_arrests"
  where (batch_from <= 1 and batch_to > 1)
),
step_1 as (
  select *,
    (epoch_us("on_scene") - epoch_us("call")) as "response"
  from records
),
faces as (
  select *, (cast(extract(year from event_date) as bigint) * 12 + cast(extract(month from event_date) as bigint) - 1) as "= month",
    coalesce(("response" >= 4200000000), false) as "= exclude too_long",
    coalesce(("response" >= 0), false) as "= denominator",
    ("response" is null) as "response unknown"
  from step_1
),
decisions as (
  select *
  from faces
),
kept_1 as (
  select *,
    not "= exclude too_long" as "= kept 1"
  from decisions
),
verdicts as (
  select *,
    "= kept 1" and "= denominator" and not "response unknown" as "= inside"
  from kept_1
)
select "service", "= month", count(*),
  count(*),
  count_if("= exclude too_long"),
  count_if("= kept 1" and "response unknown"),
  count_if("= kept 1" and "= denominator" and "response unknown"),
  count_if("= inside"),
  array_agg("response") filter (where "= inside")
from verdicts
group by "service", "= month"
