import { asking } from '../../asking.ts';
import type { SessionPort } from '../../driver.ts';
import { ACKNOWLEDGED, DISCONNECT, EXPECTED, linkOf, SENT, ultraminiPacket } from './frame.ts';

const STEP_MS = 1_000;
const TRIES = 4;
const goodbye = ultraminiPacket(DISCONNECT | EXPECTED | SENT);

export interface LinkEvents {
  connected(): void;
  /** The answer to the question, once. */
  answer(packet: Uint8Array): void;
  gaveUp(): void;
}

/** The numbered line to the meter: one question at a time. */
export interface NumberedLink {
  /** Both ends begin anew: a goodbye, and the meter's. */
  connect(): void;
  ask(payload: Uint8Array): void;
  take(packet: Uint8Array): void;
  leave(): void;
  stop(): void;
}

/**
 * Every packet is numbered by one bit in each direction. A packet that is not acknowledged is sent again; one that comes a
 * second time is acknowledged again and not given out.
 */
export function numberedLink(port: SessionPort, { connected, answer, gaveUp }: LinkEvents): NumberedLink {
  const asked = asking(port);
  let state: 'rest' | 'connecting' | 'asked' | 'acknowledged' = 'rest';
  let sent = 0;
  let expected = 0;
  let question: Uint8Array = new Uint8Array(0);

  const stop = (): void => {
    asked.settle();
    state = 'rest';
  };
  const giveUp = (): void => {
    stop();
    gaveUp();
  };
  const patience = (bytes: Uint8Array) => ({ bytes, waitMs: STEP_MS, tries: TRIES, gaveUp: giveUp });
  const acknowledge = (): void => port.write(ultraminiPacket(ACKNOWLEDGED | sent | expected));
  const taken = (): void => {
    state = 'acknowledged';
    sent ^= SENT;
  };

  return {
    connect() {
      state = 'connecting';
      asked.ask(patience(goodbye));
    },
    ask(payload) {
      state = 'asked';
      question = payload;
      asked.ask(patience(ultraminiPacket(sent | expected, question)));
    },
    take(packet) {
      const bits = linkOf(packet);
      if (state === 'rest') return;
      if (state === 'connecting') {
        if ((bits & DISCONNECT) === 0) return;
        stop();
        [sent, expected] = [0, 0];
        return connected();
      }
      if (bits & DISCONNECT) return;
      if (bits & ACKNOWLEDGED) {
        // An old acknowledgement still expects the number that our packet has.
        if (state !== 'asked' || (bits & EXPECTED) >> 1 === sent) return;
        taken();
        // The answer may take as long again; if it does not come, the question is put by its new number.
        return asked.await(patience(ultraminiPacket(sent | expected, question)));
      }
      if ((bits & SENT) << 1 !== expected) return acknowledge();
      // The answer proves that the question arrived, even if the acknowledgement of it did not.
      if (state === 'asked') taken();
      expected ^= EXPECTED;
      acknowledge();
      stop();
      answer(packet);
    },
    leave() {
      stop();
      port.write(goodbye);
    },
    stop,
  };
}
