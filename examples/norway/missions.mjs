// node examples/norway/missions.mjs DATA OUT: a made-up year of calls (2016) for the municipalities of Central Norway, as
// many as age-specific rates give on the real population by age, spread evenly over the year; and the rates as a table.
// DATA holds ssb07459_Personer2015-2018.csv.gz. Nothing is drawn at random.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const [data, out] = process.argv.slice(2);
const bands = [[0, 17], [18, 66], [67, 79], [80, 105]];
const rates = { acute: [13, 33, 96, 215], urgent: [11, 27, 112, 290], planned: [5, 14, 74, 190] }; // per 1000 a year
const counties = ["15", "16", "17"]; // Møre og Romsdal, Sør-Trøndelag, Nord-Trøndelag as in 2016

const [header, ...lines] = gunzipSync(readFileSync(`${data}/ssb07459_Personer2015-2018.csv.gz`)).toString().trim().split(/\r?\n/);
const column = header.split("\t").indexOf('"Persons 2016"');
const people = new Map();
for (const line of lines) {
  const cells = line.split("\t").map((cell) => cell.replaceAll('"', ""));
  const age = parseInt(cells[1], 10);
  if (!counties.includes(cells[0].slice(0, 2)) || !(Number(cells[column]) > 0)) continue;
  const ages = people.get(cells[0]) ?? [0, 0, 0, 0];
  ages[bands.findIndex(([from, to]) => age >= from && age <= to)] += Number(cells[column]);
  people.set(cells[0], ages);
}

mkdirSync(out, { recursive: true });
const rows = ["mission_id,incident_id,priority,municipality,zone,call_received"];
for (const [region, ages] of people) {
  const name = region.slice(5).replace(/ \([-0-9]+\)$/, "");
  for (const [priority, perThousand] of Object.entries(rates)) {
    const n = Math.round(ages.reduce((sum, persons, band) => sum + (persons * perThousand[band]) / 1000, 0));
    for (let i = 0; i < n; ++i) {
      const at = new Date(Date.UTC(2016, 0, 1) + ((i + 0.5) / n) * 366 * 86400e3 - 3600e3);
      rows.push(`${rows.length},${rows.length},${priority},${name},${name},${at.toISOString().slice(0, 19)}Z`);
    }
  }
}
writeFileSync(`${out}/missions.csv`, rows.join("\n") + "\n");
writeFileSync(`${out}/rates.csv`, "priority,age_from,age_to,per_1000\n" + Object.entries(rates)
  .flatMap(([priority, values]) => values.map((rate, b) => [priority, bands[b][0], b === 3 ? "" : bands[b][1], rate].join(","))).join("\n") + "\n");
console.error(`${people.size} municipalities, ${rows.length - 1} calls`);
