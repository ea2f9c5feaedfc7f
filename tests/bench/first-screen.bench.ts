import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type BrowserContextOptions, type Response } from 'playwright-core';
import { bundle } from '#build/bundle.ts';
import { findChromium } from '#build/test/find-chromium.ts';
import type { Bench, BenchContext } from './harness/bench.ts';
import { median, spread, summarize } from './harness/statistics.ts';
import { servedDesk } from './support/served-desk.ts';
import { scratchStore } from './support/scratch-store.ts';

/** Script that must be loaded before anything can be done. */
const MOST_SCRIPT_KB = 250;

const MANIFEST = join(import.meta.dirname, '../../out/renderer/.vite/manifest.json');

/**
 * From the start of a navigation to the first frame in which somebody can type or press something (the sign-in of a
 * clinic that has been set up), nothing cached. `sizes` is how often each page is opened in a round.
 */
export const bench: Bench = {
  name: 'first-screen',
  yardstick: 'an empty page from the same host, with the same headers, to its first frame',
  sizes: { full: [7], quick: [2] },
  goal: { of: 'ratio', atMost: 3 },
  run: measureFirstScreen,
};

async function measureFirstScreen({ scratch, sizes: [opens = 1], quick, log }: BenchContext) {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('there is no Chromium here');
  await bundle(['renderer']);
  const served = await servedDesk(scratchStore(scratch, 'store'));
  const browser = await chromium.launch({ executablePath });
  const first = await browser.newContext();
  await (await first.newPage()).goto(served.startUrl);
  const admitted = { storageState: await first.storageState() };
  const { initial, ahead } = await scriptKilobytes(browser, admitted, served.url);
  log(`${initial.toFixed(0)} kB of script, then ${ahead.toFixed(0)} kB`);
  const [ours, empty, ratios]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < (quick ? 2 : 5); round++) {
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let i = 0; i < opens; i++) {
      mine.push(await firstFrame(browser, admitted, served.url));
      theirs.push(await firstFrame(browser, admitted, served.emptyUrl));
    }
    ours.push(...mine);
    empty.push(...theirs);
    ratios.push(median(mine) / median(theirs));
  }
  await browser.close();
  await served.close();
  return [
    { name: 'first usable screen', unit: 'ms', ours: summarize(ours).p50, yardstick: summarize(empty).p50, ratio: median(ratios), spread: spread(ratios) },
    { name: 'initial JavaScript, gzip', unit: 'kB', ours: initial, goal: { of: 'ours', atMost: MOST_SCRIPT_KB } as const },
    { name: 'JavaScript fetched ahead while somebody looks for their name, gzip', unit: 'kB', ours: ahead, goal: null },
  ];
}

/** Opens a page with nothing cached; milliseconds from navigation to the first frame in which it can be used. */
async function firstFrame(browser: Browser, admitted: BrowserContextOptions, url: string): Promise<number> {
  const context = await browser.newContext(admitted);
  const page = await context.newPage();
  await page.addInitScript(watchForUse);
  await page.goto(url, { waitUntil: 'commit' });
  const ready = await page.waitForFunction(() => (window as { usableAt?: number }).usableAt, undefined, { timeout: 30_000 });
  const at = (await ready.jsonValue()) ?? Number.NaN;
  await context.close();
  return at;
}

/** Runs in the page: notes the frame in which a control is there, or in which an empty page has been read. */
function watchForUse(): void {
  const isUsable = (): boolean => document.title === 'Empty'
    ? document.readyState !== 'loading'
    : [...document.querySelectorAll<HTMLElement>('input, button')].some((control) => !control.matches(':disabled') && control.checkVisibility());
  const look = (): void => {
    if (isUsable()) (window as { usableAt?: number }).usableAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

interface ScriptKilobytes { readonly initial: number; readonly ahead: number }

/** Scripts the page loads by itself until the network has gone quiet, compressed one by one: the program it starts with, and those fetched ahead for the desk. */
async function scriptKilobytes(browser: Browser, admitted: BrowserContextOptions, url: string): Promise<ScriptKilobytes> {
  const context = await browser.newContext(admitted);
  const page = await context.newPage();
  const arriving: Promise<{ path: string; body: Buffer }>[] = [];
  const keep = (response: Response): void => {
    if (response.request().resourceType() === 'script') arriving.push(response.body().then((body) => ({ path: new URL(response.url()).pathname, body })));
  };
  page.on('response', keep);
  await page.goto(url, { waitUntil: 'networkidle' });
  page.off('response', keep);
  const starts = startFiles();
  const sizes = { initial: 0, ahead: 0 };
  for (const { path, body } of await Promise.all(arriving)) sizes[starts.has(path) ? 'initial' : 'ahead'] += gzipSync(body).length / 1000;
  await context.close();
  return sizes;
}

interface Built { readonly file: string; readonly isEntry?: boolean; readonly imports?: readonly string[] }

/** Paths of the built entries and of all they import at once. */
function startFiles(): ReadonlySet<string> {
  const built = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Readonly<Record<string, Built>>;
  const found = new Set<string>();
  const add = ({ file, imports = [] }: Built): void => {
    if (found.has(`/${file}`)) return;
    found.add(`/${file}`);
    for (const name of imports) add(built[name] ?? { file: name });
  };
  for (const part of Object.values(built)) if (part.isEntry) add(part);
  return found;
}
