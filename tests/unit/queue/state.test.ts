import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEnded, isWaiting, nextStatus, tokenActions, tokenRules, tokenStatuses } from '#domain/queue/state.ts';
import type { TokenAction, TokenStatus } from '#domain/queue/state.ts';

/**
 * The whole machine, written out by hand: for each status what each action leads to; `-` is refused.
 * Columns: call start skip hold resume no-show finish cancel transfer prioritise.
 */
const TABLE: Readonly<Record<TokenStatus, string>> = {
  waiting: 'called - skipped held - no-show - cancelled waiting waiting',
  called: 'called serving skipped held - no-show done cancelled waiting called',
  serving: 'called - - held - - done cancelled waiting serving',
  held: 'called - - - waiting no-show - cancelled waiting held',
  skipped: 'called - - held waiting no-show - cancelled waiting skipped',
  'no-show': 'called - - - waiting - - - - -',
  done: '- - - - - - - - - -',
  cancelled: '- - - - - - - - - -',
};

describe('the token machine', () => {
  test.each(tokenStatuses.flatMap((status) => tokenActions.map((action, i) => [status, action, TABLE[status].split(' ')[i]] as const)))('%s, %s: %s', (status, action, expected) => {
    const next = nextStatus(status, action);
    expect(next.ok ? next.value : '-').toBe(expected);
  });

  test('whatever is done, a token ends in a known status, and what is done or cancelled stays so', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...tokenActions), { maxLength: 30 }), (actions) => {
      let status: TokenStatus = 'waiting';
      for (const action of actions) {
        const before: TokenStatus = status;
        const next = nextStatus(status, action);
        if (next.ok) status = next.value;
        if (before === 'done' || before === 'cancelled') expect(next.ok).toBe(false);
        expect(tokenStatuses).toContain(status);
      }
    }));
  });

  test('from everything that has not ended there is a way to the end, and every status can be reached', () => {
    const reach = (from: TokenStatus): Set<TokenStatus> => {
      const seen = new Set<TokenStatus>([from]);
      for (const status of seen) for (const action of tokenActions) {
        const next = nextStatus(status, action);
        if (next.ok) seen.add(next.value);
      }
      return seen;
    };
    expect([...reach('waiting')].sort()).toEqual([...tokenStatuses].sort());
    for (const status of tokenStatuses) if (!isEnded(status)) expect(reach(status).has('done')).toBe(true);
  });

  test('only the waiting wait; nobody both waits and has ended', () => {
    expect(tokenStatuses.filter(isWaiting)).toEqual(['waiting']);
    expect(tokenStatuses.filter(isEnded)).toEqual(['no-show', 'done', 'cancelled']);
    expect(Object.keys(tokenRules) as TokenAction[]).toEqual([...tokenActions]);
  });
});
