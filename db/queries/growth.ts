import { rowsOfCompact } from '#domain/clinical/growth-compact.ts';
import { growthIndicators, type GrowthIndicator, type GrowthPack, type GrowthSex, type Lms } from '#domain/clinical/growth-pack.ts';
import { tables } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';

interface Row { readonly id: string; readonly indicator: string; readonly sex: string; readonly content: string; readonly imported_at: string; readonly imported_by: string | null }

/** The tables that the clinic imported; kept until one of its settings changes. */
export function growthPack(db: ReadDb): GrowthPack {
  return db.kept(tables.growth_table.area, 'growth-pack', () => {
    const rows = db.statement('SELECT indicator, sex, content FROM growth_table WHERE active = 1 ORDER BY rid').all() as Pick<Row, 'indicator' | 'sex' | 'content'>[];
    const found = new Map<string, Lms[]>();
    for (const { indicator, sex, content } of rows) {
      const read = rowsOfCompact(content);
      if (read) found.set(`${indicator} ${sex}`, read);
    }
    const pack: Partial<Record<GrowthIndicator, Record<GrowthSex, readonly Lms[]>>> = {};
    for (const indicator of growthIndicators) {
      const [female, male] = [found.get(`${indicator} female`), found.get(`${indicator} male`)];
      if (female && male) pack[indicator] = { female, male };
    }
    return pack;
  });
}

/** Which table came when, and by whom. */
export function growthTables(db: ReadDb): { readonly indicator: string; readonly importedAt: string; readonly importedBy: string | null }[] {
  return db.statement(`SELECT g.indicator, max(g.imported_at) AS importedAt, p.name AS importedBy FROM growth_table g LEFT JOIN person p ON p.id = g.imported_by
    WHERE g.active = 1 GROUP BY g.indicator`).all() as { indicator: string; importedAt: string; importedBy: string | null }[];
}

/** Rows of a table, whether in use or not. */
export const growthRows = (db: ReadDb, indicator?: string): { readonly id: string; readonly sex: string }[] =>
  (indicator === undefined ? db.statement('SELECT id, sex FROM growth_table WHERE active = 1').all() : db.statement('SELECT id, sex FROM growth_table WHERE indicator = ? ORDER BY rid').all(indicator)) as { id: string; sex: string }[];
