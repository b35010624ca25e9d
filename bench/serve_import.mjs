// Brings a CSV into the register of cardiac arrests as a registrar does, by HTTP. Prints what the server says.
//   node serve_import.mjs URL FILE
import { readFileSync } from 'node:fs';

const [url, file] = process.argv.slice(2);
const json = { 'content-type': 'application/json', origin: url };
const entered = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: json, body: JSON.stringify({ user: 'bench-registrar', password: process.env.KJEDE_BENCH_PASSWORD }) });
const cookie = entered.headers.getSetCookie()[0].split(';')[0];
const { csrf } = await entered.json();
const begun = performance.now();
const answer = await fetch(`${url}/api/v1/registers/ohca/imports`, { method: 'POST', headers: { ...json, 'content-type': 'text/csv', cookie, 'x-csrf-token': csrf }, body: readFileSync(file) });
const said = await answer.json();
const took = ((performance.now() - begun) / 1000).toFixed(1);
console.log(answer.status === 200 ? `${said.new} new rows, ${said.rejected} rejected, ${took} s` : `${answer.status}: ${said.errors[0].message}`);
