import type { Contract } from '#domain/contract/contract.ts';
import type { ClockState } from '#domain/contract/clock.ts';
import { inZone } from '#domain/kit/time.ts';
import { findClinic } from '#db/queries/clinic.ts';
import { lastServiceDay } from '#db/queries/queue.ts';
import type { ReadDb } from '#db/read.ts';
import type { DeskParts } from '../desk.ts';
import type { Handlers } from '../dispatch/router.ts';
import { clinicOf } from './clinic.ts';
import { queueDay } from './token-rows.ts';

/** The clock of this PC. */
export function clockHandlers(desk: DeskParts): Handlers<Contract['clock']> {
  const { clock, store } = desk;
  const state = (db: ReadDb): ClockState => {
    const doubt = clock.doubt();
    const clinic = findClinic(db);
    return {
      quality: clock.quality(), offsetMs: clock.offset(), doubt: { kind: doubt.kind, byMs: doubt.kind === 'none' ? 0 : doubt.byMs, denied: doubt.denied },
      today: clinic ? inZone(clock.now(), clinic.zone).date : null, queueDay: clinic ? queueDay(db, clock.now()) : null,
    };
  };
  return {
    state: (call) => state(call.read),
    answer: (call, { isToday }) => {
      clock.answered(isToday);
      store.announce('clinic');
      return state(call.read);
    },
    startDay: (call) => {
      clock.answered(true);
      return call.write((tx) => {
        const { id, zone } = clinicOf(tx);
        const today = inZone(call.now, zone).date;
        const last = lastServiceDay(tx, null);
        if (last !== undefined && last > today) tx.update('clinic', id, { queue_day_set: `${today}/${last}` });
        return state(tx);
      });
    },
  };
}
