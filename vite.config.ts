import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const HERE = import.meta.dirname;

/** The screens. Everything they load is a file of their own origin: the content security policy allows nothing else. */
export default defineConfig({
  root: join(HERE, 'renderer'),
  // The same files are served at app://daybook/ and at http://127.0.0.1:port/, both from the root.
  base: '/',
  plugins: [react()],
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
    rolldownOptions: { input: join(HERE, 'renderer/index.html') },
  },
  worker: { format: 'es' },
});
