import type { z } from 'zod';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { PushAnswer, PushRequest } from '#domain/sync/wire/messages.ts';
import { inClinic } from '../db/transactions.ts';
import { DeviceStatus, type ClinicTx } from '../db/schema.ts';
import { canonicalOf, isSignedBy, LINK_BYTES, Links, pushStatement, textsOf } from './chain.ts';
import type { QuarantineReason } from './classify.ts';
import { compareChains } from './compare-chains.ts';
import { devicePush, lockClinic, lockDevice, type LockedDevice, type StreamEnd } from './device-rows.ts';
import { recordIncident } from './events.ts';
import { isNoNews } from './log-rows.ts';
import { newsOf, type News, type Storable } from './news.ts';
import { readOperations, sortOperations } from './read-operations.ts';
import { SyncRefusal } from './refusal.ts';
import { namesOf, setAsideOf } from './set-aside.ts';
import { storeOperations, type Batch } from './store-operations.ts';
import type { SyncParts } from './sync-parts.ts';

type Push = z.infer<typeof PushRequest>;
type Message = Omit<Push, 'packed'>;
type Answer = z.infer<typeof PushAnswer>;

/**
 * Takes a batch of one device's stream into the clinic's log, in one transaction (sync design 2.8). Idempotent three
 * ways: by number, by chain and by operation id. `read` gives the message, and hardly ever is asked for it again: what
 * it held is not kept while the push waits for the database. Throws SyncRefusal for a message that is not the device's own.
 */
export async function push(parts: SyncParts, clinicId: string, read: () => Push): Promise<Answer> {
  const taken = takenIn(parts, clinicId, read);
  // Hardly ever did another PC bring one of them, or write the same new row: only then is the clinic searched for each.
  const { answer, setAside } = await takeIn(parts, clinicId, taken).catch((error: unknown) => {
    if (isNoNews(error)) return takeIn(parts, clinicId, { ...taken, news: undefined });
    throw error;
  });
  if (answer.kind === 'stored') parts.hub.ring(clinicId);
  // Once it is committed, and not again when it is handed in again.
  for (const reason of setAside) parts.incident(`set-aside-${reason}`);
  return answer;
}

/** A push that was read and whose chain holds. */
interface Taken {
  readonly request: Message;
  readonly links: Links;
  readonly newest: StreamEnd;
  /** Undefined where it cannot be stored as a whole, or not as what nobody has heard of. */
  readonly news: News | undefined;
  /** The operations once more. */
  readonly again: () => Storable[];
}

function takenIn({ now }: SyncParts, clinicId: string, read: () => Push): Taken {
  const { packed, ...request } = read();
  const operations = ownOperations(request, packed);
  const { linked, links } = linkAll(Buffer.from(request.previousChain, 'base64url'), operations);
  if (links.last().toString('base64url') !== request.chain) throw new SyncRefusal('broken-chain', 422);
  const last = operations.at(-1);
  if (!last) throw new SyncRefusal('batch-size', 422);
  return {
    request, links, newest: { dseq: last.dseq, schemaVersion: last.schemaVersion, chain: links.last() },
    news: sortOperations(linked, null).bad.length === 0 ? newsOf(clinicId, linked, now()) : undefined,
    again: () => ownOperations(request, read().packed).map((operation) => ({ operation })),
  };
}

function takeIn(parts: SyncParts, clinicId: string, taken: Taken): Promise<Outcome> {
  const { request, newest } = taken;
  const statement = pushStatement(clinicId, request.device, newest.dseq, request.chain);
  return inClinic(parts.database, clinicId, async (tx) => {
    const device = await lockDevice(tx, clinicId, request.device);
    if (!isSignedBy(device.pubkey, statement, request.signature)) throw new SyncRefusal('wrong-signature', 403);
    return take({ tx, parts, clinicId, device }, taken);
  });
}

interface Outcome {
  readonly answer: Answer;
  /** Why each operation was set aside that had not been before. */
  readonly setAside: readonly string[];
}

const said = (answer: Answer, setAside: readonly string[] = []): Outcome => ({ answer, setAside });

interface Taking {
  readonly tx: ClinicTx;
  readonly parts: SyncParts;
  readonly clinicId: string;
  readonly device: LockedDevice;
}

async function take({ tx, parts, clinicId, device }: Taking, { request, links, newest, news, again }: Taken): Promise<Outcome> {
  const now = parts.now();
  const { timelines } = device;
  if (timelines.at(-1)?.id !== request.timeline) return said({ kind: 'timeline', timelines: [...timelines], now });
  const compared = await compareChains(tx, clinicId, device, request.from, links);
  if (compared.kind === 'gap') return said({ kind: 'gap', last: device.lastDseq, now });
  if (compared.kind === 'fork') {
    await recordIncident(tx, parts, clinicId, { kind: 'fork-found', deviceId: device.id, actor: 'device', detail: { from: request.from, last: device.lastDseq } });
    return said({ kind: 'fork', links: compared.links, now });
  }
  const aside = device.status === DeviceStatus.active ? null : 'device-not-active' as const;
  const overlaps = device.lastDseq >= request.from;
  const batch = news && !aside && !overlaps ? { news } : sorted(again().filter(({ operation }) => operation.dseq > device.lastDseq), aside);
  const clinic = await lockClinic(tx, clinicId);
  const isMore = newest.dseq > device.lastDseq;
  const stored = await storeOperations(tx, parts, clinicId, clinic, { ...batch, with: isMore ? devicePush(clinicId, device, newest, now) : [] });
  const last = Math.max(newest.dseq, device.lastDseq);
  // The answer to what it overlaps may have been lost.
  const fates = overlaps ? [...await setAsideOf(tx, clinicId, await namesOf(tx, clinicId, device.id), request.from, device.lastDseq), ...stored.fates] : stored.fates;
  if (aside) return said({ kind: 'set-aside', last, fates, now }, stored.setAside);
  return said({ kind: 'stored', last, head: stored.head, durable: { dseq: device.durableDseq, seq: clinic.durableSeq }, fates, now }, stored.setAside);
}

function sorted(fresh: readonly Storable[], aside: QuarantineReason | null): Pick<Batch, 'wanted' | 'bad'> {
  const { good, bad } = sortOperations(fresh, aside);
  return { wanted: good, bad };
}

/** The operations of a push, in the order of their stream. */
function ownOperations(request: Message, packed: Push['packed']): OriginOperation[] {
  const operations = readOperations(packed);
  operations.forEach((operation, i) => {
    if (operation.origin !== request.device || operation.dseq !== request.from + i) throw new SyncRefusal('foreign-operation', 422);
  });
  return operations;
}

/** The operations of a push with their JSON, and their links. */
function linkAll(start: Buffer, operations: readonly OriginOperation[]): { readonly linked: readonly Storable[]; readonly links: Links } {
  if (start.length !== LINK_BYTES) throw new SyncRefusal('broken-chain', 422);
  const links = new Links(start, operations.length);
  const linked = operations.map((operation): Storable => {
    const texts = textsOf(operation);
    links.add(canonicalOf(operation, texts));
    return { operation, texts };
  });
  return { linked, links };
}
