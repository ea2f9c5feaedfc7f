import { describe, expect, it } from 'vitest';
import { daysOld, knownBirth, monthsOld, yearsOld } from '#domain/patients/known-age.ts';

describe('an age of a stored day of birth', () => {
  it('is in days, months and years, and never less than none', () => {
    expect([daysOld, monthsOld, yearsOld].map((of) => of('2024-02-29', '2026-03-14'))).toEqual([744, 24, 2]);
    expect([daysOld, monthsOld, yearsOld].map((of) => of('2026-03-15', '2026-03-14'))).toEqual([0, 0, 0]);
  });

  it.each([null, '', 'hello', '1990', '1990-02-31', '0000-01-01', '1990-1-1', '1990-01-01T00:00'])('is not known of %s', (stored) => {
    expect(knownBirth(stored)).toBeNull();
    expect([daysOld, monthsOld, yearsOld].map((of) => of(stored, '2026-03-14'))).toEqual([null, null, null]);
  });
});
