import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { ascii } from '../../bytes/ascii.ts';
import { clockDigits } from '../device-time.ts';
import { nothing, spoiled } from '../faults.ts';
import { meterMemory } from '../meter-memory.ts';
import type { Remembered } from '../meter-memory.ts';
import { ultraLine } from './frame.ts';

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function recordLine({ at, mgdl, meal, control }: Remembered): Uint8Array {
  const [year, month, day, hour, minute, second] = clockDigits(at).match(/../g)!;
  const letter = meal === 'before-meal' ? 'B' : meal === 'after-meal' ? 'A' : 'N';
  const value = `${control ? 'C' : ' '} ${String(mgdl).padStart(3)} `;
  return ultraLine(`P "${weekdays[at.getUTCDay()]}","${month}/${day}/${year}","${hour}:${minute}:${second}   ","${value}","${letter}","00", 00`);
}

/** A meter whose memory does not change while it hangs on the cable: it is what it was when it was first asked. */
export function ultraSimulator(): Simulator {
  let heard = '';
  let memory: readonly Remembered[] | null = null;
  let fault: SimulatedFault | null = null;
  const answer = (command: string, ms: number, body: SimulatedBody): Uint8Array[] => {
    memory ??= meterMemory(ms, body);
    if (command === 'DM@') return [ultraLine('@ "ABC123XYZ"')];
    if (command === 'DM?') return [ultraLine('? P02.00.00 25/05/07')];
    if (command !== 'DMP') return [];
    return [ultraLine(`P ${String(memory.length).padStart(3, '0')},"ABC123XYZ","MG/DL "`), ...memory.map(recordLine)];
  };
  return {
    driver: 'onetouch-ultra',
    tick(_ms, _body, told) {
      fault = told;
      return { bytes: nothing, nextMs: 500 };
    },
    receive(chunk, ms, body) {
      heard = (heard + ascii(chunk)).slice(-64);
      const answers: Uint8Array[] = [];
      for (let end = heard.indexOf('\r'); end >= 0; end = heard.indexOf('\r')) {
        answers.push(...answer(heard.slice(0, end).replaceAll('\x11', ''), ms, body));
        heard = heard.slice(end + 1);
      }
      return answers.map((bytes, at) => spoiled(fault === 'bad-checksum' ? bytes.with(-3, bytes.at(-3)! ^ 1) : bytes, fault, ms + at)).filter(({ length }) => length > 0);
    },
  };
}
