import { useState } from 'react';
import { EMPTY_RX, type RxBoxes } from '#renderer/screens/record/rx-boxes.ts';
import { useDraft } from '#renderer/session/draft.ts';

/** What is typed in a visit and not stored yet. */
export interface Typing {
  /** Null as long as the stored reason stands. */
  readonly reason: string | null;
  readonly note: string;
  readonly rx: RxBoxes;
}

const NOTHING: Typing = { reason: null, note: '', rx: EMPTY_RX };

export interface VisitTyping extends Typing {
  readonly set: (change: Partial<Typing>) => void;
  /** When what was brought back had been typed; null while nothing was. */
  readonly restoredAt: string | null;
}

/** Typing of a visit, kept with the program while it is typed: neither another screen nor a power cut costs it. */
export function useVisitTyping(patientId: string): VisitTyping {
  const [typing, setTyping] = useState(NOTHING);
  const { reason, note, rx } = typing;
  const worth = reason !== null || note !== '' || rx.drug !== '';
  const { restoredAt } = useDraft(`visit:${patientId}`, worth ? JSON.stringify(typing) : null, (content) => setTyping(readTyping(content)));
  return { ...typing, set: (change) => setTyping((now) => ({ ...now, ...change })), restoredAt };
}

/** A draft of an earlier version of the program may lack a part. */
function readTyping(content: string): Typing {
  const kept = JSON.parse(content) as Partial<Typing>;
  return { ...NOTHING, ...kept, rx: { ...EMPTY_RX, ...kept.rx } };
}
