import { Attempts } from './auth/attempts.ts';
import { deviceAuthenticator } from './auth/device-authenticator.ts';
import { DeviceDirectory } from './auth/device-directory.ts';
import { serverSecrets } from './auth/secrets.ts';
import type { Extension, ExtensionParts } from './compose.ts';
import { traceOf } from './log.ts';
import { apiRoutes } from './rest/api-routes.ts';
import { tokenRoutes } from './rest/token-routes.ts';
import { AckNotes } from './sync/ack-notes.ts';
import { ClinicHub } from './sync/hub.ts';
import { PagesMade } from './sync/pages-made.ts';
import { syncAdminRoutes } from './sync/routes/admin-routes.ts';
import { copyRoutes } from './sync/routes/copy-routes.ts';
import { enrolRoutes } from './sync/routes/enrol-routes.ts';
import { exchangeRoutes } from './sync/routes/exchange-routes.ts';
import { manageRoutes } from './sync/routes/manage-routes.ts';
import { tendClinics } from './sync/tend-clinics.ts';
import { Snapshots } from './sync/snapshots.ts';
import type { SyncParts } from './sync/sync-parts.ts';

/** Schema versions of PCs that are served pulls. Raise `min` only when older ones cannot read what newer ones write. */
export const SCHEMA_WINDOW = { min: 0, max: 1_000 } as const;

/** Seconds; above five minutes the clinic is alerted. */
const SKEWS = [1, 5, 30, 60, 300, 3_600, 86_400] as const;

const TEND_EVERY_MS = 6 * 3_600_000;

/** Sync: its routes, its way of knowing a device, and its work in the background. */
export async function syncExtension(server: ExtensionParts): Promise<Extension> {
  const { database, now, newId, random, register, log, metrics, closing, version } = server;
  const { token, key } = await serverSecrets(database, random);
  const incidents = metrics.counter('daybook_sync_incidents_total', 'What somebody should look at, by kind.');
  const skews = metrics.histogram('daybook_clock_skew_seconds', 'How far the clocks of PCs are off, either way, at each hello.', SKEWS);
  const parts: SyncParts = {
    database, now, newId, random, register, log, key, hub: new ClinicHub(), acks: new AckNotes(), pages: new PagesMade(database), schema: SCHEMA_WINDOW,
    incident: (kind) => { incidents.add({ kind }); }, skew: (ms) => { skews.observe(Math.abs(ms) / 1000); },
  };
  const directory = new DeviceDirectory(database, now);
  let tending: Promise<void> = Promise.resolve();
  const tend = (): void => {
    tending = tending.then(() => tendClinics(parts, closing)).catch((error: unknown) => { log.error('sync.tend-failed', traceOf(error)); });
  };
  tend();
  const timer = setInterval(tend, TEND_EVERY_MS);
  timer.unref();
  return {
    routes: [
      ...enrolRoutes({ sync: parts, tokenSecret: token, directory, attempts: new Attempts(now) }),
      ...exchangeRoutes(parts), ...copyRoutes(parts, new Snapshots(parts)), ...manageRoutes(parts, directory), ...syncAdminRoutes(parts, directory),
      ...tokenRoutes(parts), ...apiRoutes(parts, version),
    ],
    device: deviceAuthenticator(token, directory, now),
    close: async () => {
      clearInterval(timer);
      await tending;
    },
  };
}
