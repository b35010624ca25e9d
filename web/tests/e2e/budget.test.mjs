// The indicator page needs at most 250 kB of compressed script before the chart code. Counted from what Vite built.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const budget = 250 * 1024;

// The entry and the page with everything they import at once; what they import later is not asked for at first.
function neededBy(manifest, ...names) {
  const files = new Set();
  const add = (name) => {
    const chunk = manifest[name];
    assert.ok(chunk, `${name} is in the manifest`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    (chunk.imports ?? []).forEach(add);
  };
  names.forEach(add);
  return [...files].filter((file) => file.endsWith('.js'));
}

test('the indicator page is at most 250 kB before the chart code', (t) => {
  const manifest = JSON.parse(fs.readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'));
  const files = neededBy(manifest, 'index.html', 'src/pages/indicator/indicator_page.tsx');
  const sizes = files.map((file) => gzipSync(fs.readFileSync(path.join(dist, file))).length);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  t.diagnostic(`${Math.round(bytes / 1024)} kB in ${files.length} files`);
  assert.ok(bytes <= budget, `${bytes} bytes`);
  assert.ok(!files.some((file) => file.includes('draw-')), 'the chart code comes later');
});

test('no page asks another host for anything', () => {
  for (const file of fs.readdirSync(path.join(dist, 'assets'))) {
    if (!/\.(css|html)$/u.test(file)) continue;
    assert.doesNotMatch(fs.readFileSync(path.join(dist, 'assets', file), 'utf8'), /url\(["']?https?:/u, file);
  }
});
