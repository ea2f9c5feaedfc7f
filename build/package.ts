import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bundle } from './bundle.ts';

const ROOT = join(import.meta.dirname, '..');

/** Arguments for electron-builder that depend on the environment; what they mean stands in build/installers.md. */
export function builderArguments(env: Readonly<Record<string, string | undefined>>): string[] {
  const args = ['--config', 'electron-builder.yml', '--publish', env.DAYBOOK_PUBLISH ?? 'never'];
  const dist = env.DAYBOOK_ELECTRON_DIST ?? env.ELECTRON_OVERRIDE_DIST_PATH;
  if (dist) args.push(`-c.electronDist=${dist}`);
  if (env.DAYBOOK_UPDATE_URL) args.push('-c.publish.provider=generic', `-c.publish.url=${env.DAYBOOK_UPDATE_URL}`);
  return args;
}

/** Bundles the program and packs it: `npm run package -- --dir`, `--win`, `--mac`, `--linux`. */
async function pack(args: readonly string[]): Promise<number> {
  await bundle();
  const builder = join(ROOT, 'node_modules/electron-builder/cli.js');
  const child = spawn(process.execPath, [builder, ...builderArguments(process.env), ...args], { cwd: ROOT, stdio: 'inherit' });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

if (import.meta.main) process.exitCode = await pack(process.argv.slice(2));
