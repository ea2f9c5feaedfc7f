import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { themeVariables } from './renderer/theme/variables.ts';

const HERE = import.meta.dirname;

const THEME = 'virtual:theme.css';

/** Makes `import 'virtual:theme.css'` the colours, sizes and type of the theme. */
const themeCss: Plugin = {
  name: 'daybook-theme-css',
  resolveId: (id) => (id === THEME ? `\0${THEME}` : undefined),
  load: (id) => (id === `\0${THEME}` ? themeVariables() : undefined),
};

/** The screens. Everything they load is a file of their own origin: the content security policy allows nothing else. */
export default defineConfig({
  root: join(HERE, 'renderer'),
  // The same files are served at app://daybook/ and at http://127.0.0.1:port/, both from the root.
  base: '/',
  plugins: [react(), themeCss],
  build: {
    outDir: join(HERE, 'out/renderer'),
    emptyOutDir: true,
    // Chromium 156 in Electron 45; browsers on the network may be some years older.
    target: ['chrome120', 'firefox121', 'safari17'],
    // An inlined asset would be a data: address, an injected polyfill an inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    sourcemap: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: join(HERE, 'renderer/index.html'),
      // One file for all that the first screen runs: a dozen small ones cost a request and a module record each.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  worker: { format: 'es' },
});
