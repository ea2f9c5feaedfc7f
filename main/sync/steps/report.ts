import { Done, type DeviceReport, type Infer } from '#domain/sync/wire/messages.ts';
import { schemaVersion } from '#db/migrations/all.ts';
import { outboxState } from '#db/sync/outbox.ts';
import type { ServerLink } from '../link.ts';
import type { Restarts } from '../restarts.ts';
import { ServerRefusal } from '../transport.ts';

export interface ReportParts {
  /** The program's version, for those who watch over the clinic's PCs. */
  readonly program: string;
  /** Room left where the store lies, bytes; null when the system does not say. */
  readonly diskFree: () => Promise<number | null>;
  /** When this PC last compared its sums with the server, milliseconds since 1970. */
  readonly lastCheck: () => number | null;
}

/** How long a report is current. Short of the server's tokens, far beyond a long poll: an idle PC costs little. */
const REPORT_EVERY_MS = 10 * 60_000;

/** Tells the server how this PC does (sync design 2.20): after connecting, when its outbox empties, and now and then. */
export class Reports {
  readonly #link: ServerLink;
  readonly #parts: ReportParts;
  readonly #restarts: Pick<Restarts, 'count'>;
  #last: { readonly at: number; readonly outbox: number; readonly lastCheck: number | null } | undefined;

  constructor(link: ServerLink, parts: ReportParts, restarts: Pick<Restarts, 'count'>) {
    this.#link = link;
    this.#parts = parts;
    this.#restarts = restarts;
  }

  async sendIfDue(signal: AbortSignal): Promise<void> {
    const { store, now } = this.#link.parts;
    const { waiting, oldestAt } = outboxState(store.read, this.#link.place.acked);
    const last = this.#last;
    const lastCheck = this.#parts.lastCheck();
    if (last && Math.abs(now() - last.at) < REPORT_EVERY_MS && (waiting === 0) === (last.outbox === 0) && lastCheck === last.lastCheck) return;
    this.#last = { at: now(), outbox: waiting, lastCheck };
    const body: Infer<typeof DeviceReport> = {
      program: this.#parts.program, schema: schemaVersion, outbox: waiting, oldestUnsent: oldestAt, cursor: this.#link.place.cursor,
      diskFreeBytes: await this.#parts.diskFree(), lastBackup: null, lastCheck, restarts: this.#restarts.count(now()),
    };
    try {
      await this.#link.ask(Done, { method: 'POST', path: '/report', body, timeoutMs: 15_000, signal });
    } catch (error) {
      // A server that does not know this report goes without it; the exchange matters more.
      if (!(error instanceof ServerRefusal)) throw error;
    }
  }
}
