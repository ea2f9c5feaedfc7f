import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { EXTERNAL, type CopyPart, type NodePart, type Part } from './parts.ts';
import { filesUnder } from './stamp.ts';

/**
 * Builds one part from nothing and returns the files it made, project-relative. It is made beside the old one and takes
 * its place at the end: a build that fails leaves a program that runs.
 */
export async function buildPart(root: string, part: Part): Promise<string[]> {
  const final = join(root, part.outDir);
  const draft = `${final}.draft-${process.pid}`;
  try {
    if (part.kind === 'copy') copyFiles(root, part, draft);
    else await build(part.kind === 'page' ? pageConfig(root, draft) : nodeConfig(root, part, draft));
    rmSync(final, { recursive: true, force: true });
    renameSync(draft, final);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return filesUnder(root, part.outDir);
}

function copyFiles(root: string, { from, pattern }: CopyPart, outDir: string): void {
  mkdirSync(outDir, { recursive: true });
  for (const folder of from) {
    for (const name of readdirSync(join(root, folder)).filter((file) => pattern.test(file))) {
      copyFileSync(join(root, folder, name), join(outDir, name));
    }
  }
}

function pageConfig(root: string, outDir: string): InlineConfig {
  return { configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir } };
}

function nodeConfig(root: string, part: NodePart, outDir: string): InlineConfig {
  const input = Object.fromEntries(
    Object.entries(part.entries)
      .map(([name, file]) => [name, join(root, file)] as const)
      .filter(([, file]) => existsSync(file)),
  );
  const extension = part.format === 'cjs' ? 'cjs' : 'js';
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: EXTERNAL, target: 'node' },
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: false,
      minify: false,
      // A preload script cannot read a map: it has no access to files.
      sourcemap: part.format === 'es',
      rolldownOptions: {
        input,
        external: EXTERNAL,
        output: {
          format: part.format,
          // A bundle is not read for its comments, but for the licences among them; the source map leads to the source.
          comments: { legal: true, annotation: false, jsdoc: false },
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name]-[hash].${extension}`,
        },
      },
    },
  };
}
