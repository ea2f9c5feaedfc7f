import { DevicesAnswer, QuarantineAnswer, type Infer } from '#domain/sync/wire/messages.ts';
import type { ServerLink } from './link.ts';

/** What the server says of the clinic's PCs and of what it put aside. */
export interface ClinicView {
  readonly devices: Infer<typeof DevicesAnswer>['devices'];
  readonly setAside: number;
}

/** How long an answer serves: it is asked for by every manager's window whenever anything changes. */
const SERVES_MS = 60_000;
/** Nobody waits longer for what may as well be told a minute later. */
const TIMEOUT_MS = 5_000;

/** The server's view of the clinic, asked for once a minute at most; also when it does not answer. */
export class ClinicWatch {
  readonly #now: () => number;
  #last: { readonly at: number; readonly view: Promise<ClinicView | null> } | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Null without a server, and while it does not answer. `personId`: the manager for whom it is asked. */
  look(link: ServerLink | undefined, personId: string | null): Promise<ClinicView | null> {
    if (!link || personId === null) return Promise.resolve(null);
    const last = this.#last;
    const age = last ? this.#now() - last.at : Infinity;
    if (last && age >= 0 && age < SERVES_MS) return last.view;
    const view = ask(link, personId).catch(() => null);
    this.#last = { at: this.#now(), view };
    return view;
  }

  /** Somebody just changed it. */
  forget(): void {
    this.#last = undefined;
  }
}

async function ask(link: ServerLink, personId: string): Promise<ClinicView> {
  const common = { method: 'GET', timeoutMs: TIMEOUT_MS, personId } as const;
  const [{ devices }, { counts }] = await Promise.all([
    link.ask(DevicesAnswer, { ...common, path: '/devices' }), link.ask(QuarantineAnswer, { ...common, path: '/quarantine' }),
  ]);
  return { devices, setAside: counts.reduce((sum, { count }) => sum + count, 0) };
}
