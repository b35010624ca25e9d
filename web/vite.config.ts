import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// KJEDE_API: where `npm run dev` finds a running `kjede serve`.
const api = process.env.KJEDE_API ?? 'http://127.0.0.1:8080';

// The design system can fetch any of its 300 icons by name. We name none: without this they would all be built.
function withoutIconsByName(): Plugin {
  return {
    name: 'without-icons-by-name',
    transform(code, id) {
      if (!id.endsWith('/designsystem-react/lib/LazyIcon.js')) return null;
      return { code: code.replace(/^\s*"\.\.\/Icons\/.*import\(.*$/gmu, ''), map: null };
    },
  };
}

export default defineConfig({
  plugins: [withoutIconsByName(), react()],
  css: { preprocessorOptions: { scss: { quietDeps: true, silenceDeprecations: ['import', 'global-builtin', 'legacy-js-api'] } } },
  server: { proxy: Object.fromEntries(['/api', '/healthz'].map((path) => [path, { target: api, changeOrigin: false }])) }, // the server compares Host and Origin
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    manifest: true,
  },
});
