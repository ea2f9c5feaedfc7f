import type { Contract } from '#domain/contract/contract.ts';
import type { DrawerShape } from '#domain/contract/billing-shapes.ts';
import type { WriteDb } from '#db/door.ts';
import { drawerOf, lastClosed, listSessions, openSession, type SessionRow } from '#db/queries/cash-drawer.ts';
import type { ReadDb } from '#db/read.ts';
import { closeDrawer, moveCash, openDrawer } from '../billing/drawer.ts';
import { placeOf, tillOf, type Desk } from '../billing/work.ts';
import type { Call } from '../dispatch/call.ts';
import type { Handlers } from '../dispatch/router.ts';

const shown = (db: ReadDb, session: SessionRow | undefined): DrawerShape | null => (session ? drawerOf(db, session) : null);

/** The cash drawer of this PC. spec: BIL-4 */
export function cashDrawerHandlers(): Handlers<Contract['cashDrawer']> {
  const at = <T>(call: Call, work: (desk: Desk) => T): T => call.write((tx: WriteDb) => work(placeOf(tx, call)));
  const here = (db: ReadDb): string => {
    const { slot, suffix } = tillOf(db);
    return slot + suffix;
  };
  return {
    current: (call) => ({ drawer: shown(call.read, openSession(call.read, here(call.read))), last: shown(call.read, lastClosed(call.read, here(call.read))) }),
    open: (call, { float }) => at(call, (desk) => ({ drawer: drawerOf(desk.db, openDrawer(desk, float)) })),
    move: (call, { kind, amount, reason }) => at(call, (desk) => ({ drawer: drawerOf(desk.db, moveCash(desk, { kind, amount, reason })) })),
    close: (call, counted) => at(call, (desk) => {
      const { closed, next } = closeDrawer(desk, counted);
      return { closed: drawerOf(desk.db, closed), drawer: shown(desk.db, next) };
    }),
    list: (call, { limit }) => ({ drawers: listSessions(call.read, limit).map((session) => drawerOf(call.read, session)) }),
  };
}
