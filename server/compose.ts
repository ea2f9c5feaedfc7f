import type { Random } from '#domain/kit/time.ts';
import { adminRoutes } from './admin/admin-routes.ts';
import { adminAuthenticators } from './admin/authenticate.ts';
import type { Register } from './backup/register.ts';
import type { Database } from './db/database.ts';
import { Admission, USUAL_LIMITS, type AdmissionLimits } from './http/admission.ts';
import { BodyBudget } from './http/body.ts';
import { dispatcher, type Authenticators } from './http/dispatch.ts';
import { fail } from './http/errors.ts';
import { listen, type ListenOptions } from './http/listen.ts';
import { newMetrics, type Metrics } from './http/metrics.ts';
import { matcher, QUEUES, type AnyRoute } from './http/route.ts';
import { statusRoutes } from './http/status-routes.ts';
import type { Log } from './log.ts';

/** Everything the server is built from; real in main.ts, chosen by a test. */
export interface ServerParts {
  readonly database: Database;
  readonly register: Register;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Monotonic milliseconds. */
  readonly elapsed: () => number;
  readonly newId: () => string;
  readonly random: Random;
  readonly version: string;
}

export interface ExtensionParts extends ServerParts {
  readonly metrics: Metrics;
  /** Aborted when the server begins to stop. */
  readonly closing: AbortSignal;
}

/** What a part of the server adds: sync its routes and its way of knowing a device. */
export interface Extension {
  readonly routes: readonly AnyRoute[];
  readonly device?: Authenticators['device'];
  close?(): Promise<void>;
}

export interface ServerOptions extends ListenOptions {
  readonly limits?: AdmissionLimits;
  readonly extensions?: readonly ((parts: ExtensionParts) => Promise<Extension>)[];
}

export interface RunningServer {
  readonly address: string;
  readonly port: number;
  readonly metrics: Metrics;
  /** Ends long polls, lets calls at work finish within ten seconds, closes the extensions. The database stays open. */
  close(): Promise<void>;
}

const CLOSE_WITHIN_MS = 10_000;
/** Bodies held at once by all callers together. */
const BODY_BUDGET = 96 * 1024 * 1024;

export async function startServer(parts: ServerParts, options: ServerOptions): Promise<RunningServer> {
  const metrics = newMetrics();
  const closing = new AbortController();
  const extended: ExtensionParts = { ...parts, metrics, closing: closing.signal };
  const extensions = await Promise.all((options.extensions ?? []).map((extend) => extend(extended)));
  const admission = new Admission(options.limits ?? USUAL_LIMITS);
  const nobody: Authenticators['device'] = async () => { throw fail('not-allowed'); };
  const dispatch = dispatcher({
    match: matcher([...statusRoutes(parts.database, metrics, parts.version), ...adminRoutes(parts), ...extensions.flatMap((extension) => extension.routes)]),
    authenticators: { ...adminAuthenticators(parts.database, parts.now), device: extensions.find((extension) => extension.device)?.device ?? nobody },
    admission, metrics, log: parts.log, closing: closing.signal, elapsed: parts.elapsed, newRequestId: parts.newId, budget: new BodyBudget(BODY_BUDGET),
  });
  const listening = await listen(options, dispatch);
  metrics.gauge('daybook_http_connections', 'Open connections.', () => listening.connections());
  metrics.gauge('daybook_http_active', 'Calls at work.', () => admission.active());
  for (const queue of QUEUES) metrics.gauge(`daybook_http_waiting_${queue}`, `Calls waiting in the line ${queue}.`, () => admission.waiting(queue));
  metrics.gauge('daybook_register_damaged_lines', 'Lines of the register whose link does not hold.', () => parts.register.damaged.length);
  return {
    address: listening.address, port: listening.port, metrics,
    close: async () => {
      closing.abort();
      await listening.close(CLOSE_WITHIN_MS);
      for (const extension of extensions) await extension.close?.();
    },
  };
}
