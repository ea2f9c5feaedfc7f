import type { z } from 'zod';
import { believed, estimate, type ClockEstimate } from '#domain/sync/clock-guard.ts';
import { Refusal, TokenAnswer } from '#domain/sync/wire/messages.ts';
import { changePlace, deviceOf, placeOf, type SyncPlace } from '#db/sync/place.ts';
import type { Store } from '#db/store.ts';
import type { Log } from '../log.ts';
import { signWith } from './device-key.ts';
import { NetworkFailure, ServerRefusal, type Send, type SyncRequest, type SyncResponse } from './transport.ts';

/** What the steps of an exchange work with. */
export interface SyncParts {
  readonly store: Store;
  readonly send: Send;
  /** The system's own clock: the server's is measured against it. */
  readonly now: () => number;
  /** The server's clock, as each answer tells it. */
  readonly onClock: (estimate: ClockEstimate) => void;
  readonly newId: () => string;
  readonly log: Log;
}

const SYNC_INTENT = { personId: null, intent: 'sync' } as const;

/** Writes of the exchange itself: none of them is an operation of this PC. */
export const syncWrite: { readonly personId: null; readonly intent: string } = SYNC_INTENT;

/** When the last contact is written down anew; more often only keeps the disk busy. */
const CONTACT_NOTED_MS = 60_000;
/** A token is renewed this long before it ends. */
const RENEW_MS = 60_000;

type Asked = Omit<SyncRequest, 'token' | 'path'> & { /** After `/v1/sync/{clinic}`. */ readonly path: string };

/** This PC's authenticated line to its server: fetches its token, reads answers, keeps the server's clock. */
export class ServerLink {
  readonly parts: SyncParts;
  #token: { readonly text: string; readonly expiresAt: number; readonly device: string } | undefined;

  constructor(parts: SyncParts) {
    this.parts = parts;
  }

  get place(): SyncPlace {
    const place = placeOf(this.parts.store.read);
    if (!place) throw new Error('this PC has no server');
    return place;
  }

  /** Asks as this PC and reads the answer. Throws NetworkFailure or ServerRefusal. */
  ask<S extends z.ZodType>(shape: S, asked: Asked): Promise<z.infer<S>> {
    return this.#asking(asked, (response) => this.#heard(response, shape));
  }

  /** Fetches bytes: those of the range, or all there are if the way to the server knows no ranges. */
  bytes(asked: Asked): Promise<Uint8Array> {
    return this.#asking(asked, (response) => {
      if (response.status < 400 && response.body instanceof Uint8Array) return response.body;
      throw refusalOf(response);
    });
  }

  async #asking<T>(asked: Asked, answerOf: (response: SyncResponse) => T): Promise<T> {
    const place = this.place;
    for (let tried = 1; ; tried += 1) {
      const token = await this.#tokenOf(place, asked.signal);
      try {
        const response = await this.parts.send({ ...asked, path: `/v1/sync/${place.clinicId}${asked.path}`, token });
        return answerOf(response);
      } catch (error) {
        // A token may end, or the server's secret change, at any moment: once more with a new one.
        if (!(error instanceof ServerRefusal) || error.status !== 401 || tried > 1) throw error;
        this.#token = undefined;
      }
    }
  }

  async #tokenOf(place: SyncPlace, signal: AbortSignal | undefined): Promise<string> {
    const device = deviceOf(place);
    if (this.#token && this.#token.device === device && this.#token.expiresAt - RENEW_MS > this.parts.now()) return this.#token.text;
    const path = `/v1/sync/${place.clinicId}/token`;
    const common = { method: 'POST', path, timeoutMs: 15_000, ...(signal ? { signal } : {}) } as const;
    const first = read(await this.parts.send({ ...common, body: { device } }), TokenAnswer);
    if (!('nonce' in first)) throw new NetworkFailure('not-daybook');
    const signature = signWith(place.privateKey, `daybook-token:${place.clinicId}:${device}:${first.nonce}`);
    const response = await this.parts.send({ ...common, body: { device, nonce: first.nonce, signature } });
    const second = read(response, TokenAnswer);
    if (!('token' in second)) throw new NetworkFailure('not-daybook');
    // Its end is told by the server's clock; how long it lasts is what counts here.
    this.#token = { text: second.token, expiresAt: response.receivedAt + second.lastsMs, device };
    return second.token;
  }

  #heard<S extends z.ZodType>(response: SyncResponse, shape: S): z.infer<S> {
    const answer = read(response, shape);
    const now = (answer as { now?: unknown }).now;
    const place = this.place;
    if (typeof now !== 'number') return answer;
    const heard = estimate(response.sentAt, response.receivedAt, now);
    if (heard) this.parts.onClock(heard);
    // Also when the clock went back: the note is not to stay in the future.
    if (Math.abs(response.receivedAt - place.lastContact) > CONTACT_NOTED_MS) {
      this.parts.store.write(syncWrite, (tx) => { changePlace(tx, { lastContact: response.receivedAt, clock: heard ? believed(place.clock, heard) : place.clock }); });
    }
    return answer;
  }
}

/** The answer in the shape asked for. Throws ServerRefusal for a refusal, NetworkFailure for what is not ours. */
export function read<S extends z.ZodType>({ status, body }: SyncResponse, shape: S): z.infer<S> {
  if (status >= 400) throw refusalOf({ status, body });
  const answer = shape.safeParse(body);
  if (!answer.success) throw new NetworkFailure('not-daybook');
  return answer.data;
}

function refusalOf({ status, body }: Pick<SyncResponse, 'status' | 'body'>): NetworkFailure | ServerRefusal {
  const refusal = Refusal.safeParse(body);
  if (status < 400 || !refusal.success) return new NetworkFailure('not-daybook');
  if (status === 503 || status === 429) return new NetworkFailure('busy', refusal.data.retryAfterMs);
  return new ServerRefusal(refusal.data.code, status);
}
