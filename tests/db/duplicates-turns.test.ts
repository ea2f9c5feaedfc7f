import { expect, test, vi } from 'vitest';
import { searchDuplicates } from '#main/merging/search-duplicates.ts';
import { personRow, seeded } from '#tests/bench/support/people.ts';
import { nobodysWrite, testStore } from '#tests/support/store.ts';

/** Milliseconds between two looks at the clock: each by itself less than others may have to wait. */
const BETWEEN_LOOKS = 5;

// spec: REG-5
test('others get their turn while everybody is looked through, though no single step is long', async () => {
  const store = testStore();
  const random = seeded(5);
  store.write(nobodysWrite, (tx) => {
    for (let n = 0; n < 350; n += 1) tx.insert('patient', personRow(tx.newId(), n, random));
  });
  let [now, turns, isLooking] = [0, 0, true];
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => { now += BETWEEN_LOOKS; return now; });
  const others = (): void => {
    turns += 1;
    if (isLooking) setImmediate(others);
  };
  setImmediate(others);
  let done = 0;
  for await (const event of searchDuplicates(store.read, undefined)) done = event.done;
  isLooking = false;
  clock.mockRestore();
  expect(done).toBe(1);
  // Some seventy steps, of which each looks at the clock at least once.
  expect(turns).toBeGreaterThan(15);
});
