import type { Kysely } from 'kysely';
import { SERVER_WENT_BACK } from '#domain/sync/alerts.ts';
import { rewindTo } from '#domain/sync/timelines.ts';
import type { Infer, WentBackAnswer, WentBackRequest } from '#domain/sync/wire/messages.ts';
import { beginTimeline } from '../backup/begin-timeline.ts';
import { DeviceStatus, type ClinicTx, type Schema } from '../db/schema.ts';
import { inClinic } from '../db/transactions.ts';
import { lockClinic, lockDevice, timelinesOf, type LockedClinic, type LockedDevice } from './device-rows.ts';
import { recordIncident } from './events.ts';
import { STORED } from './log-rows.ts';
import type { SyncParts } from './sync-parts.ts';

type Claim = Infer<typeof WentBackRequest>;

const DAY_MS = 86_400_000;
/** A device that finds more of them in a day is at fault itself: it then takes the server's word. */
const BEGUN_A_DAY = 10;

/**
 * A device shows that it knows more of the log than the log holds: the server's disk was put back without `restore`.
 * What it says is compared with the log, and if it is so, the log begins another life at the last place both have in
 * common, as after a restore (sync design 2.16): every PC goes back to there, sends and hands in what is missing.
 * Asked again, it answers the same. Throws SyncRefusal `unknown-device`, `unknown-clinic`.
 */
export async function wentBack(parts: SyncParts, clinicId: string, deviceId: string, claim: Claim): Promise<Infer<typeof WentBackAnswer>> {
  const { begun, ...answer } = await inClinic(parts.database, clinicId, async (tx) => {
    const device = await lockDevice(tx, clinicId, deviceId);
    await tx.selectFrom('slot_counter').select('next_slot').where('clinic_id', '=', clinicId).forUpdate().executeTakeFirst();
    const clinic = await lockClinic(tx, clinicId);
    const start = device.status === DeviceStatus.active ? await commonPlace(tx, clinicId, { device, clinic, claim }) : null;
    if (start === null || await isTiresome(tx, parts, clinicId, deviceId)) return { begun: false, last: device.lastDseq, timelines: [...device.timelines] };
    await beginTimeline(tx as unknown as Kysely<Schema>, clinicId, parts.newId, { start, reason: 'went-back' });
    await recordIncident(tx, parts, clinicId, { kind: SERVER_WENT_BACK, deviceId, actor: 'device', detail: { start, head: clinic.lastSeq, cursor: claim.cursor, acked: claim.acked, last: device.lastDseq } });
    return { begun: true, last: device.lastDseq, timelines: await timelinesOf(tx, clinicId) };
  });
  if (begun) parts.hub.ring(clinicId);
  return { ...answer, now: parts.now() };
}

interface Standing {
  readonly device: LockedDevice;
  readonly clinic: LockedClinic;
  readonly claim: Claim;
}

/** The last place up to which device and log surely agree; null when the log lacks nothing of what the device says. */
async function commonPlace(tx: ClinicTx, clinicId: string, { device, clinic, claim }: Standing): Promise<number | null> {
  const present = device.timelines.at(-1)?.id;
  // It has yet to hear of the log's present life, and will go back by that.
  if (!claim.timelines.some(({ id }) => id === present)) return null;
  const rows = claim.known.length === 0 ? [] : await tx.selectFrom('op_log').select(['seq', 'op_id', STORED.as('stored')]).where('clinic_id', '=', clinicId)
    .where('seq', 'in', claim.known.map(({ seq }) => seq)).execute();
  const here = new Map(rows.map((row) => [row.seq, row]));
  const agrees = ({ seq, opId, stored }: Claim['known'][number]): boolean => here.get(seq)?.op_id === opId && (stored === undefined || stored === null || here.get(seq)?.stored === stored);
  const parted = claim.known.filter((place) => !agrees(place)).reduce((lowest, { seq }) => Math.min(lowest, seq), Infinity);
  // Above the lowest place where they differ, the same operation may have come to the same place once more.
  const common = claim.known.filter((place) => place.seq < parted && agrees(place));
  const laterLife = claim.timelines.at(-1)?.id !== present;
  const isLess = laterLife || claim.cursor > clinic.lastSeq || claim.acked > device.lastDseq || common.length < claim.known.length;
  if (!isLess) return null;
  const shared = common.reduce((highest, { seq }) => Math.max(highest, seq), 0);
  return Math.min(shared, laterLife ? rewindTo(claim.timelines, device.timelines) ?? shared : shared);
}

async function isTiresome(tx: ClinicTx, { now }: SyncParts, clinicId: string, deviceId: string): Promise<boolean> {
  const lately = await tx.selectFrom('clinic_event').select((eb) => eb.fn.countAll<number>().as('n')).where('clinic_id', '=', clinicId).where('kind', '=', SERVER_WENT_BACK)
    .where('device_id', '=', deviceId).where('at', '>', now() - DAY_MS).executeTakeFirst();
  return (lately?.n ?? 0) >= BEGUN_A_DAY;
}
