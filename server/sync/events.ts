import type { ClinicTx } from '../db/schema.ts';
import type { SyncParts } from './sync-parts.ts';

export interface ClinicEvent {
  readonly kind: string;
  readonly deviceId: string | null;
  /** `person:<id>`, `admin:<id>`, `device`, `server`, or the kind of code that let somebody in. */
  readonly actor: string;
  /** Ids, numbers and a reason; never what a row holds. */
  readonly detail: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** Writes down a decision or an incident of a clinic, for those who must answer for it. */
export async function recordEvent(tx: ClinicTx, parts: Pick<SyncParts, 'newId' | 'now'>, clinicId: string, { kind, deviceId, actor, detail }: ClinicEvent): Promise<void> {
  await tx.insertInto('clinic_event').values({
    clinic_id: clinicId, id: parts.newId(), at: parts.now(), kind, device_id: deviceId, actor, detail: JSON.stringify(detail),
  }).execute();
}

/** An event that somebody should look at: also counted and logged. */
export async function recordIncident(tx: ClinicTx, parts: SyncParts, clinicId: string, event: ClinicEvent): Promise<void> {
  await recordEvent(tx, parts, clinicId, event);
  parts.incident(event.kind);
  parts.log.warn('sync.incident', { kind: event.kind, clinic: clinicId, device: event.deviceId });
}
