import type { z } from 'zod';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { PushAnswer, PushRequest } from '#domain/sync/wire/messages.ts';
import { inClinic } from '../db/transactions.ts';
import { DeviceStatus, type ClinicTx } from '../db/schema.ts';
import { canonicalOf, isSignedBy, LINK_BYTES, Links, pushStatement, textsOf } from './chain.ts';
import { compareChains } from './compare-chains.ts';
import { devicePush, lockClinic, lockDevice, type LockedDevice } from './device-rows.ts';
import { recordIncident } from './events.ts';
import { isNoNews } from './log-rows.ts';
import { readOperations, sortOperations } from './read-operations.ts';
import { SyncRefusal } from './refusal.ts';
import { setAsideOf } from './set-aside.ts';
import { storeOperations, type KnownBefore, type Storable } from './store-operations.ts';
import type { SyncParts } from './sync-parts.ts';

type Push = z.infer<typeof PushRequest>;
/** A push whose operations were read: as they came they are not kept while it waits for the database. */
type Message = Omit<Push, 'packed'>;
type Answer = z.infer<typeof PushAnswer>;

/**
 * Takes a batch of one device's stream into the clinic's log, in one transaction (sync design 2.8). Idempotent three
 * ways: by number, by chain and by operation id. Throws SyncRefusal for a message that is not the device's own.
 */
export async function push(parts: SyncParts, clinicId: string, { packed, ...message }: Push): Promise<Answer> {
  return takeMessage(parts, clinicId, message, ownOperations(message, packed));
}

async function takeMessage(parts: SyncParts, clinicId: string, request: Message, operations: readonly OriginOperation[]): Promise<Answer> {
  const chained = linkAll(Buffer.from(request.previousChain, 'base64url'), operations);
  if (chained.links.last().toString('base64url') !== request.chain) throw new SyncRefusal('broken-chain', 422);
  const statement = pushStatement(clinicId, request.device, request.from + operations.length - 1, request.chain);
  const store = (known: KnownBefore): Promise<Answer> => inClinic(parts.database, clinicId, async (tx) => {
    const device = await lockDevice(tx, clinicId, request.device);
    if (!isSignedBy(device.pubkey, statement, request.signature)) throw new SyncRefusal('wrong-signature', 403);
    return take({ tx, parts, clinicId, request, device }, chained, known);
  });
  // Hardly ever did another PC bring one of them, or write the same new row: only then is the clinic searched for each.
  const answer = await store('none').catch((error: unknown) => {
    if (isNoNews(error)) return store('perhaps');
    throw error;
  });
  if (answer.kind === 'stored') parts.hub.ring(clinicId);
  return answer;
}

interface Taking {
  readonly tx: ClinicTx;
  readonly parts: SyncParts;
  readonly clinicId: string;
  readonly request: Message;
  readonly device: LockedDevice;
}

async function take({ tx, parts, clinicId, request, device }: Taking, { linked, links }: Chained, known: KnownBefore): Promise<Answer> {
  const now = parts.now();
  const { timelines } = device;
  if (timelines.at(-1)?.id !== request.timeline) return { kind: 'timeline', timelines: [...timelines], now };
  const compared = await compareChains(tx, clinicId, device, request.from, links);
  if (compared.kind === 'gap') return { kind: 'gap', last: device.lastDseq, now };
  if (compared.kind === 'fork') {
    await recordIncident(tx, parts, clinicId, { kind: 'fork-found', deviceId: device.id, actor: 'device', detail: { from: request.from, last: device.lastDseq } });
    return { kind: 'fork', links: compared.links, now };
  }
  const fresh = linked.filter(({ operation }) => operation.dseq > device.lastDseq);
  const aside = device.status === DeviceStatus.active ? null : 'device-not-active' as const;
  const sorted = sortOperations(fresh, aside);
  const clinic = await lockClinic(tx, clinicId);
  const newest = fresh.at(-1);
  const stored = await storeOperations(tx, parts, clinicId, clinic, { wanted: sorted.good, bad: sorted.bad, known, with: newest ? devicePush(clinicId, device, { operation: newest.operation, chain: links.last() }, now) : [] });
  const last = newest?.operation.dseq ?? device.lastDseq;
  // The answer to what it overlaps may have been lost.
  const fates = fresh.length === linked.length ? stored.fates : [...await setAsideOf(tx, clinicId, device.id, request.from, device.lastDseq), ...stored.fates];
  if (aside) return { kind: 'set-aside', last, fates, now };
  return { kind: 'stored', last, head: stored.head, durable: { dseq: device.durableDseq, seq: clinic.durableSeq }, fates, now };
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
interface Chained {
  readonly linked: readonly Storable[];
  readonly links: Links;
}

function linkAll(start: Buffer, operations: readonly OriginOperation[]): Chained {
  if (start.length !== LINK_BYTES) throw new SyncRefusal('broken-chain', 422);
  const links = new Links(start, operations.length);
  const linked = operations.map((operation): Storable => {
    const texts = textsOf(operation);
    links.add(canonicalOf(operation, texts));
    return { operation, texts };
  });
  return { linked, links };
}
