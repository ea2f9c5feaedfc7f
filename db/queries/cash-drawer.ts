import { countedCash, expectedCash, type DrawerMovement } from '#domain/billing/drawer.ts';
import type { DrawerShape } from '#domain/contract/billing-shapes.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';

export type SessionRow = SyncedRow<'cash_session'>;
type MovementRow = SyncedRow<'cash_movement'> & { by_name: string | null };

/** The drawer that is open at a till: it was not counted yet. */
export const openSession = (db: ReadDb, till: string): SessionRow | undefined => db.statement(`SELECT s.* FROM cash_session s WHERE s.till = ?
  AND NOT EXISTS (SELECT 1 FROM cash_movement m WHERE m.session_id = s.id AND m.kind = 'count') ORDER BY s.opened_at DESC LIMIT 1`).get(till) as SessionRow | undefined;

export const lastClosed = (db: ReadDb, till: string): SessionRow | undefined => db.statement(`SELECT s.* FROM cash_session s WHERE s.till = ?
  AND EXISTS (SELECT 1 FROM cash_movement m WHERE m.session_id = s.id AND m.kind = 'count') ORDER BY s.opened_at DESC LIMIT 1`).get(till) as SessionRow | undefined;

export const listSessions = (db: ReadDb, limit: number): SessionRow[] => db.statement('SELECT * FROM cash_session ORDER BY opened_at DESC LIMIT ?').all(limit) as SessionRow[];

export const findSession = (db: ReadDb, id: string): SessionRow | undefined => db.statement('SELECT * FROM cash_session WHERE id = ?').get(id) as SessionRow | undefined;

interface Cash { taken: number; given: number; payments: number }

/** Cash of patients that went in and out. */
const cashOf = (db: ReadDb, sessionId: string): Cash => db.statement(`SELECT coalesce(sum(CASE WHEN amount > 0 THEN amount ELSE 0 END), 0) AS taken,
  coalesce(sum(CASE WHEN amount < 0 THEN -amount ELSE 0 END), 0) AS given, count(*) AS payments FROM payment WHERE session_id = ? AND method = 'cash'`).get(sessionId) as Cash;

/** A drawer with its journal; what must be in it is told once it was counted. All sums are worked out here. */
export function drawerOf(db: ReadDb, session: SessionRow): DrawerShape {
  const rows = db.statement(`SELECT m.*, w.name AS by_name FROM cash_movement m LEFT JOIN person w ON w.id = m.person_id WHERE m.session_id = ? ORDER BY m.at, m.rid`).all(session.id) as MovementRow[];
  const { taken, given, payments } = cashOf(db, session.id);
  const count = rows.find(({ kind }) => kind === 'count');
  const expected = expectedCash(rows as unknown as DrawerMovement[], taken - given);
  const name = db.statement('SELECT name FROM person WHERE id = ?').get(session.person_id) as { name: string } | undefined;
  const movements = rows.filter(({ kind }) => kind !== 'count').map((row) => ({ id: row.id, kind: row.kind as DrawerMovement['kind'], amount: row.amount, at: row.at, by: row.by_name, reason: row.reason }));
  return {
    id: session.id, till: session.till, openedAt: session.opened_at, by: name?.name ?? null, movements, taken: count ? taken : 0, givenBack: count ? given : 0, payments,
    closed: count ? closedOf(count, expected) : null,
  };
}

function closedOf(count: MovementRow, expected: number): NonNullable<DrawerShape['closed']> {
  const pieces = JSON.parse(count.pieces ?? '{}') as Record<string, number>;
  return { at: count.at, by: count.by_name, expected, counted: count.amount, variance: count.amount - expected, reason: count.reason, pieces: countedCash(pieces) === count.amount ? pieces : {} };
}
