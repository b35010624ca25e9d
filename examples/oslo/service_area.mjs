// node examples/oslo/service_area.mjs DATA OUT: the Oslo and Akershus files as the folder of a service area, for
// `kjede plan locate --area OUT`, and missions.csv, the missions of three shifts for `kjede plan simulate --trace`.
// Nothing is drawn at random; the same files give the same folder.
//
// Cells are the road network: an arc is a modelled drive between two of them, unless it only repeats two shorter ones.
// Calls, times and vehicles are those of the missions (day shifts, 7 to 19: here every hour is like those). A cell's
// "population" is ten times its missions, since only those of the city have people in the files.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as oslo from "./missions.mjs";

const [data, out] = process.argv.slice(2);
const read = (name) => readFileSync(`${data}/${name}`, "utf8");

const minutes = JSON.parse(read("closest_neighbours.json"));
const cells = new Map();
for (const [x, y, lat, lon] of oslo.rows(read("grid_coordinates.csv"))) {
  const id = x % 1000 === 500 && y % 1000 === 500 ? oslo.cell(x - 500, y - 500) : "";
  if (minutes[id]) cells.set(id, { id, x: Number(x), y: Number(y), lat: Number(lat), lon: Number(lon), missions: 0, rural: 0 });
}

// Cells that no chain of drives under ten minutes joins with the city are another service's.
const joined = new Set([oslo.cell(262000, 6649000)]);
for (const from of joined) for (const [to, time] of Object.entries(minutes[from] ?? {})) if (time > 0 && cells.has(to)) joined.add(to);
for (const id of cells.keys()) if (!joined.has(id)) cells.delete(id);

const missions = oslo.missions(data).filter((mission) => cells.has(mission.cell));
const shifts = new Set(missions.map((mission) => mission.shift)).size;
const homes = new Map(); // ambulance → its depot, the same in every run
for (const mission of missions) {
  const at = cells.get(mission.cell);
  at.missions += 1;
  at.rural += mission.urban ? 0 : 1;
  if (mission.unit) homes.set(mission.unit, mission.depot);
}

const byDistance = (lat, lon) => (c) => (c.lat - lat) ** 2 + ((c.lon - lon) * 0.5) ** 2;
const nearest = (lat, lon) => {
  const far = byDistance(lat, lon);
  return [...cells.values()].reduce((best, c) => (far(c) < far(best) ? c : best));
};
const write = (name, header, lines) => writeFileSync(`${out}/${name}`, [header, ...lines.map((l) => l.join(","))].join("\n") + "\n");
const quoted = (name) => name.replaceAll(",", " ");

mkdirSync(out, { recursive: true });
write("nodes.csv", "id,lon,lat", [...cells.values()].map((c) => [c.id, c.lon, c.lat]));
const tenth = 0.1; // minutes: what a way over a third cell may be longer and still stand for the direct one
// Against the tabulated minutes the missions take 1.02 times as long out to an acute scene, 1.32 to an urgent, 1.70 to a
// planned one, and to the nearest hospital 1.29, 1.53 and 1.79 times (medians). A service area has two speeds.
const unhurried = 1.5;
const arcs = [];
for (const [from, to] of Object.entries(minutes)) {
  for (const [id, time] of Object.entries(to)) {
    if (!(time > 0) || !cells.has(from) || !cells.has(id)) continue;
    const over = Object.entries(to).some(([c, first]) => first > 0 && first < time && minutes[c]?.[id] > 0 && first + minutes[c][id] <= time + tenth);
    const [a, b] = [cells.get(from), cells.get(id)];
    if (!over) arcs.push([from, id, (time * 60).toFixed(1), (time * 60 * unhurried).toFixed(1), (Math.hypot(a.x - b.x, a.y - b.y) * 1.3).toFixed(0)]);
  }
}
write("arcs.csv", "from,to,seconds,seconds_normal,metres", arcs);

const stations = oslo.rows(read("base_stations.csv")).map(([name, lat, lon], i) => ({ id: `s${i}`, name: quoted(name), at: nearest(Number(lat), Number(lon)) }));
write("stations.csv", "id,name,lon,lat,municipality", stations.map((s) => [s.id, s.name, s.at.lon, s.at.lat, "Akershus"]));
const stationOf = (depot) => stations.find((s) => s.name.startsWith(oslo.depots[depot])).id;
write("vehicles.csv", "id,station,kind,from,to",
  [...homes].sort(([a], [b]) => a - b).map(([id, depot]) => [`a${id}`, stationOf(depot), "ambulance", "", ""]));
const hospitals = oslo.rows(read("hospitals.csv")).filter(([name]) => !name.startsWith("Storgata"));
write("hospitals.csv", "id,name,lon,lat", hospitals.map(([name, lat, lon], i) => {
  const at = nearest(Number(lat), Number(lon));
  return [`h${i}`, quoted(name), at.lon, at.lat];
}));
write("zones.csv", "id,lon,lat,place,municipality,settlement,population", [...cells.values()].filter((c) => c.missions > 0)
  .map((c) => [c.id, c.lon, c.lat, c.rural * 2 > c.missions ? "Rural" : "Urban", "Akershus", c.rural * 2 > c.missions ? "rural" : "urban", 10 * c.missions]));

// Laws with the median and the tenth and ninetieth percentiles of what was seen: lognormal, or normal where short times
// are as common as long ones (turnout).
const percentiles = (values) => {
  const sorted = values.filter((v) => v > 0).sort((a, b) => a - b);
  return [0.1, 0.5, 0.9].map((p) => sorted[Math.floor(p * (sorted.length - 1))]);
};
const lognormal = (values) => {
  const [low, middle, high] = percentiles(values);
  return `{median: ${middle} s, sigma: ${(Math.log(high / low) / 2.563).toFixed(3)}}`;
};
const normal = (values) => {
  const [low, middle, high] = percentiles(values);
  return `{mean: ${middle} s, sd: ${((high - low) / 2.563).toFixed(1)} s}`;
};
const stream = (name, code, lights) => {
  const some = missions.filter((mission) => mission.code === code);
  const column = (...indices) => some.map((mission) => indices.reduce((sum, i) => sum + mission.seconds[i], 0));
  const moved = some.filter((mission) => mission.seconds[oslo.hospital] > 0);
  return `  ${name}:
    per 1000 a year: ${((some.length / shifts) * 2 * 365.25 * 100 / missions.length).toFixed(6)}
    triage: ${lognormal(column(oslo.created))}
    alert: ${lognormal(column(oslo.created, oslo.alerted))}
    turnout: ${normal(column(oslo.mobile))}
    to patient: {constant: 60 s}
    at scene: ${lognormal(column(oslo.scene))}
    transport: ${(moved.length / some.length).toFixed(4)}
    at hospital: ${lognormal(moved.map((mission) => mission.seconds[oslo.hospital]))}
    lights: ${lights}
`;
};
writeFileSync(`${out}/service.yaml`, `# Made by examples/oslo/service_area.mjs; the files state no licence, so do not pass this folder on.
service: oslo_akershus
name: {nb: Oslo og Akershus, en: Oslo and Akershus}
year: 2019
roads:
  nodes: nodes.csv
  arcs: arcs.csv
  lights: seconds
  normal: seconds_normal
stations: stations.csv
vehicles: vehicles.csv
hospitals: hospitals.csv
zones: zones.csv
targets: {urban: 12 min, rural: 25 min}
calls:
${stream("acute", "A", "yes")}${stream("urgent", "H", "no")}${stream("planned", "V1", "no")}drive sigma: 0.25
simulation: {days: 28, warm up days: 1, replications: 8, seed: 1}
`);

// The shifts with a fleet as missions of the register, with what was seen.
const priorities = { A: "acute", H: "urgent", V1: "planned" };
const clock = (start, seconds) => new Date(Date.parse(`${start.replace(" ", "T")}Z`) + seconds * 1000).toISOString().slice(0, 19);
const intervals = ["incident_created", "resource_alerted", "resource_mobile", "arrived_scene", "left_scene", "at_hospital", "clear"];
const seen = missions.filter((mission) => mission.unit).sort((a, b) => (a.received < b.received ? -1 : 1));
write("missions.csv", `incident_id,priority,zone,call_received,${intervals.join(",")}`, seen.map((mission, i) => {
  let at = 0;
  const times = mission.seconds.slice(0, intervals.length).map((seconds) =>
    Number.isNaN(seconds) ? "" : clock(mission.received, (at += seconds))); // no transport: from the scene to clear in one
  if (times[5] === "") times.splice(4, 3, "", "", times[4]);
  return [i + 1, priorities[mission.code], mission.cell, clock(mission.received, 0), ...times];
}));
console.error(`${cells.size} cells, ${arcs.length} arcs, ${stations.length} stations, ${homes.size} vehicles, ${missions.length} missions of ${shifts} shifts`);
