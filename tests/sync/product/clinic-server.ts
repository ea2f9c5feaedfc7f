import { webcrypto } from 'node:crypto';
import { idSource } from '#domain/kit/ids.ts';
import { issueAdminCode } from '#server/admin/admin-code.ts';
import { issueJoinCode } from '#server/admin/clinics.ts';
import { Attempts } from '#server/auth/attempts.ts';
import { deviceAuthenticator } from '#server/auth/device-authenticator.ts';
import { DeviceDirectory } from '#server/auth/device-directory.ts';
import type { RegisterEntry } from '#server/backup/register.ts';
import type { ClinicTx } from '#server/db/schema.ts';
import { inClinic } from '#server/db/transactions.ts';
import { Admission, USUAL_LIMITS } from '#server/http/admission.ts';
import { BodyBudget } from '#server/http/body.ts';
import { dispatcher, type Dispatch } from '#server/http/dispatch.ts';
import { fail } from '#server/http/errors.ts';
import { newMetrics, type Metrics } from '#server/http/metrics.ts';
import { matcher } from '#server/http/route.ts';
import { traceOf, type Log } from '#server/log.ts';
import { AckNotes } from '#server/sync/ack-notes.ts';
import { ClinicHub } from '#server/sync/hub.ts';
import { PagesMade } from '#server/sync/pages-made.ts';
import { copyRoutes } from '#server/sync/routes/copy-routes.ts';
import { enrolRoutes } from '#server/sync/routes/enrol-routes.ts';
import { exchangeRoutes } from '#server/sync/routes/exchange-routes.ts';
import { manageRoutes } from '#server/sync/routes/manage-routes.ts';
import { Snapshots } from '#server/sync/snapshots.ts';
import type { SyncParts } from '#server/sync/sync-parts.ts';
import { seededRandom } from '#tests/support/store.ts';
import type { ClinicCopy } from './clinic-copy.ts';
import type { SharedDatabase } from './database.ts';
import { exchange, type RawAnswer, type RawRequest } from './exchange.ts';

const systemRandom = (bytes: Uint8Array): Uint8Array => webcrypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);

/** The server's own routes and handlers for one clinic, under a clock that the execution moves. */
export class ClinicServer {
  readonly shared: SharedDatabase;
  readonly register: RegisterEntry[] = [];
  /** Bugs that the server wrote into its log: an answer 500. */
  readonly bugs: string[] = [];
  readonly metrics = newMetrics();
  readonly backups: ClinicCopy[] = [];
  standby: ClinicCopy | null = null;
  /** By how much this clock is wrong. */
  clockMs = 0;
  clinicId = '';
  parts: SyncParts;
  #dispatch: Dispatch;
  #directory: DeviceDirectory | undefined;
  #started = false;
  readonly #newId: () => string;
  readonly #now: () => number;

  constructor(shared: SharedDatabase, seed: number, now: () => number) {
    this.shared = shared;
    this.#now = () => now() + this.clockMs;
    this.#newId = idSource(this.#now, seededRandom(seed + 1_000_003));
    this.parts = this.#newParts({ min: 0, max: 1_000 });
    this.#dispatch = this.#start();
  }

  ask(request: RawRequest): Promise<RawAnswer> {
    return exchange(this.#dispatch, request);
  }

  /** The process ends and begins again: what it kept in memory is gone. */
  restart(schema = this.parts.schema): void {
    this.parts = this.#newParts(schema);
    this.#dispatch = this.#start();
  }

  /** As the routes do that change a device. */
  forget(deviceId: string): void {
    this.#directory?.forget(this.clinicId, deviceId);
  }

  in<T>(work: (tx: ClinicTx) => Promise<T>): Promise<T> {
    return inClinic(this.shared.database, this.clinicId, work);
  }

  adminCode(): Promise<string> {
    return issueAdminCode(this.shared.database, systemRandom, this.parts.now);
  }

  async joinCode(): Promise<string> {
    return (await issueJoinCode({ ...this.parts, random: systemRandom }, this.clinicId, 'desk')).code;
  }

  #newParts(schema: SyncParts['schema']): SyncParts {
    const { database, secrets } = this.shared;
    return {
      database, now: this.#now, newId: this.#newId, random: systemRandom, hub: new ClinicHub(), acks: new AckNotes(), pages: new PagesMade(database, 0), log: this.#log(),
      register: { append: (entry) => { this.register.push(entry); }, entries: () => this.register, path: '', damaged: [] }, incident: () => undefined, skew: () => undefined, key: secrets.key, schema,
    };
  }

  /** As `server/routes.ts` composes it, without the work in the background, which is a step of its own here. */
  #start(): Dispatch {
    const { database, secrets } = this.shared;
    const directory = new DeviceDirectory(database, this.#now);
    this.#directory = directory;
    const routes = [
      ...enrolRoutes({ sync: this.parts, tokenSecret: secrets.token, directory, attempts: new Attempts(this.#now) }),
      ...exchangeRoutes(this.parts), ...copyRoutes(this.parts, new Snapshots(this.parts)), ...manageRoutes(this.parts, directory),
    ];
    const nobody = async (): Promise<never> => { throw fail('not-allowed'); };
    return dispatcher({
      match: matcher(routes), admission: new Admission(USUAL_LIMITS), budget: new BodyBudget(64 * 1024 * 1024), metrics: this.#newMetrics(), log: this.#log(),
      newRequestId: () => 'sim', elapsed: () => 0, closing: new AbortController().signal,
      authenticators: { none: async () => null, operator: nobody, admin: nobody, 'admin-code': nobody, 'join-code': nobody, program: nobody, device: deviceAuthenticator(secrets.token, directory, this.#now) },
    });
  }

  /** Those of the first start stay to be read; another start counts for itself. */
  #newMetrics(): Metrics {
    const first = this.#started ? newMetrics() : this.metrics;
    this.#started = true;
    return first;
  }

  #log(): Log {
    const silent = (): void => undefined;
    return { info: silent, warn: silent, error: (event, fields) => { this.bugs.push(`${event} ${JSON.stringify(fields ?? traceOf(undefined))}`); } };
  }
}
