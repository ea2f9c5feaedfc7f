import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mailAddress, phoneAddress, isNearHost } from '#domain/notifications/address.ts';
import { FIRST_WAIT_MS, LONGEST_WAIT_MS, MOST_TRIES, outboxStatuses, stepOutbox, waitAfter, type OutboxEvent, type OutboxState } from '#domain/notifications/outbox.ts';
import { afterQuiet } from '#domain/notifications/quiet-hours.ts';
import { inZone } from '#domain/kit/time.ts';
import { nastyText } from '#tests/support/notify/nasty-text.ts';

const waiting: OutboxState = { status: 'waiting', attempts: 0, notBefore: 0, reason: null };
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('waiting between tries', () => {
  test('at least half of what doubles from a minute to four hours, at most all of it, and as long as the other side wishes', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 200 }), chance, fc.option(fc.integer({ min: 0, max: 10 ** 9 })), (attempts, luck, wish) => {
      const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 30));
      const wait = waitAfter(attempts, luck, wish);
      expect(wait).toBeGreaterThanOrEqual(Math.floor(whole / 2));
      expect(wait).toBeGreaterThanOrEqual(Math.min(wish ?? 0, 24 * 60 * 60_000));
      expect(wait).toBeLessThanOrEqual(Math.max(whole, Math.min(wish ?? 0, 24 * 60 * 60_000)));
    }));
  });

  test('ends: a message that is never taken has failed after eight tries and less than two days', () => {
    fc.assert(fc.property(fc.array(chance, { minLength: 20, maxLength: 20 }), (luck) => {
      let [state, now, tries] = [waiting, 0, 0];
      while (state.status === 'waiting') {
        now = Math.max(now, state.notBefore);
        tries += 1;
        const sending = stepOutbox(state, { type: 'start' }, now, 0);
        if (!sending.ok) throw new Error('cannot start');
        const after = stepOutbox(sending.value, { type: 'outcome', outcome: { kind: 'later', fault: 'busy', afterMs: null } }, now, luck[tries] ?? 0);
        if (!after.ok) throw new Error('cannot end');
        if (after.value.status === 'waiting') expect(after.value.notBefore).toBeGreaterThan(now);
        state = after.value;
      }
      expect([state.status, tries]).toEqual(['failed', MOST_TRIES]);
      expect(now).toBeLessThan(2 * 86_400_000);
    }));
  });
});

const events: readonly OutboxEvent[] = [
  { type: 'start' }, { type: 'outcome', outcome: { kind: 'taken', reference: null } }, { type: 'outcome', outcome: { kind: 'later', fault: 'busy', afterMs: null } },
  { type: 'outcome', outcome: { kind: 'refused', fault: 'refused' } }, { type: 'outcome', outcome: { kind: 'lost', fault: 'timeout' } }, { type: 'interrupted' },
  { type: 'skip', reason: 'no-consent' }, { type: 'cancel' }, { type: 'retry' }, { type: 'confirm' },
];

describe('a message', () => {
  test('that was or may have been taken is only sent again when a person says so', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...events), { maxLength: 60 }), (history) => {
      let state = waiting;
      // Whether the other side may hold it, and no person has decided since.
      let maybeThere = false;
      for (const event of history) {
        const stepped = stepOutbox(state, event, 1000, 0.5);
        if (!stepped.ok) continue;
        if (event.type === 'start') {
          expect(maybeThere).toBe(false);
          maybeThere = true;
        }
        // Nothing reached the other side after all, or a person decided.
        if (event.type === 'retry' || (event.type === 'outcome' && (event.outcome.kind === 'later' || event.outcome.kind === 'refused'))) maybeThere = false;
        state = stepped.value;
        expect(outboxStatuses).toContain(state.status);
        if (maybeThere) expect(['sending', 'sent', 'unknown']).toContain(state.status);
      }
    }), { numRuns: 500 });
  });

  test('that arrived is never tried again', () => {
    for (const type of ['start', 'retry', 'cancel', 'interrupted', 'confirm'] as const) expect(stepOutbox({ ...waiting, status: 'sent' }, { type }, 0, 0).ok).toBe(false);
  });
});

describe('quiet hours', () => {
  const night = { from: 20 * 60, until: 8 * 60 };
  const shown = (at: number, zone = 'Africa/Nairobi') => inZone(at, zone).time;

  test('put off until the morning after, on the clinic\'s clock, also over midnight', () => {
    const evening = Date.UTC(2026, 2, 14, 18, 30);
    expect([shown(evening), shown(afterQuiet(evening, 'Africa/Nairobi', night)), inZone(afterQuiet(evening, 'Africa/Nairobi', night), 'Africa/Nairobi').date]).toEqual(['21:30', '08:00', '2026-03-15']);
    const early = Date.UTC(2026, 2, 14, 2, 0);
    expect(inZone(afterQuiet(early, 'Africa/Nairobi', night), 'Africa/Nairobi')).toEqual({ date: '2026-03-14', time: '08:00' });
    const noon = Date.UTC(2026, 2, 14, 9, 0);
    expect(afterQuiet(noon, 'Africa/Nairobi', night)).toBe(noon);
    expect(afterQuiet(early, 'Africa/Nairobi', null)).toBe(early);
  });

  test('end outside of themselves and never in the past, wherever and whenever', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(fc.property(fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2028, 0) }), fc.constantFrom('Africa/Nairobi', 'America/New_York', 'Europe/Madrid', 'Asia/Kathmandu'), minute, minute, (at, zone, from, until) => {
      const after = afterQuiet(at, zone, { from, until });
      expect(after).toBeGreaterThanOrEqual(at);
      expect(after - at).toBeLessThanOrEqual(25 * 60 * 60_000);
    }));
  });
});

describe('addresses', () => {
  test('of mail are plain, or none', () => {
    expect(mailAddress(' amina.y+1@mail.example.org ')).toBe('amina.y+1@mail.example.org');
    for (const bad of ['amina', 'a@b', 'a b@c.de', 'a@c.de\r\nRCPT TO:<x@y.zz>', 'a@c.de>', '<a@c.de>', 'a@c.de,b@c.de', 'á@c.de', '@c.de', 'a@.de', `${'a'.repeat(65)}@c.de`]) expect(mailAddress(bad), bad).toBeUndefined();
    fc.assert(fc.property(nastyText(), (typed) => { expect(mailAddress(`x${typed}@mail.example`) ?? '').not.toMatch(/[\s<>,;\p{Cc}]/u); }));
  });

  test('of telephones are digits with the country\'s prefix', () => {
    expect([phoneAddress('0700 111 222', '+254'), phoneAddress('+254 700-111222', null), phoneAddress('00254700111222', '+1'), phoneAddress('٠٧٠٠١١١٢٢٢', '254')]).toEqual(['+254700111222', '+254700111222', '+254700111222', '+254700111222']);
    expect([phoneAddress('0700 111 222', null), phoneAddress('12', null), phoneAddress('none', '+254'), phoneAddress('+0700111222', null)]).toEqual(['0700111222', undefined, undefined, undefined]);
  });

  test('within the building are known', () => {
    for (const near of ['localhost', '127.0.0.1', '10.1.2.3', '192.168.0.7', '172.16.0.1', '172.31.9.9', '[::1]', 'fd12::1', 'gateway.local']) expect(isNearHost(near), near).toBe(true);
    for (const far of ['8.8.8.8', '172.32.0.1', '10.example.org', 'localhost.example.org', '192.168.example.org', '127.0.0.1.example.org']) expect(isNearHost(far), far).toBe(false);
  });
});
