import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** Says which files a module loads, by their place in this folder. */
const LOADED = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
  await import(process.argv[1]);
  process.stdout.write(JSON.stringify(loaded));
`;

function loadedBy(file: string): string[] {
  const urls = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', LOADED, pathToFileURL(join(ROOT, file)).href], { encoding: 'utf8' })) as string[];
  const root = pathToFileURL(`${ROOT}/`).href;
  return urls.filter((url) => url.startsWith(root)).map((url) => url.slice(root.length));
}

test('the command that brings files in loads the store and nothing of the desk around it: its memory is for the import', () => {
  const loaded = loadedBy('main/cli/exchange.ts');
  expect(loaded).toContain('main/exchange/fhir/import-files.ts');
  expect(loaded).toContain('main/sync/sync-service.ts');
  expect(loaded.filter((file) => /^main\/(transport|devices|printing|notify|windows|analysers|exchange\/(table|server))\/|^main\/(compose|api\/handlers)\.ts|node_modules\/(@orpc\/server|.*excel)/.test(file))).toEqual([]);
});
