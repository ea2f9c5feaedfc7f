import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Printer } from '#domain/contract/printing.ts';
import { ok, err } from '#domain/kit/result.ts';
import type { PrintJob, SendErrorCode } from '#domain/printing/queue.ts';
import { createSpooler, type JobStore, type SpoolerOptions } from '#main/printing/spooler.ts';
import { sampleDocument } from '#tests/support/print-samples.ts';

const printer = (id: string, port: number, active = true): Printer => ({
  id, name: id, target: { kind: 'network', host: 'p', port }, language: 'escpos', paper: '80mm', documents: ['token-slip'], active,
});
const desk = printer('desk', 1);
const lab = printer('lab', 2);

function memoryStore(initial: readonly PrintJob[] = []): JobStore & { all: () => PrintJob[]; history: string[] } {
  const jobs = new Map(initial.map((job) => [job.id, job]));
  const history: string[] = [];
  return {
    history,
    save: (job) => { jobs.set(job.id, structuredClone(job)); history.push(`${job.id} ${job.state.status}`); },
    get: (id) => jobs.get(id),
    open: () => [...jobs.values()].filter((job) => job.state.status === 'queued' || job.state.status === 'sending'),
    all: () => [...jobs.values()],
  };
}

type Outcome = SendErrorCode | 'ok' | { code: SendErrorCode; started: true };

/** A spooler whose printers answer with these outcomes in turn, then with success. */
function setUp(outcomes: Outcome[] = [], store = memoryStore(), more: Partial<SpoolerOptions> = {}) {
  const sent: string[] = [];
  const faults: unknown[] = [];
  let nextId = 0;
  let atOnce = 0;
  let most = 0;
  const spooler = createSpooler({
    store, now: () => Date.now(), newId: () => `job${(nextId += 1)}`,
    printerOf: (job) => [desk, lab].find(({ id }) => id === job.printerId),
    render: async () => Uint8Array.of(1),
    send: async (target, _bytes, { signal, name }) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await pause(15, undefined, signal ? { signal } : {}).catch(() => undefined);
      atOnce -= 1;
      if (signal?.aborted) return err({ code: 'cancelled', started: false });
      const outcome = outcomes.shift() ?? 'ok';
      if (outcome === 'ok') {
        sent.push(`${name} ${target.kind === 'network' ? target.port : ''}`);
        return ok({ confirmed: true });
      }
      return err(typeof outcome === 'string' ? { code: outcome, started: false } : outcome);
    },
    retry: { maxAttempts: 3, firstDelayMs: 20, maxDelayMs: 40 }, onFault: (error) => faults.push(error), ...more,
  });
  const submit = (printerId: string | null = 'desk'): PrintJob => spooler.submit({ document: sampleDocument, title: 'A-014', printerId });
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 200 && store.open().length > 0; i += 1) await pause(10);
    await spooler.idle();
  };
  return { spooler, store, sent, faults, submit, settled, mostAtOnce: () => most, state: (id: string) => store.get(id)?.state.status };
}

describe('spooler', () => { // spec: LOC-3
  test('prints in order, one at a time on a printer, printers side by side', async () => {
    const { spooler, sent, submit, settled, mostAtOnce } = setUp();
    spooler.start();
    for (const id of ['desk', 'desk', 'lab', 'desk']) submit(id);
    await settled();
    expect(sent.filter((line) => line.endsWith(' 1'))).toEqual(['token-slip-job1 1', 'token-slip-job2 1', 'token-slip-job4 1']);
    expect(sent).toContain('token-slip-job3 2');
    expect(mostAtOnce()).toBe(2);
  });

  test('is saved as sending before a byte goes out', async () => {
    const { spooler, store, submit, settled } = setUp();
    spooler.start();
    submit();
    await settled();
    expect(store.history).toEqual(['job1 queued', 'job1 sending', 'job1 done']);
  });

  test('tries again after a passing failure and keeps the order', async () => {
    const { spooler, sent, submit, settled, store } = setUp(['offline', 'busy']);
    spooler.start();
    submit();
    submit();
    await settled();
    expect(sent).toEqual(['token-slip-job1 1', 'token-slip-job2 1']);
    expect(store.get('job1')?.attempts).toBe(3);
  });

  test('gives up after the last try; a person may retry', async () => {
    const { spooler, submit, settled, state } = setUp(['offline', 'offline', 'offline']);
    spooler.start();
    submit();
    await settled();
    expect(state('job1')).toBe('failed');
    expect(spooler.retry('job1').ok).toBe(true);
    await settled();
    expect(state('job1')).toBe('done');
  });

  test('a job broken off in the middle is uncertain, and reprints as a new job that names it', async () => {
    const { spooler, store, sent, submit, settled } = setUp([{ code: 'offline', started: true }]);
    spooler.start();
    submit();
    await settled();
    expect(store.get('job1')?.state).toMatchObject({ status: 'uncertain', error: 'offline' });
    expect(sent).toEqual([]);
    expect(spooler.reprint('job1', 'lab')).toMatchObject({ ok: true, value: { id: 'job2', reprintOf: 'job1', printerId: 'lab' } });
    await settled();
    expect(sent).toEqual(['token-slip-job2 2']);
    expect(spooler.confirmPrinted('job1')).toMatchObject({ ok: true, value: { state: { status: 'done' } } });
  });

  test('after a killed run the job under way is uncertain, those that waited are printed', async () => {
    const base = { document: sampleDocument, title: 'A', printerId: 'desk', createdAt: 1, reprintOf: null, attempts: 1 };
    const store = memoryStore([
      { ...base, id: 'half', state: { status: 'sending', since: 1 } },
      { ...base, id: 'waiting', state: { status: 'queued', notBefore: 1, error: null } },
    ]);
    const { spooler, sent, settled, state } = setUp([], store);
    spooler.start();
    await settled();
    expect(state('half')).toBe('uncertain');
    expect(sent).toEqual(['token-slip-waiting 1']);
  });

  test('cancels a waiting job and one under way', async () => {
    const { spooler, submit, settled, sent, state } = setUp();
    spooler.start();
    submit();
    submit();
    expect(spooler.cancel('job2')).toMatchObject({ ok: true, value: { state: { status: 'cancelled' } } });
    await pause(5);
    spooler.cancel('job1');
    await settled();
    expect([state('job1'), state('job2'), sent]).toEqual(['cancelled', 'cancelled', []]);
    expect(spooler.cancel('job1')).toEqual({ ok: false, error: 'wrong-state' });
    expect(spooler.cancel('nobody')).toEqual({ ok: false, error: 'not-found' });
  });

  test('stopping before the first byte keeps the job for the next start', async () => {
    const store = memoryStore();
    const first = setUp([], store);
    first.spooler.start();
    first.submit();
    await pause(5);
    await first.spooler.stop();
    expect(store.get('job1')).toMatchObject({ attempts: 0, state: { status: 'queued' } });
    const second = setUp([], store);
    second.spooler.start();
    await second.settled();
    expect(second.sent).toEqual(['token-slip-job1 1']);
  });

  test('no printer, a document that cannot be drawn, a transport that throws', async () => {
    const none = setUp();
    none.spooler.start();
    none.submit(null);
    await none.settled();
    expect(none.store.get('job1')?.state).toMatchObject({ status: 'failed', error: 'no-printer' });
    const broken = setUp([], memoryStore(), { render: async () => { throw new Error('drawing'); } });
    broken.spooler.start();
    broken.submit();
    await broken.settled();
    expect(broken.store.get('job1')?.state).toMatchObject({ status: 'failed', error: 'cannot-render' });
    expect(broken.faults).toHaveLength(1);
    const thrown = setUp([], memoryStore(), { send: async () => { throw new Error('line'); } });
    thrown.spooler.start();
    thrown.submit();
    await thrown.settled();
    expect(thrown.state('job1')).toBe('uncertain');
  });
});
