import type { AlarmLimits, StayView } from '#domain/contract/bedside.ts';
import { NEWS2 } from '#domain/clinical/news2.ts';
import { findOpenStay, openUses, standingAlarms, type OpenStay, type OpenUse } from '#db/queries/bedside.ts';
import type { ReadDb } from '#db/read.ts';
import { latestScore } from '#db/queries/scores.ts';
import { limitsOfPatient } from '../devices/alarm-watch.ts';
import type { Bedside } from '../devices/hub.ts';
import { fail } from '../dispatch/failure.ts';

/** A stay with what its devices say now. `db` may be a transaction that has just changed it. */
export function stayView(db: ReadDb, bedside: Bedside, stay: OpenStay, now: number, uses: readonly OpenUse[] = openUses(db)): StayView {
  const { limits, birthDate: _, ...shown } = stay;
  return {
    ...shown, devices: bedside.devicesOf(stay.id, uses), values: bedside.stayNow(stay.id).values, alarms: standingAlarms(db, stay.id),
    limits: { ...limitsOfPatient(db, stay.patient.id, now), ...limits } as AlarmLimits, score: latestScore(db, stay.patient.id, NEWS2.rule),
  };
}

/** The open stay, or NOT_FOUND. */
export function stayOf(db: ReadDb, stayId: string): OpenStay {
  const stay = findOpenStay(db, stayId);
  if (!stay) throw fail('NOT_FOUND', { what: 'stay' });
  return stay;
}
