import { JoinCodeAnswer } from '#domain/sync/wire/messages.ts';
import { sumText, plus, ZERO } from '#domain/sync/row-sum.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { placeOf } from '#db/sync/place.ts';
import { sumTable } from '#db/sync/table-sums.ts';
import type { ReadDb } from '#db/read.ts';
import type { Store } from '#db/store.ts';
import { SyncEngine, type EngineState } from '#main/sync/engine.ts';
import { join } from '#main/sync/enrol.ts';
import { httpSend } from '#main/sync/http-send.ts';
import { ServerLink, type SyncParts } from '#main/sync/link.ts';
import { pause } from '#main/sync/pause.ts';
import type { Send } from '#main/sync/transport.ts';
import type { Log } from '#main/log.ts';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** How a PC is run in a test: every wait is short, so that whatever it waits for comes soon. */
export interface PcWish {
  readonly store: Store;
  readonly server: string;
  readonly newId: () => string;
  /** Stands between the PC and its server. */
  readonly through?: (send: Send) => Send;
  readonly copyFrom?: number;
}

export interface SyncPc {
  readonly store: Store;
  readonly parts: SyncParts;
  readonly link: ServerLink;
  readonly engine: SyncEngine;
  /** What the engine said, in order. */
  readonly states: readonly EngineState[];
  /** How long it meant to wait each time it broke off, milliseconds. */
  readonly waits: readonly number[];
  close(): Promise<void>;
}

const LONGEST_WAIT_MS = 20;

/** The product's engine on a real store, over real HTTP. It is not started. */
export function syncPc({ store, server, newId, through = (send) => send, copyFrom }: PcWish): SyncPc {
  const http = httpSend({ server, certificate: '', now: Date.now });
  const parts: SyncParts = { store, send: through(http), now: Date.now, newId, onClock: () => undefined, log: silent };
  const states: EngineState[] = [];
  const waits: number[] = [];
  const onState = (state: EngineState): void => {
    states.push(state);
    if (state.kind === 'offline') waits.push(state.nextTryAt - Date.now());
  };
  const engine = new SyncEngine({
    ...parts, chance: Math.random, wait: (ms, signal) => pause(Math.min(ms, LONGEST_WAIT_MS), signal), deviceName: () => 'PC', onState,
    program: 'test', diskFree: () => Promise.resolve(null), lastCheck: () => null,
    removal: { begin: () => undefined, handedIn: () => undefined, carryOut: () => Promise.resolve() },
    ...(copyFrom === undefined ? {} : { copyFrom }),
  });
  const stop = store.onChange(() => { engine.nudge(); });
  return {
    store, parts, link: new ServerLink(parts), engine, states, waits,
    close: async () => {
      stop();
      await engine.close();
      http.close();
    },
  };
}

/** A code with which one more PC joins the clinic of this one. `manager`: somebody who may manage it, known to the server. */
export async function joinCode({ link }: SyncPc, manager: string): Promise<string> {
  return (await link.ask(JoinCodeAnswer, { method: 'POST', path: '/join-codes', body: {}, personId: manager, timeoutMs: 15_000 })).code;
}

/** Takes part in a clinic; the records come when the engine is started. */
export async function joinClinic({ parts }: SyncPc, server: string, code: string): Promise<void> {
  const send = httpSend({ server, certificate: '', now: Date.now });
  await join({ ...parts, send, program: 'test' }, { server, certificate: '', code, pcName: 'Joining' });
  send.close();
}

/** Rows and sum of each table, from its own rows. */
export function sumsOfStore(db: ReadDb): Record<string, string> {
  return Object.fromEntries((Object.keys(tables) as SyncedTable[]).map((name) => {
    const walk = sumTable(db, name);
    for (;;) {
      const step = walk.next();
      if (step.done) return [name, `${String(step.value.rows)} ${sumText(step.value.buckets.reduce(plus, ZERO))}`];
    }
  }));
}

/** Whether nothing is unsent and all of the clinic's log up to `head` is here. */
export function isInStep({ store }: SyncPc, head: number): boolean {
  const place = placeOf(store.read);
  return place !== undefined && place.cursor >= head;
}
