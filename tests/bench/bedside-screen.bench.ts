import { chromium, type Page } from 'playwright-core';
import { setTimeout as pause } from 'node:timers/promises';
import { bundle } from '#build/bundle.ts';
import { findChromium } from '#build/test/find-chromium.ts';
import { listPeople } from '#db/queries/people.ts';
import { trainingPath } from '#main/devices/port/simulated-ports.ts';
import { hashSecret } from '#main/sessions/secrets.ts';
import { addWatchedBed } from '#tests/support/devices/watched-bed.ts';
import type { Bench, BenchContext } from './harness/bench.ts';
import { median, quantile, spread } from './harness/statistics.ts';
import { benchDesk } from './support/bench-desk.ts';
import { scratchStore, type ScratchStore } from './support/scratch-store.ts';
import { servedDesk } from './support/served-desk.ts';

const PIN = '4826';
/** A step of a screen at 60 Hz, milliseconds. */
const FRAME_MS = 1000 / 60;

/**
 * Whether the bedside keeps up with its beds: frames that the window draws a second, waves and all, while the desk streams.
 * `sizes` is the number of beds, each an oximeter at 75 Hz.
 */
export const bench: Bench = {
  name: 'bedside-screen',
  yardstick: 'the same window with no bed watched',
  sizes: { full: [12, 32], quick: [4] },
  goal: { of: 'ratio', atLeast: 0.9 },
  async run(context) {
    const rows = [];
    for (const count of context.sizes) rows.push(...await measureBeds(count, context));
    return rows;
  },
};

interface Frames {
  readonly intervals: readonly number[];
  /** Milliseconds of tasks that held the window for longer than 50 ms. */
  readonly long: readonly number[];
}

async function measureBeds(count: number, { scratch, quick, log }: BenchContext) {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('there is no Chromium here');
  await bundle(['renderer']);
  const store = scratchStore(scratch, `beds-${count}`);
  await prepare(store, count);
  const served = await servedDesk(store, true);
  const browser = await chromium.launch({ executablePath });
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(served.startUrl);
  await signIn(page);
  const rounds = quick ? 1 : 3;
  const [beds, empty]: [Frames[], Frames[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    await page.keyboard.press('Alt+3');
    await pause(2000);
    empty.push(await framesOf(page, 5000));
    await page.keyboard.press('Alt+4');
    await page.locator('[data-tile]').nth(count - 1).waitFor({ timeout: 60_000 });
    await pause(4000);
    beds.push(await framesOf(page, quick ? 5000 : 10_000));
  }
  await browser.close();
  await served.close();
  const perSecond = ({ intervals }: Frames): number => 1000 / (intervals.reduce((sum, each) => sum + each, 0) / intervals.length);
  const intervals = beds.flatMap((each) => each.intervals);
  const long = beds.flatMap((each) => each.long);
  log(`${count} beds: ${long.length} tasks over 50 ms, the longest ${Math.round(Math.max(0, ...long))} ms; the longest frame ${Math.round(Math.max(...intervals))} ms`);
  const ratios = beds.map((each, i) => perSecond(each) / perSecond(empty[i] ?? each));
  return [
    { name: `frames drawn, ${count} beds`, unit: '/s', ours: median(beds.map(perSecond)), yardstick: median(empty.map(perSecond)), ratio: median(ratios), spread: spread(ratios) },
    { name: `p99 from frame to frame, ${count} beds`, unit: 'ms', ours: quantile(intervals, 0.99), goal: { of: 'ours', atMost: 34 } as const },
    { name: `frames that dropped one, ${count} beds`, unit: '%', ours: (100 * intervals.filter((each) => each > 1.5 * FRAME_MS).length) / intervals.length, goal: null },
  ];
}

/** So many patients at simulated devices, and somebody with a PIN who may see them. */
async function prepare(scratch: ScratchStore, count: number): Promise<void> {
  benchDesk(scratch);
  const pinHash = await hashSecret(PIN);
  scratch.store.write({ personId: null, intent: 'bench' }, (tx) => {
    const id = listPeople(tx)[0]?.id ?? '';
    tx.insert('credential', { id, pin_hash: pinHash, password_hash: null });
    for (let i = 0; i < count; i += 1) addWatchedBed(tx, trainingPath('nonin-df2', i + 1), new Date().toISOString(), i);
  });
}

async function signIn(page: Page): Promise<void> {
  const pin = page.locator('input[inputmode="numeric"]');
  await pin.waitFor();
  await pin.focus();
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await page.getByRole('search').waitFor();
}

/** Watches the frames of the window for so long. */
const framesOf = (page: Page, ms: number): Promise<Frames> => page.evaluate((span) => new Promise<Frames>((resolve) => {
  const intervals: number[] = [];
  const long: number[] = [];
  const observer = new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) long.push(duration); });
  observer.observe({ type: 'longtask' });
  const start = performance.now();
  let last: number | undefined;
  const step = (at: number): void => {
    if (last !== undefined) intervals.push(at - last);
    last = at;
    if (performance.now() - start < span) {
      requestAnimationFrame(step);
      return;
    }
    observer.disconnect();
    resolve({ intervals, long });
  };
  requestAnimationFrame(step);
}), ms);
