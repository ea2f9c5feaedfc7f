import type { Migration } from '../migrate.ts';
import { createSyncedTable } from './synced-table.ts';

/** Charts of the risk of heart attack and stroke, which a clinic imports under its own licence. */
export const riskCharts: Migration = {
  version: 190,
  name: 'risk-charts',
  up(db) {
    createSyncedTable(db, 'risk_chart', [
      'content TEXT NOT NULL', 'region TEXT', 'sha256 TEXT NOT NULL', 'imported_at TEXT NOT NULL', 'imported_by TEXT', 'active INTEGER NOT NULL',
    ]);
  },
};
