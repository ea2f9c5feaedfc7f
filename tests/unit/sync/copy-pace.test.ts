import { describe, expect, test } from 'vitest';
import { CopyPace } from '#main/sync/steps/copy-pace.ts';

const TABLE = 7;
const turns = { piece: 20, commit: 60 };

/** What is written at a time after so many rounds, when each row costs so much. */
function settled(msOf: (rows: number) => { readonly piece: number; readonly commit: number }, rounds = 20): { readonly piece: number; readonly commit: number } {
  const pace = new CopyPace(turns);
  for (let i = 0; i < rounds; i++) {
    const { piece, commit } = pace.of(TABLE);
    pace.wrote(TABLE, piece, msOf(piece).piece);
    pace.committed(TABLE, commit, msOf(commit).commit);
  }
  return pace.of(TABLE);
}

describe('how many rows of a copy are written at a time', () => {
  test('is as many as there is time for', () => {
    expect(settled((rows) => ({ piece: rows * 0.02, commit: rows * 0.01 }))).toEqual({ piece: 1000, commit: 6000 });
  });

  test('has bounds, also where the clock stands still', () => {
    expect(settled(() => ({ piece: 0, commit: 0 }))).toEqual({ piece: 2_000, commit: 50_000 });
    expect(settled(() => ({ piece: 1e6, commit: 1e6 }))).toEqual({ piece: 100, commit: 500 });
  });

  test('changes by half at most when one took long, and is learnt for each table', () => {
    const pace = new CopyPace(turns);
    const before = pace.of(TABLE);
    pace.wrote(TABLE, before.piece, 10_000);
    pace.committed(TABLE, before.commit, 10_000);
    expect(pace.of(TABLE)).toEqual({ piece: before.piece / 2, commit: before.commit / 2 });
    expect(pace.of(TABLE + 1)).toEqual(before);
  });

  test('a last piece, which is short, says as much as a long one', () => {
    const pace = new CopyPace(turns);
    pace.wrote(TABLE, 10, 0.4);
    expect(pace.of(TABLE).piece).toBe(500);
  });
});
