import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core';
import { bundle } from '#build/bundle.ts';
import { findChromium } from '#build/test/find-chromium.ts';
import type { Bench, BenchContext } from './harness/bench.ts';
import { median, spread, summarize } from './harness/statistics.ts';
import { servedDesk } from './support/served-desk.ts';
import { scratchStore } from './support/scratch-store.ts';

/** Script that must be loaded before anything can be done. */
const MOST_SCRIPT_KB = 250;

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
  const kilobytes = await scriptKilobytes(browser, admitted, served.url);
  log(`${kilobytes.toFixed(0)} kB of script`);
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
    { name: 'initial JavaScript, gzip', unit: 'kB', ours: kilobytes, goal: { of: 'ours', atMost: MOST_SCRIPT_KB } as const },
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

/** Every script the page loads by itself until it is usable and the network has gone quiet, compressed one by one. */
async function scriptKilobytes(browser: Browser, admitted: BrowserContextOptions, url: string): Promise<number> {
  const context = await browser.newContext(admitted);
  const page = await context.newPage();
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => { if (response.request().resourceType() === 'script') bodies.push(response.body()); });
  await page.goto(url, { waitUntil: 'networkidle' });
  const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
  await context.close();
  return bytes / 1000;
}
