import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StartFacts } from '#domain/contract/start-facts.ts';
import { contentSecurityPolicy } from '#main/transport/content-security.ts';
import { rendererFiles, type FileResponse, type ReadFile } from '#main/transport/renderer-files.ts';

let folder = '';
let read: ReadFile;
const SECRET = 'outside the screens';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daybook-files-'));
  await mkdir(join(folder, 'web/assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), SECRET);
  await writeFile(join(folder, 'web/index.html'), '<meta property="csp-nonce" content="__CSP_NONCE__"><script type="application/json" id="start-facts">__START_FACTS__</script>');
  await writeFile(join(folder, 'web/assets/app-1a2b.js'), 'export {};');
  await writeFile(join(folder, 'web/.stamp.json'), SECRET);
  let last = 0;
  read = rendererFiles(join(folder, 'web'), (bytes) => bytes.fill((last += 1)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const text = ({ body }: FileResponse): string => Buffer.from(body).toString();

test.each(['/', '/index.html', '/display', '/patients/0192'])('%s is the page, with a nonce in it and in its policy', async (path) => {
  const response = await read(path);
  const nonce = /content="([^"]+)"/.exec(text(response))?.[1] ?? '';
  expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(response.headers['content-security-policy']).toBe(contentSecurityPolicy({ nonce }));
  expect(response.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  expect(text(await read(path))).not.toContain(nonce);
});

test('a hashed file is kept for ever, a missing one is not found', async () => {
  expect(await read('/assets/app-1a2b.js')).toMatchObject({
    status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' },
  });
  expect(await read('/assets/absent.js')).toMatchObject({ status: 404 });
});

test('a part of the program that is not there is told by its name; what else is asked for is not', async () => {
  const missing: string[] = [];
  const telling = rendererFiles(join(folder, 'web'), (bytes) => bytes, (file) => { missing.push(file); });
  for (const path of ['/assets/queue-1a2b.js', '/assets/queue-1a2b.css', '/assets/app-1a2b.js', '/absent.js', '/assets/Mara%20Lindqvist.js', '/assets/sub/absent.js']) await telling(path);
  expect(missing).toEqual(['queue-1a2b.js', 'queue-1a2b.css']);
});

test.each(['/../secret.txt', '/%2e%2e%2fsecret.txt', '/assets/../../secret.txt', '/..\\secret.txt', '/%00.txt', '/c:/secret.txt', '/%', '/.stamp.json', 'secret.txt'])(
  '%s is refused',
  async (path) => expect(await read(path)).toMatchObject({ status: 400 }),
);

test('no path reaches a file outside', async () => {
  const piece = fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', 'secret.txt', 'assets', '%00', ':', '.stamp.json');
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
    expect(text(await read(`/${pieces.join('')}`))).not.toContain(SECRET);
  }));
});

test('the policy allows nothing unsafe and starts from nothing', () => {
  const policy = contentSecurityPolicy({ nonce: 'bm9uY2U=' });
  expect(policy).not.toMatch(/unsafe|\*|http:/);
  expect(policy.split('; ')[0]).toBe("default-src 'none'");
  expect(policy).toContain("style-src 'self' 'nonce-bm9uY2U='");
});

/** Facts in which only the clinic's name matters. */
const factsOf = (clinicName: string) => (): Promise<StartFacts> => Promise.resolve({ capabilities: { clinicName } } as StartFacts);
const factsIn = (response: FileResponse): string | undefined => /id="start-facts">(.*?)<\/script>/su.exec(text(response))?.[1];

test('the page of the desk carries the facts, whatever the names in them are', async () => {
  const name = fc.oneof(fc.string(), fc.constantFrom('</script><b>', '<!--<script>', "$& $' $1", '__CSP_NONCE__', '__START_FACTS__', '\u2028'));
  await fc.assert(fc.asyncProperty(fc.constantFrom('/', '/index.html'), name, async (path, clinicName) => {
    const facts = factsIn(await read(path, factsOf(clinicName)));
    expect(facts).not.toContain('<');
    expect(JSON.parse(facts ?? '')).toEqual({ capabilities: { clinicName } });
  }));
});

test('other pages and files carry no facts', async () => {
  for (const path of ['/display', '/assets/app-1a2b.js']) expect(text(await read(path, factsOf('Kilimani')))).not.toContain('Kilimani');
});

test('without facts, or when they cannot be had, the page is served as it is', async () => {
  const broken = (): Promise<StartFacts> => Promise.reject(new Error('damaged'));
  for (const response of [await read('/'), await read('/', broken)]) {
    expect(response.status).toBe(200);
    expect(factsIn(response)).toBe('__START_FACTS__');
  }
});
