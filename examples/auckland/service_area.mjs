// Makes the files of a service area from the JEMSS.jl example "auckland" (models/1): stations, ambulances, hospitals,
// roads, zones and service.yaml.
//
//   node examples/auckland/service_area.mjs path/to/auckland/models/1 auckland
//
// JEMSS draws call places from a census raster that is not part of the example's files. In its place calls follow the
// road network: zones are squares of 1 km with at least `leastNodes` nodes where roads can be left, weighted by their
// number. Nothing is drawn at random here; the same files give the same folder.

import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const [source, target] = process.argv.slice(2);
if (!target) {
  console.error('usage: node service_area.mjs MODEL_FOLDER OUT_FOLDER');
  process.exit(2);
}
const kilometresPerDegree = 111.32;
const squareKilometres = 1;
const leastNodes = 40;  // leaves about 500 km², what the census calls urban
const population = 1_415_550;  // census 2013, Auckland region

// A JEMSS file holds several tables; each begins with its name on a line of its own, then the header.
function readTable(file, name) {
  const lines = readFileSync(join(source, file), 'utf8').split(/\r?\n/);
  const start = lines.findIndex(line => line.split(',')[0] === name);
  if (start < 0) throw new Error(`${file} has no table ${name}`);
  const cells = line => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map(cell => cell.replace(/,$/, '').replace(/^"|"$/g, ''));
  const header = cells(lines[start + 1]);
  const rows = [];
  for (let i = start + 2; i < lines.length && lines[i].replaceAll(',', '').trim() !== ''; ++i) {
    const values = cells(lines[i]);
    rows.push(Object.fromEntries(header.map((column, c) => [column, values[c] ?? ''])));
  }
  return rows;
}

function write(file, header, rows) {
  const quote = cell => /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);
  writeFileSync(join(target, file), [header, ...rows].map(row => row.map(quote).join(',')).join('\n') + '\n');
}

const seconds = days => (Number(days) * 86_400).toFixed(3);

function squares(nodes) {
  const latitude = Math.cos((-36.88 * Math.PI) / 180);
  const found = new Map();
  for (const node of nodes) {
    if (Number(node.offRoadAccess) !== 1) continue;
    const x = Number(node.x), y = Number(node.y);
    const column = Math.floor((x * kilometresPerDegree * latitude) / squareKilometres);
    const row = Math.floor((y * kilometresPerDegree) / squareKilometres);
    const key = `${row}:${column}`;
    if (!found.has(key)) found.set(key, {row, column, nodes: []});
    found.get(key).nodes.push({x, y});
  }
  return [...found.values()].filter(one => one.nodes.length >= leastNodes)
      .sort((a, b) => a.row - b.row || a.column - b.column);
}

// The node nearest to the middle of the square's nodes stands for the square.
function middle(nodes) {
  const x = nodes.reduce((sum, n) => sum + n.x, 0) / nodes.length;
  const y = nodes.reduce((sum, n) => sum + n.y, 0) / nodes.length;
  const distance = n => (n.x - x) ** 2 * 0.64 + (n.y - y) ** 2;
  return nodes.reduce((best, n) => distance(n) < distance(best) ? n : best);
}

const nodes = readTable('travel/roads/nodes.csv', 'nodes');
const arcs = readTable('travel/roads/arcs.csv', 'arcs');
const stations = readTable('stations/stations_1.csv', 'stations');
const hospitals = readTable('hospitals/hospitals_1.csv', 'hospitals');
const ambulances = readTable('ambulances/ambulances_1.csv', 'ambulances');
const zones = squares(nodes);
const allNodes = zones.reduce((sum, zone) => sum + zone.nodes.length, 0);

const nearestStation = (x, y) => stations.reduce((best, s) =>
    Math.hypot((s.x - x) * 0.8, s.y - y) < Math.hypot((best.x - x) * 0.8, best.y - y) ? s : best);

mkdirSync(target, {recursive: true});
write('nodes.csv', ['id', 'lon', 'lat', 'access'], nodes.map(n => [Number(n.index), n.x, n.y, Number(n.offRoadAccess)]));
write('arcs.csv', ['from', 'to', 'seconds', 'seconds_2'],
      arcs.map(a => [Number(a.fromNode), Number(a.toNode), seconds(a.mode_1), seconds(a.mode_2)]));
write('stations.csv', ['id', 'name', 'lon', 'lat', 'municipality', 'capacity'],
      stations.map(s => [`s${s.index}`, s.NAME, s.x, s.y, 'Auckland', s.capacity]));
write('hospitals.csv', ['id', 'name', 'lon', 'lat'], hospitals.map(h => [`h${h.index}`, h.name, h.x, h.y]));
write('vehicles.csv', ['id', 'station', 'kind'], ambulances.map(a => [`a${a.index}`, `s${a.stationIndex}`, 'ambulance']));
write('zones.csv', ['id', 'lon', 'lat', 'place', 'municipality', 'settlement', 'population'], zones.map((zone, i) => {
  const {x, y} = middle(zone.nodes);
  const near = nearestStation(x, y);
  return [`z${i + 1}`, x, y, near.NAME.replace('St John ', ''), 'Auckland', 'urban',
          ((population * zone.nodes.length) / allNodes).toFixed(1)];
}));

// gen_config.xml: 280 calls a day in the shares 0.57, 0.245, 0.185; dispatch 50 s; scene and handover exponential with
// mean 12 min; 0.8 are transported. JEMSS knows no turnout.
const perThousand = share => ((280 * 365.25 * share * 1000) / population).toFixed(6);
const stream = (name, share, lights) => `  ${name}:
    per 1000 a year: ${perThousand(share)}
    triage: {constant: 0 s}
    alert: {constant: 50 s}
    turnout: {constant: 0 s}
    to patient: {constant: 0 s}
    at scene: {mean: 12 min}
    at hospital: {mean: 12 min}
    transport: 0.8
    lights: ${lights}
`;
writeFileSync(join(target, 'service.yaml'), `# Made by examples/auckland/service_area.mjs from the JEMSS.jl example "auckland" (Apache-2.0; roads ODbL).
service: auckland
name: {nb: Auckland (JEMSS), en: Auckland (JEMSS)}
year: 2013
roads: {nodes: nodes.csv, arcs: arcs.csv, lights: seconds, normal: seconds_2}
stations: stations.csv
vehicles: vehicles.csv
hospitals: hospitals.csv
zones: zones.csv
targets: {urban: 8 min, rural: 8 min}
calls:
${stream('acute', 0.57, 'yes')}${stream('urgent', 0.245, 'yes')}${stream('planned', 0.185, 'no')}simulation: {days: 250, warm up days: 1, replications: 40, seed: 1}
`);
console.error(`${stations.length} stations, ${ambulances.length} ambulances, ${hospitals.length} hospitals, ` +
              `${zones.length} zones with ${allNodes} of the road nodes`);
