import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCalendarDate } from '#domain/kit/calendar.ts';
import { enteredAs, readEntered, type EnteredAs } from '#domain/sync/entered-value.ts';
import { tables } from '#domain/sync/tables.ts';

const clinic = { nullable: true, today: '2026-11-30', order: 'dmy' } as const;
const read = (as: Exclude<EnteredAs, 'number'>, typed: string, nullable = true) => readEntered(typed, { ...clinic, as, nullable });

describe('a value that is none of those that compete', () => {
  it('is read as its own form reads it', () => {
    expect(read('birth', '12/03/1990')).toMatchObject({ value: { value: '1990-03-12', estimated: 0 } });
    expect(read('birth', '34')).toMatchObject({ value: { value: '1992-11-30', estimated: 1 } });
    expect(read('birth', 'hello')).toMatchObject({ error: { code: 'unreadable' } });
    expect(read('name', '  Amina \n Yusuf ')).toMatchObject({ value: { value: 'Amina Yusuf' } });
    expect(read('name', '…')).toMatchObject({ error: { code: 'no-letters' } });
    expect(read('name', ' ')).toMatchObject({ error: { code: 'empty' } });
    expect(read('sex', 'female')).toMatchObject({ value: { value: 'female' } });
    expect(read('sex', 'F')).toMatchObject({ error: { code: 'unfit' } });
    expect(read('words', ' 0700 ')).toMatchObject({ value: { value: '0700' } });
  });

  it('may be empty where the column may', () => {
    expect(read('words', ' \0 ')).toMatchObject({ ok: true, value: { value: null } });
    expect(read('words', ' ', false)).toMatchObject({ error: { code: 'empty' } });
  });

  it('is a real day or refused, whatever is typed as a birth', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789/.-my ') })), (typed) => {
      const answer = read('birth', typed);
      expect(!answer.ok || answer.value.value === null || isCalendarDate(String(answer.value.value))).toBe(true);
    }));
  });

  it('is entered into texts alone, and never into a flag, a number or a link', () => {
    for (const [table, spec] of Object.entries(tables)) {
      for (const [column, { type }] of Object.entries(spec.columns)) {
        const as = enteredAs(table as keyof typeof tables, column);
        if (as !== null) expect([table, column, type, /_(id|at|on|day)$/.test(column)]).toEqual([table, column, 'text', false]);
      }
    }
  });
});
