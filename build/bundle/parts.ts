/** One thing that is built into out/: what it is made of, and where it goes. */
export type Part = NodePart | PagePart | CopyPart;

/** Bundles that run in Node, in Electron's main process or in a sandboxed preload script. */
export interface NodePart {
  readonly kind: 'node';
  readonly name: PartName;
  /** Output name → source file. Files that share code belong to one part, so that the code stands once. */
  readonly entries: Readonly<Record<string, string>>;
  readonly outDir: string;
  readonly format: 'es' | 'cjs';
  /** Folders and files whose content decides whether the part is stale. */
  readonly inputs: readonly string[];
}

/** The screens, built from renderer/index.html. */
export interface PagePart {
  readonly kind: 'page';
  readonly name: PartName;
  readonly outDir: string;
  readonly inputs: readonly string[];
}

/** Files of packages that the program reads at run time. */
export interface CopyPart {
  readonly kind: 'copy';
  readonly name: PartName;
  readonly from: readonly string[];
  readonly pattern: RegExp;
  readonly outDir: string;
  readonly inputs: readonly string[];
}

export type PartName = 'main' | 'preload' | 'renderer' | 'fonts';

/** What every part depends on: versions of all packages, and how bundles are made. */
const ALWAYS = ['package.json', 'package-lock.json', 'build/bundle'];

/** To add a bundle (a worker thread, another window), add its entry here. */
export const PARTS: readonly Part[] = [
  {
    kind: 'node',
    name: 'main',
    entries: { 'electron': 'main/electron.ts', 'cli': 'main/cli.ts', 'worker': 'main/worker.ts', 'fhir-reader': 'main/exchange/fhir/reader-thread.ts', 'store-checkpoint': 'db/checkpoint-thread.ts' },
    outDir: 'out/main',
    format: 'es',
    inputs: [...ALWAYS, 'domain', 'db', 'main'],
  },
  {
    kind: 'node',
    name: 'preload',
    entries: { preload: 'preload/preload.ts' },
    outDir: 'out/preload',
    format: 'cjs',
    inputs: [...ALWAYS, 'preload'],
  },
  {
    kind: 'page',
    name: 'renderer',
    outDir: 'out/renderer',
    inputs: [...ALWAYS, 'domain', 'renderer', 'vite.config.ts'],
  },
  {
    kind: 'copy',
    name: 'fonts',
    // Printing draws with these; main/printing looks for them beside its bundle.
    from: ['noto-sans', 'noto-sans-arabic', 'noto-sans-devanagari'].map((name) => `node_modules/@fontsource/${name}/files`),
    pattern: /-(400|700)-normal\.woff$/,
    outDir: 'out/fonts',
    inputs: ALWAYS,
  },
];

/**
 * Packages that stay outside the bundles: native code, and what the runtime itself brings.
 * The first three are the `dependencies` of package.json, which the installers carry.
 */
export const EXTERNAL = ['better-sqlite3', 'serialport', '@node-rs/argon2', 'electron'];
