import { limits } from '#domain/sync/wire/limits.ts';
import { PushAnswer, WIRE_VERSION, type Infer, type PushRequest } from '#domain/sync/wire/messages.ts';
import { pack } from '#domain/sync/wire/pack.ts';
import { nextOutgoing, type Outgoing } from '#db/sync/outbox.ts';
import { keepFates } from '#db/sync/fates.ts';
import { changePlace, deviceOf, type SyncPlace } from '#db/sync/place.ts';
import { signWith } from '../device-key.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { HistorySplit, OtherTimeline } from './outcome.ts';

/**
 * How much to try in one push: more while it goes quickly, less after a time-out or when something on the way, such as a
 * proxy with a limit, does not let it through (sync design 2.8). One is kept as long as the program runs, so that the next
 * run does not begin with what failed in the last. A single transaction always goes whole.
 */
export class BatchSize {
  static readonly #LEAST = 100;
  static readonly #LEAST_BYTES = 64 * 1024;
  static readonly #MOST_BYTES = limits.messageBytes / 4;
  #ops = 500;
  #bytes = BatchSize.#MOST_BYTES;

  get ops(): number {
    return this.#ops;
  }

  /** Of the values, before compression. */
  get bytes(): number {
    return this.#bytes;
  }

  took(ms: number): void {
    if (ms >= 2_000) return;
    this.#ops = Math.min(limits.opsPerPush, this.#ops * 2);
    this.#bytes = Math.min(BatchSize.#MOST_BYTES, this.#bytes * 2);
  }

  failed(): void {
    this.#ops = Math.max(BatchSize.#LEAST, Math.floor(this.#ops / 2));
    this.#bytes = Math.max(BatchSize.#LEAST_BYTES, Math.floor(this.#bytes / 2));
  }
}

/** Sends the next batch of this PC's operations. False when there was none. Throws HistorySplit, OtherTimeline. */
export async function pushOnce(link: ServerLink, size: BatchSize, signal?: AbortSignal): Promise<boolean> {
  const { store, now } = link.parts;
  const place = link.place;
  const outgoing = nextOutgoing(store.read, place.acked, size.ops, size.bytes);
  if (!outgoing) return false;
  const started = now();
  const answer = await link.ask(PushAnswer, {
    method: 'POST', path: '/push', body: requestOf(place, outgoing), timeoutMs: 60_000, ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    size.failed();
    throw error;
  });
  size.took(now() - started);
  if (answer.kind === 'fork') throw new HistorySplit();
  // Also a server that holds less of this stream than it had said: the hello finds out why.
  if (answer.kind === 'timeline' || answer.last < place.acked) throw new OtherTimeline();
  store.write(syncWrite, (tx) => {
    changePlace(tx, { acked: answer.last, ...(answer.kind === 'stored' ? { durable: answer.durable } : {}) });
    if (answer.kind === 'stored' || answer.kind === 'set-aside') keepFates(tx, answer.fates);
  });
  return true;
}

function requestOf(place: SyncPlace, { operations, previousChain, chain }: Outgoing): Infer<typeof PushRequest> {
  const device = deviceOf(place);
  const [first, last] = [operations[0], operations.at(-1)];
  const link = Buffer.from(chain).toString('base64url');
  return {
    v: WIRE_VERSION, device, timeline: place.timelines.at(-1)?.id ?? '', from: first?.dseq ?? 0,
    previousChain: Buffer.from(previousChain).toString('base64url'), packed: mutable(pack(operations.map((operation) => ({ ...operation, origin: device })))),
    chain: link, signature: signWith(place.privateKey, `daybook-push:${place.clinicId}:${device}:${String(last?.dseq ?? 0)}:${link}`),
  };
}

type Packed = Infer<typeof PushRequest>['packed'];

/** The message's shape, which zod reads as changeable. */
const mutable = (packed: ReturnType<typeof pack>): Packed => packed as unknown as Packed;
