import { cvdPackOf, type CvdPack } from '#domain/clinical/cvd-pack.ts';
import { tables } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';

export interface RiskChartRow {
  readonly id: string;
  readonly pack: CvdPack;
  readonly region: string | null;
  readonly importedAt: string;
  readonly importedBy: string | null;
}

/** The charts in use: those imported last. Kept until one of the clinic's settings changes. */
export function riskCharts(db: ReadDb): RiskChartRow | undefined {
  return db.kept(tables.risk_chart.area, 'risk-charts', () => {
    const row = db.statement(`SELECT c.id, c.content, c.region, c.imported_at AS importedAt, p.name AS importedBy FROM risk_chart c
      LEFT JOIN person p ON p.id = c.imported_by WHERE c.active = 1 ORDER BY c.imported_at DESC, c.rid DESC LIMIT 1`).get() as Omit<RiskChartRow, 'pack'> & { content: string } | undefined;
    const pack = row && cvdPackOf(row.content);
    return row && pack ? { id: row.id, pack, region: row.region, importedAt: row.importedAt, importedBy: row.importedBy } : undefined;
  });
}
