// The Oslo and Akershus files, read: what prepare.mjs and service_area.mjs share.
//
// The missions come from another simulator: fifteen day shifts (7 to 19), twelve without a fleet and three repeated under
// 26 rules for sending units. One run of each is kept here, the one in which the closest unit is sent; missions of random
// units, say, take twenty minutes longer.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

export const rows = (text) => text.trim().split(/\r?\n/).map((line) => line.split(","));
export const cell = (x, y) => String(2e13 + x * 1e7 + y); // Statistics Norway's number of a 1 km cell, UTM zone 33

const kept = /strategy=closest_prioritizeTriage=false_responseRestricted=false_scheduleBreaks=false$|^mcs_validation/;

export const missions = (data) =>
  rows(gunzipSync(readFileSync(`${data}/oslo_montecarlo_events.csv.gz`)).toString())
    .slice(1)
    .filter((row) => kept.test(row[0]))
    .map((row) => ({
      shift: row[0] + row[1].slice(0, 10),
      received: row[1],
      code: row[2], // A acute, H urgent, V1 planned
      cell: row[3],
      urban: row[4] === "True",
      unit: row[5] === "-1" ? "" : row[6],
      depot: row[5] === "-1" ? -1 : Number(row[7]),
      seconds: row.slice(8).map((text) => (text === "" ? NaN : Number(text))),
    }));

// seconds[…]: t0 to t1, to alerted, to moving, to the scene, at the scene, to the hospital, at the hospital, to the depot
export const [created, alerted, mobile, driven, scene, transported, hospital] = [0, 1, 2, 3, 4, 5, 6];

// The missions number fifteen depots; base_stations.csv has them in another order and four standby points besides. With
// this order 82 % of the units that leave their depot have a tabulated drive to the scene and take, acute, 1.02 times its
// minutes in the median; in the file's order 12 % have one.
export const depots = ["Eidsvoll", "Ullensaker", "Nes", "Aurskog", "Nittedal", "Lørenskog", "Asker", "Bærum", "Smestad",
  "Ullevål", "Brobekk", "Sentrum", "Prinsdal", "Nordre Follo", "Søndre Follo"];
