import type { ChangeEvent } from '#domain/contract/clinic.ts';
import { client } from './client.ts';
import { liveStore } from './live.ts';

const PAUSE_AFTER_END_MS = 500;

/**
 * Follows the program's changes while somebody is signed in, and has what is shown read again. After an interruption
 * everything is read again, since changes may have been missed.
 * @returns how to stop
 */
export function followChanges(onEvent: (event: ChangeEvent) => void = () => undefined): () => void {
  const ending = new AbortController();
  const follow = async (): Promise<void> => {
    for (let round = 0; !ending.signal.aborted; round += 1) {
      let first = true;
      try {
        for await (const event of await client.clinic.changes({}, { signal: ending.signal })) {
          if (first && round > 0) liveStore.changed();
          else if (event.areas.length > 0) liveStore.changed(event.areas, event.patientIds);
          first = false;
          onEvent(event);
        }
      } catch {
        // The line was cut or the session ended; both are shown elsewhere.
      }
      await new Promise((resolve) => { setTimeout(resolve, PAUSE_AFTER_END_MS); });
    }
  };
  void follow();
  return () => ending.abort();
}
