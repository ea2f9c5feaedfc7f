import { describe, expect, test } from 'vitest';
import type { Goal, Row } from '#tests/bench/harness/bench.ts';
import { benchOptions } from '#tests/bench/harness/options.ts';
import { formatFigure, formatTable } from '#tests/bench/harness/table.ts';
import { judge } from '#tests/bench/harness/verdict.ts';

const GOAL: Goal = { of: 'ratio', atMost: 2 };
const row = (more: Partial<Row>): Row => ({ name: 'p99', unit: 'ms', ours: 10, ...more });

describe('goals', () => {
  test('a ratio is worked out from the two figures, or taken as measured', () => {
    expect(judge('b', GOAL, row({ yardstick: 5 }))).toMatchObject({ ratio: 2, met: true, goal: '≤ 2×' });
    expect(judge('b', GOAL, row({ yardstick: 4.9 })).met).toBe(false);
    expect(judge('b', GOAL, row({ yardstick: 5, ratio: 2.1 })).met).toBe(false);
  });
  test('at least, and our own figure in its unit', () => {
    expect(judge('b', { of: 'ratio', atLeast: 50 }, row({ ratio: 49 })).met).toBe(false);
    expect(judge('b', GOAL, row({ goal: { of: 'ours', atMost: 250 }, unit: 'MB', ours: 250 }))).toMatchObject({ met: true, goal: '≤ 250 MB' });
    expect(judge('b', GOAL, row({ goal: { of: 'ours', atLeast: 11 } })).met).toBe(false);
  });
  test('a row may only be shown', () => expect(judge('b', GOAL, row({ goal: null }))).toMatchObject({ met: null, goal: null }));
  test('a figure that is missing or no number never meets a goal', () => {
    expect(judge('b', GOAL, row({})).met).toBe(false);
    expect(judge('b', GOAL, row({ ratio: Number.NaN })).met).toBe(false);
  });
  test('more than 20 % is unsteady', () => {
    expect(judge('b', GOAL, row({ spread: 0.2 })).steady).toBe(true);
    expect(judge('b', GOAL, row({ spread: 0.21 })).steady).toBe(false);
  });
});

test('the table lines up and says what is missed and unsteady', () => {
  const rows = [
    judge('search', GOAL, row({ yardstick: 4, spread: 0.34 })),
    judge('import', { of: 'ours', atLeast: 5000 }, { name: 'rows', unit: 'rows/s', ours: 123456 }),
  ];
  expect(formatTable(rows)).toBe([
    'name                    ours  yardstick  ratio           goal  met  spread',
    'search: p99            10 ms       4 ms   2.5×           ≤ 2×   NO  34 % unsteady',
    'import: rows  123,456 rows/s                    ≥ 5000 rows/s  yes',
  ].join('\n'));
});

test.each([[0.001234, '0.00123'], [1.6249, '1.62'], [999.4, '999'], [1234.6, '1,235'], [0, '0'], [Infinity, 'Infinity']])('%d reads %s', (figure, text) =>
  expect(formatFigure(figure)).toBe(text));

describe('options', () => {
  test('both ways of giving a value', () => {
    expect(benchOptions(['--only', 'search', '--json=out.json', '--gate'])).toEqual({ only: 'search', json: 'out.json', gate: true, quick: false });
    expect(benchOptions([])).toEqual({ only: undefined, json: undefined, gate: false, quick: false });
  });
  test('mistakes are named', () => {
    expect(benchOptions(['--fast'])).toEqual({ mistake: 'unknown option --fast' });
    expect(benchOptions(['--only', '--gate'])).toEqual({ mistake: '--only needs a value' });
  });
});
