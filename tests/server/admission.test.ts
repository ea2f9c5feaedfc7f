import { describe, expect, it, vi } from 'vitest';
import { Admission, USUAL_LIMITS, type AdmissionLimits } from '#server/http/admission.ts';
import type { Queue } from '#server/http/route.ts';

const limits = (active: number, over: Partial<AdmissionLimits['queues']> = {}): AdmissionLimits => ({
  active, waitMs: 1000, queues: { ...USUAL_LIMITS.queues, ...over },
});

describe('load shedding', () => {
  it('lets the most urgent waiting call go first, whatever the order they came in', async () => {
    const admission = new Admission(limits(1));
    const first = await admission.enter('bootstrap');
    const seen: string[] = [];
    const done = (['bootstrap', 'push', 'pull', 'push', 'control'] as const).map(async (queue) => {
      const place = await admission.enter(queue);
      seen.push(queue);
      place.leave();
    });
    first.leave();
    await Promise.all(done);
    expect(seen).toEqual(['control', 'pull', 'push', 'push', 'bootstrap']);
  });

  it('never lets bootstraps and pushes take the places of pulls', async () => {
    const admission = new Admission(USUAL_LIMITS);
    const many = [...Array<Queue>(20).fill('bootstrap'), ...Array<Queue>(20).fill('push')];
    for (const queue of many) void admission.enter(queue).catch(() => undefined);
    await admission.enter('pull');
    expect(admission.active()).toBe(2 + 8 + 1);
  });

  it('answers at once when the line is full, with the time to come back', async () => {
    const admission = new Admission(limits(1, { push: { active: 1, waiting: 1 } }));
    await admission.enter('push');
    void admission.enter('push').catch(() => undefined);
    expect(() => admission.enter('push')).toThrow(expect.objectContaining({ code: 'busy', options: expect.objectContaining({ headers: { 'retry-after': '6' }, data: { position: 1 } }) }));
  });

  it('sends away who waited too long, and keeps the places of the others', async () => {
    vi.useFakeTimers();
    try {
      const admission = new Admission(limits(1));
      const first = await admission.enter('push');
      const late = admission.enter('push').then(() => 'in', (error: { code: string }) => error.code);
      await vi.advanceTimersByTimeAsync(1001);
      expect(await late).toBe('busy');
      const next = admission.enter('push');
      first.leave();
      first.leave();
      (await next).leave();
      expect(admission.active()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
