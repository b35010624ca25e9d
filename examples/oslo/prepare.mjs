// node examples/oslo/prepare.mjs DATA OUT: the Oslo and Akershus files as tables for `kjede plan`.
// DATA holds grid_coordinates.csv, closest_neighbours.json, base_stations.csv, the population and the missions;
// OUT gets points.csv, costs.csv, stations.csv and present.txt (the cells of the present stations).
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cell, missions, rows } from "./missions.mjs";

const [data, out] = process.argv.slice(2);
const read = (name) => readFileSync(`${data}/${name}`, "utf8");

const cells = new Map();
for (const [x, y, lat, lon] of rows(read("grid_coordinates.csv")))
  if (x % 1000 === 500 && y % 1000 === 500) // the rest are single addresses
    cells.set(cell(x - 500, y - 500), { x, y, lat, lon, missions: 0, rural: 0, population: 0, inOslo: false });

for (const [, x, y, persons] of rows(read("ssb_population_oslo_1km_2019_utm33.csv")).slice(1)) {
  const at = cells.get(cell(Number(x), Number(y)));
  if (at && Number(persons) > 0) Object.assign(at, { population: Number(persons), inOslo: true });
}

for (const mission of missions(data)) {
  const at = cells.get(mission.cell);
  if (!at || mission.code === "V1") continue; // acute and urgent missions only
  at.missions += 1;
  at.rural += mission.urban ? 0 : 1;
}

const nearest = (lat, lon) => {
  let best;
  let least = Infinity;
  for (const [id, at] of cells) {
    const d = (at.lat - lat) ** 2 + ((at.lon - lon) * Math.cos((lat * Math.PI) / 180)) ** 2;
    if (d < least) [least, best] = [d, id];
  }
  return best;
};
const stations = rows(read("base_stations.csv")).map(([name, lat, lon]) => [nearest(lat, lon), name]);

mkdirSync(out, { recursive: true });
const points = [...cells].map(([id, c]) =>
  [id, c.missions, c.population, c.lon, c.lat, c.rural * 2 > c.missions ? "rural" : "urban", c.inOslo ? "Oslo" : "Akershus"]);
writeFileSync(`${out}/points.csv`, "id,weight,population,lon,lat,settlement,place\n" + points.map((p) => p.join(",")).join("\n") + "\n");
writeFileSync(`${out}/stations.csv`, "id,name\n" + stations.map((s) => s.join(",")).join("\n") + "\n");
writeFileSync(`${out}/present.txt`, stations.map((s) => s[0]).join(",") + "\n");
writeFileSync(`${out}/present_oslo.txt`, stations.map((s) => s[0]).filter((id) => cells.get(id).inOslo).join(",") + "\n");
const costs = ["from,to,minutes"];
for (const [from, to] of Object.entries(JSON.parse(read("closest_neighbours.json"))))
  for (const [id, minutes] of Object.entries(to)) if (cells.has(from) && cells.has(id)) costs.push(`${from},${id},${minutes}`);
writeFileSync(`${out}/costs.csv`, costs.join("\n") + "\n");
