import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { bundle } from '#build/bundle.ts';
import { findChromium } from '#build/test/find-chromium.ts';
import { listPeople } from '#db/queries/people.ts';
import { importJobs } from '#main/api/import-jobs.ts';
import { importFhirPaths } from '#main/exchange/bring-in.ts';
import { hashSecret } from '#main/sessions/secrets.ts';
import { longRecord } from '#tests/support/fhir/long-record.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { spread, summarize } from './harness/statistics.ts';
import { benchDesk } from './support/bench-desk.ts';
import { scratchStore, type ScratchStore } from './support/scratch-store.ts';
import { servedDesk } from './support/served-desk.ts';

const PIN = '4826';
const ROUNDS = 3;

/** From the arrival of a chart's data in Chromium until its newest visit is drawn and the page takes keys again. `sizes` is the number of visits. */
export const bench: Bench = {
  name: 'chart-screen',
  yardstick: 'a tenth of a second, what is felt as at once',
  sizes: { full: [500], quick: [500] },
  goal: { of: 'ours', atMost: 100 },
  run: measureChart,
};

interface Watched { arrivedAt?: number; wanted: string }

async function measureChart({ scratch, sizes: [visits = 1], quick, log }: BenchContext): Promise<Row[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('there is no Chromium here');
  await bundle(['renderer']);
  const store = scratchStore(scratch, 'store');
  const patientId = await prepare(store, scratch, visits);
  const served = await servedDesk(store);
  const browser = await chromium.launch({ executablePath });
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  const newest = `Diabetes visit ${visits}`;
  await page.addInitScript(watchArrival, newest);
  await page.goto(served.startUrl);
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const times: number[] = [];
    for (let i = 0; i < (quick ? 2 : 5); i += 1) times.push(await opened(page, patientId, newest));
    rounds.push(times);
  }
  await browser.close();
  await served.close();
  const { p50, most } = summarize(rounds.flat());
  log(`at most ${most.toFixed(0)} ms`);
  return [{ name: `data to a chart that can be used, ${visits} visits`, unit: 'ms', ours: p50, spread: spread(rounds.map((times) => summarize(times).p50)) }];
}

async function prepare(scratch: ScratchStore, folder: string, visits: number): Promise<string> {
  const { parts } = benchDesk(scratch);
  const pinHash = await hashSecret(PIN);
  scratch.store.write({ personId: null, intent: 'bench' }, (tx) => { tx.insert('credential', { id: listPeople(tx)[0]?.id ?? '', pin_hash: pinHash, password_hash: null }); });
  const file = join(folder, 'record.json');
  writeFileSync(file, longRecord(visits));
  await importFhirPaths(importJobs(parts), [file], '2026-03-14', { dryRun: false, alone: true });
  return (scratch.store.read.statement('SELECT id FROM patient LIMIT 1').get() as { id: string }).id;
}

/** Runs in the page: notes when a message with these words came over the wire. */
function watchArrival(wanted: string): void {
  const watched: Watched = { wanted };
  Object.assign(window, { watched });
  const Plain = WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given: ConstructorParameters<typeof Plain>) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        const at = performance.now();
        const told = (text: string): void => { if (text.includes(wanted)) watched.arrivedAt ??= at; };
        if (typeof data === 'string') told(data);
        else void new Response(data as Blob | ArrayBuffer).text().then(told);
      });
    }
  };
}

/** Opens the chart in a window that has just been loaded, as nothing of it is there then. */
async function opened(page: Page, patientId: string, newest: string): Promise<number> {
  await page.evaluate(() => { location.hash = '#/patients'; });
  await page.reload();
  const pin = page.locator('input[inputmode="numeric"]');
  const search = page.getByRole('search');
  await pin.or(search).first().waitFor();
  if (await pin.isVisible()) {
    await pin.focus();
    await page.keyboard.type(PIN);
    await page.keyboard.press('Enter');
  }
  await search.waitFor();
  // The screen's own code is there: only the data is waited for.
  await page.evaluate((id) => { location.hash = `#/patients/${id}`; }, 'none');
  await page.waitForTimeout(1500);
  await page.evaluate(() => { location.hash = '#/patients'; });
  await page.waitForTimeout(500);
  return page.evaluate(([id, words]) => new Promise<number>((resolve) => {
    const { watched } = window as unknown as { watched: Watched };
    watched.arrivedAt = undefined;
    const look = (): void => {
      const isDrawn = watched.arrivedAt !== undefined && [...document.querySelectorAll('[role="listitem"], li')].some((line) => line.textContent?.includes(String(words)));
      if (!isDrawn) requestAnimationFrame(look);
      else setTimeout(() => { resolve(performance.now() - (watched.arrivedAt ?? Number.NaN)); });
    };
    location.hash = `#/patients/${String(id)}`;
    requestAnimationFrame(look);
  }), [patientId, newest]);
}
