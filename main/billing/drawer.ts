import { countedCash, expectedCash, type Count, type DrawerMovement } from '#domain/billing/drawer.ts';
import { MOST_MONEY } from '#domain/kit/money.ts';
import { tidyText } from '#domain/patients/draft.ts';
import { openSession, type SessionRow } from '#db/queries/cash-drawer.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { reasonOf, someAmount, tillOf, type Desk } from './work.ts';

const tillName = (desk: Desk): string => {
  const { slot, suffix } = tillOf(desk.db);
  return slot + suffix;
};

export function openHere(desk: Desk): SessionRow {
  const open = openSession(desk.db, tillName(desk));
  if (!open) throw fail('CONFLICT', { reason: 'drawer-closed' });
  return open;
}

type NewMovement = { readonly kind: string; readonly amount: number; readonly reason?: string | null; readonly pieces?: Count };

function addMovement({ db, at, personId }: Desk, session_id: string, { kind, amount, reason = null, pieces }: NewMovement): void {
  db.insert('cash_movement', { id: db.newId(), session_id, kind, amount, at, person_id: personId, reason, pieces: pieces ? JSON.stringify(pieces) : null });
}

/** Opens this PC's drawer with what is in it. There is one drawer, so one at a time. */
export function openDrawer(desk: Desk, float: number, afterId: string | null = null): SessionRow {
  if (openSession(desk.db, tillName(desk))) throw fail('CONFLICT', { reason: 'drawer-open' });
  const row: SessionRow = { id: desk.db.newId(), till: tillName(desk), opened_at: desk.at, person_id: desk.personId, after_id: afterId };
  desk.db.insert('cash_session', row);
  addMovement(desk, row.id, { kind: 'float', amount: float });
  return row;
}

/** Cash that comes or goes beside patients' payments. More than is in the drawer cannot be taken out. */
export function moveCash(desk: Desk, { kind, amount, reason }: { readonly kind: 'paid-in' | 'expense' | 'banked'; readonly amount: number; readonly reason: string }): SessionRow {
  const session = openHere(desk);
  const why = reasonOf(reason);
  const there = expectedIn(desk, session);
  if (kind !== 'paid-in' && someAmount('amount', amount) > there) throw invalid('amount', 'more-than-there');
  addMovement(desk, session.id, { kind, amount: kind === 'paid-in' ? someAmount('amount', amount) : -amount, reason: why });
  return session;
}

function expectedIn({ db }: Desk, { id }: SessionRow): number {
  const movements = db.statement('SELECT kind, amount FROM cash_movement WHERE session_id = ?').all(id) as DrawerMovement[];
  const { n } = db.statement("SELECT coalesce(sum(amount), 0) AS n FROM payment WHERE session_id = ? AND method = 'cash'").get(id) as { n: number };
  return expectedCash(movements, n);
}

export interface Counted { readonly pieces: Count; readonly reason?: string | undefined; readonly handOver: boolean }

/** Closes the drawer by what was counted, without having been told what must be in it. A difference needs a reason. */
export function closeDrawer(desk: Desk, { pieces, reason, handOver }: Counted): { readonly closed: SessionRow; readonly next: SessionRow | undefined } {
  const session = openHere(desk);
  const counted = countedCash(pieces);
  if (counted > MOST_MONEY) throw invalid('pieces', 'too-large');
  const why = tidyText(reason ?? '');
  if (counted !== expectedIn(desk, session) && why === null) throw fail('CONFIRM', { issues: [{ field: 'reason', code: 'variance' }] });
  addMovement(desk, session.id, { kind: 'count', amount: counted, reason: why, pieces });
  return { closed: session, next: handOver ? openDrawer(desk, counted, session.id) : undefined };
}
