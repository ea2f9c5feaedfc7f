import { BUCKETS } from '#domain/sync/row-sum.ts';
import { IncidentReport, RowsRequest } from '#domain/sync/wire/messages.ts';
import { DeviceStatus } from '../../db/schema.ts';
import { inClinic } from '../../db/transactions.ts';
import type { AnyRoute, Answer, Call, Route } from '../../http/route.ts';
import { recordIncident } from '../events.ts';
import { SyncRefusal } from '../refusal.ts';
import { chunkPart, type Snapshots } from '../snapshots.ts';
import { bucketRows, rowImages, sums } from '../sums.ts';
import type { SyncParts } from '../sync-parts.ts';
import { route, whole, wholeOrNone } from './answering.ts';

/** What a client takes for a chunk; its content is zstd whatever the request accepts. */
const CHUNK_TYPE = 'application/vnd.daybook.chunk';
/** One transfer of a chunk that a client may ask for again from where it broke. */
const RANGE = /^bytes=(\d{1,10})-(\d{0,10})$/;

/** Only a device that works gets a clinic's rows. */
function reading(made: Route<'device'>): AnyRoute {
  const handle = (call: Call<'device'>): Promise<Answer> => {
    const { status } = call.identity;
    if (status !== DeviceStatus.active) throw new SyncRefusal(status === DeviceStatus.revoked ? 'revoked' : 'suspended', 403);
    return made.handle(call);
  };
  return route<'device'>({ ...made, handle: async (call) => handle(call) });
}

/** Whole copies, and finding where two copies differ. */
export function copyRoutes(parts: SyncParts, snapshots: Snapshots): readonly AnyRoute[] {
  return [
    reading({
      method: 'GET', path: '/v1/sync/{clinic:uuid}/snapshot', auth: 'device', queue: 'bootstrap',
      handle: async (call) => {
        const schema = wholeOrNone(call as Call, 'schema');
        if (schema !== undefined && schema < parts.schema.min) throw new SyncRefusal('upgrade', 426);
        return { json: await snapshots.manifest(call.identity.clinicId, call) };
      },
    }),
    reading({ method: 'GET', path: '/v1/sync/{clinic:uuid}/chunks/{sha256}', auth: 'device', queue: 'bootstrap', handle: (call) => chunk(parts, call) }),
    reading({
      method: 'GET', path: '/v1/sync/{clinic:uuid}/sums', auth: 'device', queue: 'pull',
      handle: async (call) => ({ json: await sums(parts, call.identity.clinicId, smallNumber(call as Call, 'table')) }),
    }),
    reading({
      method: 'GET', path: '/v1/sync/{clinic:uuid}/bucket', auth: 'device', queue: 'bootstrap',
      handle: async (call) => {
        const bucket = whole(call as Call, 'bucket');
        if (bucket >= BUCKETS) throw new SyncRefusal('malformed', 400);
        return { json: await bucketRows(parts, call.identity.clinicId, smallNumber(call as Call, 'table') ?? 0, bucket) };
      },
    }),
    reading({
      method: 'POST', path: '/v1/sync/{clinic:uuid}/rows', auth: 'device', queue: 'bootstrap',
      handle: async (call) => {
        const request = call.json(RowsRequest);
        if (request.table > MOST_SMALL) throw new SyncRefusal('malformed', 400);
        return { json: await rowImages(parts, call.identity.clinicId, request) };
      },
    }),
    reading({
      method: 'POST', path: '/v1/sync/{clinic:uuid}/incidents', auth: 'device', queue: 'control',
      handle: async (call) => {
        const { kind, ...detail } = call.json(IncidentReport);
        const { clinicId, deviceId } = call.identity;
        await inClinic(parts.database, clinicId, (tx) => recordIncident(tx, parts, clinicId, { kind, deviceId, actor: 'device', detail }));
        return { json: { now: parts.now() } };
      },
    }),
  ];
}

const MOST_SMALL = 32_767;

function smallNumber(call: Call, name: string): number | undefined {
  const value = wholeOrNone(call, name);
  if (value !== undefined && value > MOST_SMALL) throw new SyncRefusal('malformed', 400);
  return value;
}

async function chunk(parts: SyncParts, { identity, params, headers }: Call<'device'>): Promise<Answer> {
  const sha256 = params.sha256 ?? '';
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new SyncRefusal('malformed', 400);
  const range = headers.range === undefined ? null : RANGE.exec(headers.range);
  const [from, to] = range ? [Number(range[1]), range[2] === '' ? undefined : Number(range[2])] : [0, undefined];
  const part = await chunkPart(parts, identity.clinicId, sha256, from, to);
  const common = { 'content-type': CHUNK_TYPE, 'accept-ranges': 'bytes', etag: `"${sha256}"` };
  if (!range) return { body: part.bytes, headers: common };
  const end = part.from + part.bytes.length - 1;
  return { status: 206, body: part.bytes, headers: { ...common, 'content-range': `bytes ${String(part.from)}-${String(end)}/${String(part.total)}` } };
}
