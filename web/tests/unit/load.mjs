// A TypeScript module of the site, bundled by the builder's own compiler, for a test.
import { build } from 'esbuild';

export async function load(path) {
  const result = await build({ entryPoints: [path], bundle: true, write: false, format: 'esm', platform: 'neutral', mainFields: ['module', 'main'], external: ['react', 'react-dom', 'swr', 'wouter'], logLevel: 'error' });
  const text = Buffer.from(result.outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${text}`);
}
