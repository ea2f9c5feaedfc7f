import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alertsOf, EVENT_LASTS_MS, type ClinicFacts, type PcFacts } from '#domain/sync/alerts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 2, 14, 12);
const DAY_BEGAN = NOW - 12 * HOUR;

const pc = (part: Partial<PcFacts> = {}): PcFacts =>
  ({ deviceId: 'nurse', here: false, lastSeen: NOW - MINUTE, unsent: 0, oldestUnsent: null, restarts: 0, skewMs: 0, events: [], ...part });
const clinic = (part: Partial<ClinicFacts> = {}): ClinicFacts =>
  ({ now: NOW, dayBegan: DAY_BEGAN, pcs: [pc()], setAside: 0, mustChooseSince: [], seenUpTo: 0, ...part });
const kinds = (facts: ClinicFacts): string[] => alertsOf(facts).map(({ kind, weight }) => `${kind} ${weight}`);

test('a clinic in which all is well has nothing to tell', () => {
  expect(alertsOf(clinic())).toEqual([]);
  expect(alertsOf(clinic({ pcs: [pc({ here: true, lastSeen: null })] }))).toEqual([]);
});

test('a PC that was in use today is missed after half an hour, one that is only switched off is mentioned', () => {
  expect(kinds(clinic({ pcs: [pc({ lastSeen: NOW - 30 * MINUTE })] }))).toEqual([]);
  expect(kinds(clinic({ pcs: [pc({ lastSeen: NOW - 31 * MINUTE })] }))).toEqual(['silent attention']);
  expect(kinds(clinic({ pcs: [pc({ lastSeen: DAY_BEGAN - MINUTE })] }))).toEqual(['silent notice']);
  expect(kinds(clinic({ pcs: [pc({ lastSeen: DAY_BEGAN - MINUTE, unsent: 3, oldestUnsent: NOW - 13 * HOUR })] }))).toEqual(['silent attention']);
  expect(kinds(clinic({ pcs: [pc({ here: true, lastSeen: NOW - 9 * HOUR })] }))).toEqual([]);
});

test('work that exists on one disk for more than a day is told with how much it is', () => {
  expect(kinds(clinic({ pcs: [pc({ unsent: 12, oldestUnsent: NOW - 24 * HOUR })] }))).toEqual([]);
  expect(alertsOf(clinic({ pcs: [pc({ here: true, unsent: 12, oldestUnsent: NOW - 24 * HOUR - 1 })] })))
    .toMatchObject([{ kind: 'unsent', deviceId: 'nurse', count: 12, since: NOW - 24 * HOUR - 1 }]);
});

test('an exchange that broke off five times in an hour, and a clock five minutes wrong, are told', () => {
  expect(kinds(clinic({ pcs: [pc({ restarts: 4, skewMs: 5 * MINUTE })] }))).toEqual([]);
  expect(kinds(clinic({ pcs: [pc({ restarts: 5, skewMs: -5 * MINUTE - 1 })] }))).toEqual(['restarts attention', 'clock attention']);
});

test('of what happened once the newest of a kind is told, for a week or until somebody saw it', () => {
  const events = [
    { kind: 'sum-mismatch', at: NOW - 3 * HOUR, detail: 'patient' }, { kind: 'row-only-here', at: NOW - 2 * HOUR, detail: '{}' },
    { kind: 'row-repaired', at: NOW - 1, detail: '{}' }, { kind: 'store-moved', at: NOW - HOUR, detail: '3FA' },
  ];
  const facts = clinic({ pcs: [pc({ events })] });
  expect(alertsOf(facts).map(({ kind, since, detail }) => [kind, since, detail])).toEqual([['differs', NOW - 2 * HOUR, ''], ['put-back', NOW - HOUR, '3FA']]);
  expect(kinds({ ...facts, seenUpTo: NOW - 2 * HOUR })).toEqual(['put-back attention']);
  expect(kinds({ ...facts, seenUpTo: NOW })).toEqual([]);
  expect(kinds({ ...facts, now: NOW - HOUR + EVENT_LASTS_MS + 1, pcs: [pc({ events, lastSeen: null })] })).toEqual([]);
});

test('a server that went back is told of once for the clinic, whichever PCs found it, for a week or until somebody saw it', () => {
  const found = (at: number) => [{ kind: 'log-went-back', at, detail: '' }];
  const facts = clinic({ pcs: [pc({ here: true, lastSeen: null, events: found(NOW - HOUR) }), pc({ events: found(NOW - 2 * HOUR) })] });
  expect(alertsOf(facts)).toMatchObject([{ kind: 'server-back', weight: 'attention', deviceId: null, since: NOW - HOUR }]);
  expect(alertsOf({ ...facts, seenUpTo: NOW - 2 * HOUR })).toMatchObject([{ since: NOW - HOUR }]);
  expect(kinds({ ...facts, seenUpTo: NOW - HOUR })).toEqual([]);
  expect(alertsOf({ ...facts, now: NOW - HOUR + EVENT_LASTS_MS + 1 }).map(({ kind }) => kind)).not.toContain('server-back');
});

test('what was set aside and choices of more than a day are counted for the whole clinic', () => {
  const facts = clinic({ setAside: 2, mustChooseSince: [NOW - 25 * HOUR, NOW - 23 * HOUR, NOW - 30 * HOUR] });
  expect(alertsOf(facts)).toMatchObject([{ kind: 'set-aside', count: 2, deviceId: null }, { kind: 'undecided', count: 2, since: NOW - 30 * HOUR }]);
});

test('what should be done soon stands before what is only worth knowing', () => {
  const seen = fc.integer({ min: 0, max: 48 }).map((hours) => NOW - hours * HOUR);
  fc.assert(fc.property(fc.array(seen, { maxLength: 8 }), fc.nat(3), (lastSeen, setAside) => {
    const weights = alertsOf(clinic({ pcs: lastSeen.map((at) => pc({ lastSeen: at })), setAside })).map(({ weight }) => weight);
    expect(weights).toEqual([...weights].sort());
  }));
});
