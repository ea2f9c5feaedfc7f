import type { AnalyserLine } from '#domain/contract/analysers.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

/** An analyser as set up on this PC. */
export interface AnalyserSetup {
  readonly id: string;
  readonly name: string;
  readonly protocol: 'astm' | 'hl7';
  readonly line: AnalyserLine;
  readonly withoutEnquiry: boolean;
  readonly active: boolean;
}

interface SetupRow { id: string; name: string; protocol: string; settings: string; active: 0 | 1 }

const setupOf = (row: SetupRow): AnalyserSetup => ({
  id: row.id, name: row.name, protocol: row.protocol as AnalyserSetup['protocol'], active: row.active === 1,
  ...(JSON.parse(row.settings) as Pick<AnalyserSetup, 'line' | 'withoutEnquiry'>),
});

export function listAnalysers(db: ReadDb): AnalyserSetup[] {
  return db.all(db.build.selectFrom('analyser').select(['id', 'name', 'protocol', 'settings', 'active']).orderBy('name').orderBy('id')).map(setupOf);
}

export function saveAnalyser(tx: WriteDb, setup: AnalyserSetup, addedAt: string): void {
  const { line, withoutEnquiry } = setup;
  const changed = { name: setup.name, protocol: setup.protocol, transport: line.kind, settings: JSON.stringify({ line, withoutEnquiry }), active: setup.active ? 1 as const : 0 as const };
  tx.local(tx.build.insertInto('analyser').values({ id: setup.id, added_at: addedAt, ...changed })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changed)), 'lab');
}

/** What it sent stays. False if there is none. */
export const removeAnalyser = (tx: WriteDb, id: string): boolean => tx.local(tx.build.deleteFrom('analyser').where('id', '=', id), 'lab') > 0;

/** A part of a message; ids sort in the order in which the parts came. */
export interface RawPart {
  readonly id: string;
  readonly analyserId: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The id of a message's part: what came together shares `messageKey`. */
export const rawId = (messageKey: string, place: number): string => `${messageKey}#${String(place).padStart(6, '0')}`;
export const messageKeyOf = (id: string): string => id.slice(0, id.indexOf('#'));

/** Keeps bytes as they came; they wait until `settleRaw` says what became of them. */
export function keepRaw(tx: WriteDb, part: RawPart): void {
  tx.statement('INSERT INTO analyser_raw (id, analyser_id, at, bytes, message_id) VALUES (?, ?, ?, ?, NULL)').run(part.id, part.analyserId, part.at, Buffer.from(part.bytes));
}

/** The message the parts became; the empty text for one that broke off or held no results. */
export function settleRaw(tx: WriteDb, ids: readonly string[], messageId: string): void {
  const settle = tx.statement('UPDATE analyser_raw SET message_id = ? WHERE id = ?');
  for (const id of ids) settle.run(messageId, id);
}

/** What came before the program ended and was not read yet, oldest first. */
export function waitingRaw(db: ReadDb): RawPart[] {
  const rows = db.statement('SELECT id, analyser_id, at, bytes FROM analyser_raw WHERE message_id IS NULL ORDER BY at, id').all() as
    { id: string; analyser_id: string; at: number; bytes: Uint8Array }[];
  return rows.map(({ id, analyser_id, at, bytes }) => ({ id, analyserId: analyser_id, at, bytes }));
}

/** The bytes of a message, where this PC received it. */
export function rawOfMessage(db: ReadDb, messageId: string): Uint8Array[] {
  return (db.statement('SELECT bytes FROM analyser_raw WHERE message_id = ? ORDER BY id').all(messageId) as { bytes: Uint8Array }[]).map(({ bytes }) => bytes);
}

/** Forgets bytes that were read before `ms`. */
export function forgetRawBefore(tx: WriteDb, ms: number): void {
  tx.statement('DELETE FROM analyser_raw WHERE message_id IS NOT NULL AND at < ?').run(ms);
}

/** When an analyser last sent results and how many messages there are of it. */
export function messagesOf(db: ReadDb, analyserId: string): { readonly count: number; readonly lastAt: string | null } {
  return db.statement('SELECT count(*) AS count, max(received_at) AS lastAt FROM lab_message WHERE analyser_id = ?').get(analyserId) as { count: number; lastAt: string | null };
}
