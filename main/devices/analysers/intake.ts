/** Keeps what analysers send before it is acknowledged, then reads and files it. */
import { keepRaw, messageKeyOf, rawId, settleRaw, waitingRaw, type RawPart } from '#db/queries/analysers.ts';
import type { Store } from '#db/store.ts';
import { traceOf, type Log } from '../../log.ts';
import { endsMessage, joined } from './astm-link.ts';
import { readAstm } from './astm-records.ts';
import { fileMessages, type Source } from './file-results.ts';
import { readHl7 } from './hl7-message.ts';
import type { LabMessage } from './lab-message.ts';
import type { SpecimenResolver } from './match-patient.ts';
import { isOru, readOru } from './oru.ts';

export interface IntakeParts {
  readonly store: Store;
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Log;
  /** How far this PC's clock is to be believed; see `keptClock`. */
  readonly clock: () => 'stale' | 'suspect' | null;
  readonly ordered: SpecimenResolver;
}

export class Intake {
  readonly #parts: IntakeParts;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** A message begins whose parts are kept one by one. */
  begin(analyserId: string): KeptMessage {
    return new KeptMessage(this.#parts, analyserId);
  }

  /** Files a message whose parts are kept. False: they stay, and are tried again when the program starts. */
  take(source: Source, { ids }: Pick<KeptMessage, 'ids'>, messages: readonly LabMessage[], receivedAt = this.#parts.now()): boolean {
    const { store, log, clock, ordered } = this.#parts;
    try {
      store.write({ personId: null, intent: 'analysers.receive' }, (tx) => {
        const filed = fileMessages(tx, messages, { source, receivedAt, clock: clock(), ordered });
        settleRaw(tx, ids, filed.messageId ?? '');
      });
      return true;
    } catch (error) {
      log.error('analyser-not-filed', traceOf(error));
      return false;
    }
  }

  /** Parts of a message that broke off: the analyser sends all of it again. */
  drop({ ids }: Pick<KeptMessage, 'ids'>): void {
    const { store, log } = this.#parts;
    try {
      store.write({ personId: null, intent: 'analysers.receive' }, (tx) => { settleRaw(tx, ids, ''); });
    } catch (error) {
      log.error('analyser-not-dropped', traceOf(error));
    }
  }

  /** What was kept and not yet filed when the program ended. */
  resume(sourceOf: (analyserId: string) => Source | undefined): void {
    for (const parts of byMessage(waitingRaw(this.#parts.store.read))) {
      const source = sourceOf(parts[0]?.analyserId ?? '');
      if (!source) continue;
      const messages = readKept(source.protocol, joined(parts.map(({ bytes }) => bytes)));
      const ids = parts.map(({ id }) => id);
      if (messages) this.take(source, { ids }, messages, parts[0]?.at);
      else this.drop({ ids });
    }
  }
}

/** The kept parts of one message; each is on the disk when `keep` returns. */
export class KeptMessage {
  readonly ids: string[] = [];
  readonly #parts: IntakeParts;
  readonly #analyserId: string;
  readonly #key: string;

  constructor(parts: IntakeParts, analyserId: string) {
    this.#parts = parts;
    this.#analyserId = analyserId;
    this.#key = parts.newId();
  }

  /** Commits bytes to the disk. False when the store could not take them. */
  keep(bytes: Uint8Array): boolean {
    const { store, now, log } = this.#parts;
    const id = rawId(this.#key, this.ids.length);
    try {
      store.write({ personId: null, intent: 'analysers.receive' }, (tx) => { keepRaw(tx, { id, analyserId: this.#analyserId, bytes, at: now() }); });
      this.ids.push(id);
      return true;
    } catch (error) {
      log.error('analyser-not-kept', traceOf(error));
      return false;
    }
  }
}

function byMessage(parts: readonly RawPart[]): RawPart[][] {
  const groups = new Map<string, RawPart[]>();
  for (const part of parts) {
    const key = messageKeyOf(part.id);
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  return [...groups.values()];
}

/** The results of a whole message; undefined where its end had not come: then it was never acknowledged as a whole. */
function readKept(protocol: Source['protocol'], bytes: Uint8Array): readonly LabMessage[] | undefined {
  if (protocol === 'astm') return endsMessage(bytes) ? readAstm(bytes) : undefined;
  const message = readHl7(bytes);
  return message && isOru(message) ? [readOru(message)] : undefined;
}
