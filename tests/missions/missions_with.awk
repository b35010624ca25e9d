# Missions whose response times have the mean, median and 90th percentile of each place: place,mean,median,p90 as
# hh:mm:ss in, missions out. 41 a place: the 21st is the median, the 37th the 90th percentile (type 7); the others fill
# the sum. Each incident also has a unit that comes 30 seconds later, and each place rows that must not count.
function seconds(text, part) { split(text, part, ":"); return part[1] * 3600 + part[2] * 60 + part[3] }
function clock(s) { return sprintf("%02d:%02d:%02d", int(s / 3600), int(s / 60) % 60, s % 60) }
# Raises x[from..to] from `base` together, by at most `room` each; what is left of `need` stays.
function raise(from, to, base, room, i, slots, given) {
  slots = to - from + 1
  given = need < slots * room ? need : slots * room
  for (i = from; i <= to; ++i) x[i] = base + int(given / slots) + (i > to - given % slots ? 1 : 0)
  need -= given
}
function mission(id, incident, priority, status, arrived) {
  printf "%s,%s,%s,%s,%s,K%d,S%d,2018-03-%02dT10:00:00Z,%s\n", id, incident, priority, status, place, NR % 3, NR % 4, day, arrived
}
function at(s) { return sprintf("2018-03-%02dT%sZ", day, clock(36000 + s)) }
BEGIN { FS = ","; print "mission_id,incident_id,priority,status,place,municipality,station,call_received,arrived_scene" }
NR > 1 {
  place = $1; mean = seconds($2); median = seconds($3); p90 = seconds($4)
  x[20] = median; x[36] = p90
  need = 41 * mean - 16 * median - 5 * p90
  raise(0, 19, 0, median); raise(21, 35, median, p90 - median); raise(37, 40, p90, 4199 - p90)
  if (need != 0) { print "no such times at " place > "/dev/stderr"; exit 1 }
  for (i = 0; i < 41; ++i) {
    day = 1 + i % 28; key = NR "-" i
    mission(key "b", key, "acute", "completed", at(x[i] + 30))
    mission(key "a", key, "acute", "no_transport", at(x[i]))
  }
  day = 30
  mission(NR "-none", NR "-none", "acute", "completed", "")
  mission(NR "-late", NR "-late", "acute", "completed", at(4200))
  mission(NR "-early", NR "-early", "acute", "completed", at(-1))
  mission(NR "-cancelled", NR "-cancelled", "acute", "cancelled", "")
  mission(NR "-urgent", NR "-urgent", "urgent", "completed", at(60))
}
