import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consentDecisions, consentPurposes, latestConsent, mayUse, nextDecisions, usualDefaults, type Consent } from '#domain/patients/consent.ts';

const instant = fc.integer({ min: 0, max: 20 }).map((minute) => new Date(Date.UTC(2026, 2, 14, 9, minute)).toISOString());
const consent: fc.Arbitrary<Consent> = fc.record({
  id: fc.integer({ min: 0, max: 1e6 }).map(String), purpose: fc.constantFrom(...consentPurposes), decision: fc.constantFrom(...consentDecisions), at: instant,
});

// spec: REG-7
describe('consent', () => {
  test('goes by the latest answer about the purpose, in whatever order the answers came', () => {
    fc.assert(fc.property(fc.uniqueArray(consent, { selector: ({ id }) => id, maxLength: 12 }), fc.constantFrom(...consentPurposes), (consents, purpose) => {
      const sorted = consents.filter((each) => each.purpose === purpose).sort((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1));
      for (const order of [consents, consents.toReversed(), sorted]) {
        expect(latestConsent(order, purpose)?.at).toBe(sorted.at(-1)?.at);
        expect(mayUse(order, purpose)).toBe(mayUse(consents, purpose));
      }
      if (sorted.length === 0) expect(mayUse(consents, purpose)).toBe(usualDefaults[purpose]);
      else expect(mayUse(consents, purpose)).toBe(latestConsent(consents, purpose)?.decision === 'given');
    }));
  });

  test('refused or withdrawn is no, whatever the clinic takes for granted; never asked is what the clinic says', () => {
    const answer = (decision: Consent['decision']): Consent[] => [{ id: '1', purpose: 'research', decision, at: '2026-03-14T09:00:00.000Z' }];
    const everything = { treatment: true, sharing: true, reminders: true, research: true };
    expect(mayUse(answer('refused'), 'research', everything)).toBe(false);
    expect(mayUse(answer('withdrawn'), 'research', everything)).toBe(false);
    expect(mayUse(answer('given'), 'research')).toBe(true);
    expect([mayUse([], 'research'), mayUse([], 'research', everything), mayUse(answer('refused'), 'sharing')]).toEqual([false, true, true]);
  });

  test('offers only answers that change something', () => {
    expect([undefined, ...consentDecisions].map(nextDecisions)).toEqual([['given', 'refused'], ['withdrawn'], ['given'], ['given']]);
  });
});
