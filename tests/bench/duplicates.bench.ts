import { randomBytes } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { blockingKeys } from '#domain/patients/duplicates.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { benchDesk } from './support/bench-desk.ts';
import { forkTask } from './support/fork-task.ts';
import { bareReader, openScratch } from './support/scratch-store.ts';

/** Somebody waits for it, and sees how far it is. */
const PATIENT_S = 30;
/** Nobody at another window may notice. */
const UNNOTICED_MS = 50;

/** All records of a clinic that are likely one person's, through the dispatcher, while others work. */
export const bench: Bench = {
  name: 'duplicates',
  yardstick: 'reading the same people and making the keys they are compared by, in one go',
  sizes: { full: [100_000], quick: [5000] },
  goal: { of: 'ratio', atMost: 4 },
  minutes: 5,
  async run(context) {
    const rows: Row[] = [];
    for (const patients of context.sizes) rows.push(...(await oneSize(context, patients)));
    return rows;
  },
};

async function oneSize({ scratch, quick, log }: BenchContext, patients: number): Promise<Row[]> {
  const [folder, key] = [`register-${patients}`, randomBytes(32)];
  const seconds = await forkTask<number>('build-register.ts', scratch, folder, key.toString('hex'), String(patients));
  log(`${patients} patients built in ${seconds.toFixed(1)} s`);
  const own = openScratch(scratch, folder, key);
  const { owner } = benchDesk(own);
  const file = bareReader(own);
  const all = file.prepare('SELECT name, birth_date AS birthDate, phone FROM patient');
  const [ours, plain, ratios, waits]: number[][] = [[], [], [], []];
  let pairs = 0;
  for (let round = 0; round < (quick ? 2 : 5); round++) {
    const plainly = timed(() => (all.all() as { name: string; birthDate: string | null; phone: string | null }[]).reduce((sum, who) => sum + blockingKeys(who).length, 0));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const from = performance.now();
    pairs = 0;
    for await (const event of await owner.merging.duplicates({})) pairs += event.pairs.length;
    const looked = performance.now() - from;
    delay.disable();
    ours?.push(looked);
    plain?.push(plainly);
    ratios?.push(looked / plainly);
    waits?.push(delay.max / 1e6);
  }
  file.close();
  own.store.close();
  const size = `${patients.toLocaleString('en')} patients`;
  return [
    { name: `all of them, ${size}, ${pairs} pairs`, unit: 'ms', ours: middle(ours), yardstick: middle(plain), ratio: middle(ratios), spread: (Math.max(...(ratios ?? [])) - Math.min(...(ratios ?? []))) / middle(ratios) },
    { name: `until it is done, ${size}`, unit: 'ms', ours: middle(ours), goal: { of: 'ours', atMost: PATIENT_S * 1000 } },
    { name: `longest that others waited, ${size}`, unit: 'ms', ours: middle(waits), goal: { of: 'ours', atMost: UNNOTICED_MS } },
  ];
}

function timed(work: () => unknown): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

const middle = (values: readonly number[] | undefined): number => [...(values ?? [])].sort((a, b) => a - b)[Math.floor((values?.length ?? 0) / 2)] ?? 0;
