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

/** Fonts come in two packings; what reads the page understands the smaller one, and only that is carried. */
const smallFonts: Plugin = {
  name: 'daybook-small-fonts',
  enforce: 'pre',
  transform: (code, id) => (/@fontsource\/[^?]*\.css$/.test(id) ? code.replaceAll(/,\s*url\([^)]+\.woff\)\s*format\('woff'\)/g, '') : undefined),
};

const PAGE = join(HERE, 'renderer/index.html');
/** What draws the first frame, before the program has loaded. */
const firstModules = new Set<string>();

/** Puts what renderer/index.html runs by itself into a file of its own. */
function firstPart(id: string, modules: { getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null }): string | null {
  const waiting = firstModules.size === 0 ? [PAGE] : [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (firstModules.has(next)) continue;
    firstModules.add(next);
    waiting.push(...(modules.getModuleInfo(next)?.importedIds ?? []));
  }
  return firstModules.has(id) ? 'first' : null;
}

/** The screens. Everything they load is a file of their own origin: the content security policy allows nothing else. */
export default defineConfig({
  root: join(HERE, 'renderer'),
  // The same files are served at app://daybook/ and at http://127.0.0.1:port/, both from the root.
  base: '/',
  plugins: [react(), themeCss, smallFonts],
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
      // The program is named as an entry beside the page, so that all it starts with goes into one file.
      input: [PAGE, join(HERE, 'renderer/main.tsx')],
      // One small file draws the first frame, and one brings the program: a dozen small ones cost a request and a module record each.
      output: { codeSplitting: { groups: [{ name: firstPart, debugName: 'first', tags: ['$initial'], priority: 1 }, { name: 'program', tags: ['$initial'] }] } },
    },
  },
  worker: { format: 'es' },
});
