// Event streams: how long an action takes to reach all who listen. Ten actions; the slowest listener of each counts.
//   node serve_streams.mjs URL STREAMS [SECONDS]     # with SECONDS: one action each second, streams come and go
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const [url, streams, seconds = '0'] = process.argv.slice(2);
const password = process.env.KJEDE_BENCH_PASSWORD;
const agent = new http.Agent({ maxSockets: Infinity });

function ask(method, path, headers, body) {
  return new Promise((done, fail) => {
    const asked = http.request(url + path, { method, headers }, (answer) => {
      let text = '';
      answer.on('data', (bytes) => (text += bytes));
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, text }));
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

const json = { 'content-type': 'application/json', origin: url };
const entered = await ask('POST', '/api/v1/session', json, JSON.stringify({ user: 'bench-dispatcher', password }));
if (entered.status !== 200) throw new Error(entered.text);
const headers = { ...json, cookie: entered.headers['set-cookie'][0].split(';')[0], 'x-csrf-token': JSON.parse(entered.text).csrf };

let heard = () => {};
function listen() {
  return new Promise((done, fail) => {
    const asked = http.request(`${url}/api/v1/events`, { headers, agent }, (answer) => {
      if (answer.statusCode !== 200) fail(new Error(`a stream is refused: ${answer.statusCode}`));
      answer.on('data', (bytes) => {
        if (bytes.includes('event: session')) done(asked);
        if (bytes.includes('event: board')) heard();
      });
      answer.on('error', () => {});
    });
    asked.on('error', fail);
    asked.end();
  });
}

let number = 0;
async function action(listeners) {
  number += 1;
  const incident = `bench-${process.pid}-${number}`;
  const step = { events: [{ kind: 'incident_opened', incident, initiator: 'amk', purpose: 'life_saving', indication: 'cardiac_arrest', priority: 'acute', in_hospital: false, lon: 10.7, lat: 59.9 }] };
  let left = listeners;
  const all = new Promise((done) => {
    heard = () => {
      left -= 1;
      if (left === 0) done();
    };
  });
  const begun = performance.now();
  const answer = await ask('POST', '/api/v1/dispatch/incidents', headers, JSON.stringify(step));
  if (answer.status !== 201) throw new Error(answer.text);
  const answered = performance.now() - begun;
  await Promise.race([all, pause(10_000).then(() => Promise.reject(new Error(`${left} streams heard nothing`)))]);
  return [answered, performance.now() - begun];
}

const open = [];
for (let i = 0; i < Number(streams); i += 40) open.push(...(await Promise.all(Array.from({ length: Math.min(40, Number(streams) - i) }, listen)))); // 64 may wait
if (Number(seconds) === 0) {
  const times = [];
  for (let i = 0; i < 10; i += 1) times.push(await action(open.length));
  const sorted = (column) => times.map((one) => one[column]).sort((a, b) => a - b);
  console.log(`| an action reaches all of ${open.length} streams (answer to the one who acts): median, slowest of ten | ${sorted(1)[5].toFixed(0)} ms (${sorted(0)[5].toFixed(0)} ms), ${sorted(1)[9].toFixed(0)} ms |`);
} else {
  const end = Date.now() + 1000 * Number(seconds);
  while (Date.now() < end) {
    await action(open.length);
    open.shift().destroy();
    open.push(await listen());
    await pause(1000);
  }
}
process.exit(0);
