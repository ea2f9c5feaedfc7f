import type { Change } from '#db/door.ts';
import type { Store } from '#db/store.ts';

/** A listener that reads too slowly is told only that everything may have changed since. */
const MAX_WAITING = 200;

/**
 * Changes as they are committed, until the caller hangs up. Starts with one event that names nothing, so that a
 * window knows from which change on it is informed.
 */
export async function* changeFeed<T>(
  store: Store, signal: AbortSignal | undefined, shape: (change: Change) => T,
): AsyncGenerator<T, void, void> {
  const waiting: Change[] = [];
  let wake: (() => void) | undefined;
  const stop = store.onChange((change) => {
    if (waiting.length < MAX_WAITING) waiting.push(change);
    else waiting.splice(0, waiting.length, merged([...waiting, change]));
    wake?.();
  });
  const hangUp = (): void => wake?.();
  signal?.addEventListener('abort', hangUp);
  try {
    yield shape({ areas: new Set(), patientIds: new Set(), sequence: 0 });
    while (!signal?.aborted) {
      const change = waiting.shift();
      if (change) yield shape(change);
      else await new Promise<void>((resolve) => { wake = resolve; });
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', hangUp);
  }
}

function merged(changes: readonly Change[]): Change {
  return {
    areas: new Set(changes.flatMap((change) => [...change.areas])),
    patientIds: new Set(changes.flatMap((change) => [...change.patientIds])),
    sequence: Math.max(...changes.map((change) => change.sequence)),
  };
}
