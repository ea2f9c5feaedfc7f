import { expect, onTestFinished, test, vi } from 'vitest';
import { ensureTrainingClinic } from '#main/training/ensure-training-clinic.ts';
import { testDesk } from '#tests/support/desk.ts';

test.each([[0, 0], [0, 7], [8, 30], [23, 59]])('a training day that begins at %i:%i has people waiting today', async (hours, minutes) => {
  // The training clinic's zone is the system's.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 2, 14, hours, minutes, 30) });
  onTestFinished(() => { vi.useRealTimers(); });
  const { desk, as } = await testDesk({ setUp: false });
  await ensureTrainingClinic(desk.parts, { patients: 40 });
  const { entries } = await as('reception').queue.today({});
  expect(entries.map(({ label }) => label).sort()).toEqual(Array.from({ length: 9 }, (_, i) => `A-00${String(i + 1)}`));
  expect(entries.every(({ status }) => status === 'waiting')).toBe(true);
});
