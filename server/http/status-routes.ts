import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { fail } from './errors.ts';
import type { Metrics } from './metrics.ts';
import type { AnyRoute } from './route.ts';

const HEALTH_WITHIN_MS = 2000;

/** `/health` for whoever watches the server, `/metrics` for Prometheus on this machine or with an administrator's token. */
export function statusRoutes(database: Database, metrics: Metrics, version: string): readonly AnyRoute[] {
  return [
    {
      method: 'GET', path: '/health', auth: 'none', queue: 'control',
      handle: async () => {
        if (!(await answers(database))) throw fail('database-away', { headers: { 'retry-after': '5' } });
        return { json: { ready: true, version } };
      },
    },
    {
      method: 'GET', path: '/metrics', auth: 'operator', queue: 'control',
      handle: async () => ({ body: Buffer.from(metrics.text()), headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } }),
    },
  ];
}

async function answers({ kysely }: Database): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => { timer = setTimeout(() => { resolve(false); }, HEALTH_WITHIN_MS); });
  const asked = sql`SELECT 1`.execute(kysely).then(() => true, () => false);
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
