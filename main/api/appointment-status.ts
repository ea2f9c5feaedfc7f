import { statusByToken, type AppointmentStatus } from '#domain/calendar/status.ts';
import type { TokenStatus } from '#domain/queue/state.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '#db/door.ts';
import { appointmentOfToken, isFollowedUp } from '#db/queries/calendar.ts';

export type AppointmentRow = SyncedRow<'appointment'>;

/** Sets a status and what goes with it: the follow-up the appointment was booked for. */
export function setStatus(tx: WriteDb, at: string, row: AppointmentRow, status: AppointmentStatus, extra: Partial<AppointmentRow> = {}): void {
  tx.update('appointment', row.id, { status, status_at: at, ...extra });
  followFollowUp(tx, row, status);
}

function followFollowUp(tx: WriteDb, row: AppointmentRow, status: AppointmentStatus): void {
  if (row.follow_up_id === null || !tx.row('follow_up', row.follow_up_id)) return;
  if (status === 'completed') tx.update('follow_up', row.follow_up_id, { status: 'done' });
  else if (status !== 'cancelled') tx.update('follow_up', row.follow_up_id, { status: 'booked' });
  else if (!isFollowedUp(tx, row.follow_up_id, row.id)) tx.update('follow_up', row.follow_up_id, { status: 'wanted' });
}

/** An appointment goes with its patient's token: seen, gone without being seen, or not here after all. */
export function followToken(tx: WriteDb, now: number, token: { readonly id: string; readonly status: string }): void {
  const row = appointmentOfToken(tx, token.id);
  if (!row) return;
  const status = statusByToken(token.status as TokenStatus);
  if (row.status !== status && row.status !== 'cancelled') setStatus(tx, new Date(now).toISOString(), row, status);
}
