import { create } from 'zustand';
import type { PairOfRecords } from '#domain/contract/merging.ts';
import { client } from '#renderer/api/client.ts';
import { problemOf, type Problem } from '#renderer/api/problem.ts';

interface State {
  /** Likeliest first. Undefined before anybody looked. */
  readonly pairs: readonly PairOfRecords[] | undefined;
  /** 0 to 1 while it looks; undefined when it does not. */
  readonly done: number | undefined;
  /** It was told to stop before it had looked at everybody. */
  readonly stopped: boolean;
  readonly problem: Problem | undefined;
}

/** The pairs found in this window stay while somebody works through them. */
export const usePairSearch = create<State>(() => ({ pairs: undefined, done: undefined, stopped: false, problem: undefined }));

let running: AbortController | undefined;

/** Looks through everybody; what it finds shows as it comes. */
export async function searchPairs(): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  usePairSearch.setState({ pairs: [], done: 0, stopped: false, problem: undefined });
  try {
    for await (const { done, pairs } of await client.merging.duplicates({}, { signal: own.signal })) {
      if (running !== own) return;
      usePairSearch.setState((state) => ({ done, pairs: pairs.length === 0 ? state.pairs : [...(state.pairs ?? []), ...pairs].sort((a, b) => b.score - a.score) }));
    }
  } catch (error) {
    if (!own.signal.aborted) usePairSearch.setState({ problem: problemOf(error) });
  }
  if (running === own) usePairSearch.setState({ done: undefined, stopped: own.signal.aborted });
}

export function stopSearch(): void {
  running?.abort();
  usePairSearch.setState({ done: undefined, stopped: true });
}

const isPair = (pair: PairOfRecords, one: string, other: string): boolean => [one, other].every((id) => id === pair.first.id || id === pair.second.id);

/** A pair was settled: it is not offered any more. */
export const dropPair = (one: string, other: string): void =>
  usePairSearch.setState(({ pairs }) => ({ pairs: pairs?.filter((pair) => !isPair(pair, one, other)) }));

/** A record became part of another: nothing is to be compared with it any more. */
export const dropRecord = (id: string): void => usePairSearch.setState(({ pairs }) => ({ pairs: pairs?.filter(({ first, second }) => first.id !== id && second.id !== id) }));

export const putPairBack = (pair: PairOfRecords): void =>
  usePairSearch.setState(({ pairs }) => ({ pairs: [...(pairs ?? []), pair].sort((a, b) => b.score - a.score) }));
