import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jobView } from '#domain/printing/job-view.ts';
import { jobError, newJob, PrintJob, reprintOf, stepJob, usualRetry, type JobEvent, type SendErrorCode } from '#domain/printing/queue.ts';
import { sampleDocument } from '#tests/support/print-samples.ts';

const fresh = newJob({ id: 'a', document: sampleDocument, title: 'A-014', printerId: 'p' }, 1000);
const apply = (job: typeof fresh, ...events: JobEvent[]): typeof fresh => events.reduce((now, event) => {
  const next = stepJob(now, event, 5000);
  if (!next.ok) throw new Error(`${event.type} refused in ${now.state.status}`);
  return next.value;
}, job);
const failed = (code: SendErrorCode, started = false): JobEvent => ({ type: 'failed', failure: { code, started } });

describe('a print job', () => {
  test('goes from queued over sending to done', () => {
    expect(apply(fresh, { type: 'start' }).state).toEqual({ status: 'sending', since: 5000 });
    expect(apply(fresh, { type: 'start' }, { type: 'sent' }).state).toEqual({ status: 'done', at: 5000 });
  });

  test('waits longer after each passing failure, then gives up', () => {
    let job = fresh;
    const waits: number[] = [];
    while (job.state.status === 'queued') {
      job = apply(job, { type: 'start' }, failed('offline'));
      if (job.state.status === 'queued') waits.push(job.state.notBefore - 5000);
    }
    expect(waits).toEqual([2000, 4000, 8000, 15_000]);
    expect(job).toMatchObject({ attempts: 5, state: { status: 'failed', error: 'offline' } });
    expect(apply(job, { type: 'retry' })).toMatchObject({ attempts: 0, state: { status: 'queued' } });
  });

  test('is not tried again by itself where a person is needed', () => {
    for (const code of ['no-paper', 'refused', 'unknown-path', 'no-printer', 'cannot-render'] as const) {
      expect(apply(fresh, { type: 'start' }, failed(code)).state).toEqual({ status: 'failed', at: 5000, error: code });
    }
  });

  test('a stop before the first byte puts it back without counting', () => {
    expect(apply(fresh, { type: 'start' }, { type: 'put-back' })).toMatchObject({ attempts: 0, state: { status: 'queued' } });
  });

  test('what was interrupted is uncertain until a person decides', () => {
    const job = apply(fresh, { type: 'start' }, { type: 'interrupted' });
    expect(jobError(job)).toBe('interrupted');
    expect(stepJob(job, { type: 'start' }, 1).ok).toBe(false);
    expect(stepJob(job, { type: 'retry' }, 1).ok).toBe(false);
    expect(apply(job, { type: 'confirm-printed' }).state.status).toBe('done');
    expect(apply(job, { type: 'cancel' }).state.status).toBe('cancelled');
  });

  test('a reprint is a new job that names the old one, and refused while the old may still come', () => {
    const done = apply(fresh, { type: 'start' }, { type: 'sent' });
    expect(reprintOf(done, 'b', 9000, 'other')).toEqual({
      ok: true, value: { ...fresh, id: 'b', printerId: 'other', createdAt: 9000, reprintOf: 'a', state: { status: 'queued', notBefore: 9000, error: null } },
    });
    expect(reprintOf(fresh, 'b', 1).ok).toBe(false);
    expect(reprintOf(apply(fresh, { type: 'start' }), 'b', 1).ok).toBe(false);
  });
});

const anyEvent: fc.Arbitrary<JobEvent> = fc.oneof(
  fc.constantFrom<JobEvent>({ type: 'start' }, { type: 'sent' }, { type: 'cancel' }, { type: 'retry' }, { type: 'interrupted' }, { type: 'put-back' }, { type: 'confirm-printed' }),
  fc.record({ code: fc.constantFrom<SendErrorCode>('offline', 'timeout', 'no-paper', 'cancelled'), started: fc.boolean() })
    .map((failure): JobEvent => ({ type: 'failed', failure })),
);

test('whatever happens, bytes that went out once never go out again, and a job survives storage', () => {
  fc.assert(fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
    let job = fresh;
    let mayHavePrinted = false;
    for (const event of events) {
      const next = stepJob(job, event, 5000);
      if (!next.ok) continue;
      if (event.type === 'start') expect(mayHavePrinted).toBe(false);
      mayHavePrinted ||= event.type === 'sent' || event.type === 'interrupted' || (event.type === 'failed' && event.failure.started);
      job = next.value;
      expect(job.attempts).toBeGreaterThanOrEqual(0);
      expect(job.attempts).toBeLessThanOrEqual(usualRetry.maxAttempts);
      expect(PrintJob.parse(JSON.parse(JSON.stringify(job)))).toEqual(job);
    }
  }));
});

test('the list of jobs shows how a job stands, never what is on the slip', () => {
  const view = jobView(apply(fresh, { type: 'start' }, failed('no-paper')));
  expect(view).toEqual({
    id: 'a', kind: 'token-slip', title: 'A-014', printerId: 'p', status: 'failed', error: 'no-paper', attempts: 1,
    at: '1970-01-01T00:00:01.000Z', reprintOf: null,
  });
});
