import type { TrendPoint } from '#domain/contract/bedside.ts';
import { trendLevels, type TrendChoice } from '#domain/devices/trend-levels.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

export interface StreamBlock {
  readonly stayId: string;
  readonly code: string;
  /** Of the first sample, milliseconds since 1970. */
  readonly start: number;
  /** Samples a second. */
  readonly rate: number;
  readonly count: number;
  readonly deviceId: string;
  /** See main/devices/keep-waves.ts. */
  readonly bytes: Uint8Array;
}

export function addBlock(tx: WriteDb, block: StreamBlock): void {
  tx.statement('INSERT OR REPLACE INTO stream_block (stay_id, code, start, rate, count, device_id, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(block.stayId, block.code, block.start, block.rate, block.count, block.deviceId, block.bytes);
}

/** Blocks that touch a stretch of time, oldest first. */
export function blocksBetween(db: ReadDb, stayId: string, code: string, from: number, to: number, longestMs: number): StreamBlock[] {
  const rows = db.statement('SELECT start, rate, count, device_id, bytes FROM stream_block WHERE stay_id = ? AND code = ? AND start > ? AND start < ? ORDER BY start')
    .all(stayId, code, from - longestMs, to) as { start: number; rate: number; count: number; device_id: string; bytes: Uint8Array }[];
  return rows.map(({ device_id: deviceId, ...row }) => ({ stayId, code, deviceId, ...row }))
    .filter(({ start, rate, count }) => start + (count / rate) * 1000 > from);
}

/** What came of one code within one row of a level; added to what the row holds already. */
export interface TrendPart {
  readonly stayId: string;
  readonly code: string;
  /** Seconds. */
  readonly level: number;
  /** Where the row begins, milliseconds since 1970. */
  readonly at: number;
  readonly low: number;
  readonly high: number;
  readonly sum: number;
  readonly count: number;
}

export function addTrend(tx: WriteDb, part: TrendPart): void {
  tx.statement(`INSERT INTO stream_trend (stay_id, code, level, at, low, high, sum, count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET low = min(low, excluded.low), high = max(high, excluded.high), sum = sum + excluded.sum, count = count + excluded.count`)
    .run(part.stayId, part.code, part.level, part.at, part.low, part.high, part.sum, part.count);
}

interface PointRow { at: number; low: number; high: number; sum: number; count: number }

/** Points of one code between two instants, oldest first. Rows are put together here: grouping them in SQL costs ten times as much. */
export function trendBetween(db: ReadDb, stayId: string, code: string, from: number, to: number, { level, width }: TrendChoice): TrendPoint[] {
  const rows = db.statement('SELECT at, low, high, sum, count FROM stream_trend WHERE stay_id = ? AND code = ? AND level = ? AND at >= ? AND at < ? ORDER BY at')
    .all(stayId, code, level, from - level * 1000 + 1, to) as PointRow[];
  const widthMs = width * 1000;
  const points: TrendPoint[] = [];
  let open: PointRow | undefined;
  const finish = (): void => {
    if (open) points.push({ at: new Date(open.at).toISOString(), low: open.low, high: open.high, mean: open.sum / open.count, count: open.count });
  };
  for (const row of rows) {
    const at = row.at - (row.at % widthMs);
    if (open?.at === at) {
      if (row.low < open.low) open.low = row.low;
      if (row.high > open.high) open.high = row.high;
      open.sum += row.sum;
      open.count += row.count;
    } else {
      finish();
      open = row;
      open.at = at;
    }
  }
  finish();
  return points;
}

/** Removes some of the waveforms that are kept no longer, the oldest first; returns how many, so that a large heap goes in small pieces. */
export const forgetBlocks = (tx: WriteDb, before: number, most: number): number =>
  tx.statement('DELETE FROM stream_block WHERE (stay_id, code, start) IN (SELECT stay_id, code, start FROM stream_block WHERE start < ? ORDER BY start LIMIT ?)')
    .run(before, most).changes;

/** Removes the finer rows of one stay that are kept no longer. */
export function forgetTrends(tx: WriteDb, stayId: string, now: number): void {
  for (const code of trendCodes(tx, stayId)) {
    for (const { seconds, keptMs } of trendLevels) {
      if (keptMs !== null) tx.statement('DELETE FROM stream_trend WHERE stay_id = ? AND code = ? AND level = ? AND at < ?').run(stayId, code, seconds, now - keptMs);
    }
  }
}

/** Codes of which a stay has a trend. Found by leaps: a stay may have a million rows. */
export function trendCodes(db: ReadDb, stayId: string): string[] {
  const next = db.statement('SELECT min(code) AS code FROM stream_trend WHERE stay_id = ? AND code > ?');
  const codes: string[] = [];
  for (let code: string | null = ''; code !== null;) {
    code = (next.get(stayId, code) as { code: string | null }).code;
    if (code !== null) codes.push(code);
  }
  return codes;
}

/** Stays in the order of their ids, which is that of their beginnings, after a given one: some at a time. */
export const someStays = (db: ReadDb, after: string, limit: number): string[] =>
  (db.statement('SELECT id FROM bedside_stay WHERE id > ? ORDER BY id LIMIT ?').all(after, limit) as { id: string }[]).map(({ id }) => id);

/** What another PC told of a code of a stay, oldest first. */
export function summariesBetween(db: ReadDb, stayId: string, code: string, from: number, to: number): TrendPoint[] {
  const rows = db.statement('SELECT from_at, measures FROM stream_summary WHERE stay_id = ? AND from_at >= ? AND from_at < ? ORDER BY from_at')
    .all(stayId, new Date(from).toISOString(), new Date(to).toISOString()) as { from_at: string; measures: string }[];
  return rows.flatMap(({ from_at: at, measures }) => {
    const found = (JSON.parse(measures) as Record<string, Omit<TrendPoint, 'at'> | undefined>)[code];
    return found ? [{ ...found, at }] : [];
  });
}
