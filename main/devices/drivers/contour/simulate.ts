import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { ACK, ENQ, EOT, NAK } from '../../bytes/ascii.ts';
import { clockDigits } from '../device-time.ts';
import { nothing, spoiled } from '../faults.ts';
import { meterMemory } from '../meter-memory.ts';
import { contourFrame } from './frame.ts';

function records(ms: number, body: SimulatedBody): string[] {
  const memory = meterMemory(ms, body);
  return [
    'H|\\^&||0000|Contour7160^01\\01\\01^0000001|A=1^C=0|5|||||||P|1|202601050800', 'P|1',
    ...memory.map(({ at, mgdl, control }, place) => `R|${place + 1}|^^^Glucose|${mgdl}|mg/dL^P||${control ? 'E' : ''}||20${clockDigits(at).slice(0, 10)}`),
    `L|1||N`,
  ];
}

/** A meter on its cable: idle it asks (ENQ) every now and then; NAK brings it to rest, then it goes through the sheet's steps. */
export function contourSimulator(): Simulator {
  let state: 'asking' | 'idle' | 'remote' | 'sending' = 'asking';
  let lines: readonly string[] = [];
  let at = -1;
  let nextEnq = 0;
  let fault: SimulatedFault | null = null;

  const frame = (ms: number): Uint8Array => {
    const bytes = contourFrame(at + 1, lines[at]!);
    return spoiled(fault === 'bad-checksum' ? bytes.with(-4, bytes.at(-4)! ^ 1) : bytes, fault, ms);
  };
  const one = (byte: number, ms: number): Uint8Array => spoiled(Uint8Array.of(byte), fault === 'noise' ? null : fault, ms);
  const hear = (byte: number, ms: number, body: SimulatedBody): Uint8Array => {
    if ((state === 'asking' || state === 'idle') && byte === NAK) {
      state = 'idle';
      return one(EOT, ms);
    }
    if ((state === 'idle' || state === 'remote') && byte === ENQ) {
      state = 'remote';
      return one(ACK, ms);
    }
    if (state === 'remote' && byte === EOT) {
      state = 'sending';
      lines = records(ms, body);
      at = -1;
      return one(ENQ, ms);
    }
    if (state !== 'sending') return nothing;
    if (byte === ACK) at += 1;
    if (at < lines.length) return at < 0 ? one(ENQ, ms) : frame(ms);
    state = 'asking';
    nextEnq = ms + 30_000;
    return one(EOT, ms);
  };

  return {
    driver: 'contour',
    tick(ms, _body, told) {
      fault = told;
      if (state !== 'asking' || ms < nextEnq) return { bytes: nothing, nextMs: 500 };
      nextEnq = ms + 5_000;
      return { bytes: one(ENQ, ms), nextMs: 500 };
    },
    receive: (chunk, ms, body) => Array.from(chunk, (byte) => hear(byte, ms, body)).filter(({ length }) => length > 0),
  };
}
