// node examples/oslo/service_area.mjs DATA OUT: the Oslo and Akershus files as the folder of a service area, for
// `kjede plan locate --area OUT`. Nothing is drawn at random; the same files give the same folder.
//
// Cells are the road network: an arc is a modelled drive between two of them, unless it only repeats two shorter ones.
// Calls, times and vehicles are those of the generated missions (day shifts, 7 to 19: here every hour is like those). A
// cell's "population" is its number of missions, since only those of the city have people in the files.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const [data, out] = process.argv.slice(2);
const rows = (text) => text.trim().split(/\r?\n/).map((line) => line.split(","));
const read = (name) => readFileSync(`${data}/${name}`, "utf8");
const cell = (x, y) => String(2e13 + x * 1e7 + y); // Statistics Norway's number of a 1 km cell

const minutes = JSON.parse(read("closest_neighbours.json"));
const cells = new Map();
for (const [x, y, lat, lon] of rows(read("grid_coordinates.csv"))) {
  const id = x % 1000 === 500 && y % 1000 === 500 ? cell(x - 500, y - 500) : "";
  if (minutes[id]) cells.set(id, { id, x: Number(x), y: Number(y), lat: Number(lat), lon: Number(lon), missions: 0, rural: 0 });
}

// Cells that no chain of drives under ten minutes joins with the city are another service's.
const joined = new Set([cell(262000, 6649000)]);
for (const from of joined) for (const [to, time] of Object.entries(minutes[from] ?? {})) if (time > 0 && cells.has(to)) joined.add(to);
for (const id of cells.keys()) if (!joined.has(id)) cells.delete(id);

const missions = rows(gunzipSync(readFileSync(`${data}/oslo_montecarlo_events.csv.gz`)).toString()).slice(1)
  .filter((row) => row[5] === "0" && cells.has(row[3]));
const days = new Set(missions.map((row) => row[0] + row[1].slice(0, 10))).size;
const depots = new Map(); // ambulance → where it starts from most
for (const row of missions) {
  const at = cells.get(row[3]);
  at.missions += 1;
  at.rural += row[4] === "False" ? 1 : 0;
  if (row[7] === "-1") continue;
  const counts = depots.get(row[6]) ?? new Map();
  depots.set(row[6], counts.set(row[7], (counts.get(row[7]) ?? 0) + 1));
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
const arcs = [];
for (const [from, to] of Object.entries(minutes)) {
  for (const [id, time] of Object.entries(to)) {
    if (!(time > 0) || !cells.has(from) || !cells.has(id)) continue;
    const over = Object.entries(to).some(([c, first]) => first > 0 && first < time && minutes[c]?.[id] > 0 && first + minutes[c][id] <= time + tenth);
    const [a, b] = [cells.get(from), cells.get(id)];
    if (!over) arcs.push([from, id, (time * 60).toFixed(1), (time * 60 * 1.43).toFixed(1), (Math.hypot(a.x - b.x, a.y - b.y) * 1.3).toFixed(0)]);
  }
}
write("arcs.csv", "from,to,seconds,seconds_normal,metres", arcs);

const stations = rows(read("base_stations.csv")).map(([name, lat, lon], i) => ({ id: `s${i}`, name: quoted(name), at: nearest(Number(lat), Number(lon)) }));
write("stations.csv", "id,name,lon,lat,municipality", stations.map((s) => [s.id, s.name, s.at.lon, s.at.lat, "Akershus"]));
const home = (counts) => [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
write("vehicles.csv", "id,station,kind,from,to",
  [...depots].sort(([a], [b]) => a - b).map(([id, counts]) => [`a${id}`, `s${home(counts)}`, "ambulance", "", ""]));
const hospitals = rows(read("hospitals.csv")).filter(([name]) => !name.startsWith("Storgata"));
write("hospitals.csv", "id,name,lon,lat", hospitals.map(([name, lat, lon], i) => {
  const at = nearest(Number(lat), Number(lon));
  return [`h${i}`, quoted(name), at.lon, at.lat];
}));
write("zones.csv", "id,lon,lat,place,municipality,settlement,population", [...cells.values()].filter((c) => c.missions > 0)
  .map((c) => [c.id, c.lon, c.lat, c.rural * 2 > c.missions ? "Rural" : "Urban", "Akershus", c.rural * 2 > c.missions ? "rural" : "urban", c.missions]));

// A lognormal law with the median and the tenth and ninetieth percentiles of what was seen.
const law = (values) => {
  const sorted = values.filter((v) => v > 0).sort((a, b) => a - b);
  const at = (p) => sorted[Math.floor(p * (sorted.length - 1))];
  return `{median: ${at(0.5)} s, sigma: ${Math.min(1.5, Math.log(at(0.9) / at(0.1)) / 2.563).toFixed(3)}}`;
};
const stream = (name, code, lights) => {
  const some = missions.filter((row) => row[2] === code);
  const column = (...indices) => law(some.map((row) => indices.reduce((sum, i) => sum + Number(row[i]), 0)));
  const moved = some.filter((row) => Number(row[13]) > 0);
  return `  ${name}:
    per 1000 a year: ${((some.length / days) * 2 * 365.25 * 1000 / missions.length).toFixed(6)}
    triage: ${column(8)}
    alert: ${column(8, 9)}
    turnout: ${column(10)}
    to patient: {constant: 60 s}
    at scene: ${column(12)}
    transport: ${(moved.length / some.length).toFixed(4)}
    at hospital: ${law(moved.map((row) => Number(row[14])))}
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
${stream("acute", "A", "yes")}${stream("urgent", "H", "yes")}${stream("planned", "V1", "no")}drive sigma: 0.2
simulation: {days: 28, warm up days: 1, replications: 8, seed: 1}
`);
console.error(`${cells.size} cells, ${arcs.length} arcs, ${stations.length} stations, ${depots.size} vehicles, ${missions.length} missions of ${days} days`);
