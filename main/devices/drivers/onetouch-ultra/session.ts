import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import { asking } from '../../asking.ts';
import { lineText } from '../../bytes/line-rule.ts';
import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { decodeUltra } from './decode.ts';
import { ultraCommands, ultraHeader } from './frame.ts';

/** A meter that is just waking answers slowly: five tries in eighteen seconds. */
const ANSWER_MS = 3_600;
const TRIES = 5;
/** Between two records of a dump. */
const RECORD_MS = 2_000;
/** A dump with a damaged line is asked for once more. */
const DUMPS = 2;

/** What has come of a memory that is dumped, perhaps twice. */
function dumpCounter() {
  let [expected, came, dumps] = [0, 0, 1];
  let begun = false;
  let told = new Set<string>();
  return {
    /** Counts a line; answers whether it says something that was not told before: the second dump repeats the first. */
    take(text: string): boolean {
      const header = ultraHeader.exec(text);
      if (header) {
        expected = Number(header[1]);
        came = 0;
        begun = true;
      } else {
        came += 1;
      }
      const isNew = !told.has(text);
      told.add(text);
      return isNew;
    },
    begin() {
      [expected, came, dumps] = [0, 0, 1];
      begun = false;
      told = new Set();
    },
    repeat() {
      dumps += 1;
      begun = false;
    },
    /** Its header has come. */
    get begun() { return begun; },
    get mayRepeat() { return dumps < DUMPS; },
    get isWhole() { return came === expected; },
    get isOver() { return came >= expected; },
    get share() { return `${came}/${expected}`; },
  };
}

type Task = 'memory' | 'serial' | 'software';

/** Asks for the memory or the identity. A download is complete when the header's number of records has come. */
export function ultraSession(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  const asked = asking(port);
  const dump = dumpCounter();
  let task: Task | null = null;
  let cancelWait: (() => void) | null = null;

  const stopWaiting = (): void => {
    cancelWait?.();
    cancelWait = null;
  };
  const rest = (): void => {
    asked.settle();
    stopWaiting();
    task = null;
  };
  const finish = (state: 'done' | 'failed' | 'timed-out', code?: string): void => {
    rest();
    events.state(state, code);
  };
  const ask = (next: Task): void => {
    task = next;
    asked.ask({ bytes: ultraCommands[next], waitMs: ANSWER_MS, tries: TRIES, gaveUp: () => finish('timed-out') });
  };
  const end = (): void => {
    stopWaiting();
    if (dump.isWhole) finish('done');
    else if (dump.mayRepeat) {
      dump.repeat();
      ask('memory');
    } else finish('failed', dump.share);
  };
  const dumped = (frame: Uint8Array): void => {
    asked.settle();
    stopWaiting();
    const isNew = dump.take(lineText(frame));
    const decoded = decodeUltra(frame);
    if (decoded && isNew) events.decoded(decoded, frame);
    if (dump.isOver) end();
    else cancelWait = port.after(RECORD_MS, end);
  };

  return {
    open() {},
    frame(frame) {
      const letter = lineText(frame)[0];
      if (task === 'memory' && letter === 'P' && (dump.begun || ultraHeader.test(lineText(frame)))) return dumped(frame);
      const answers = (task === 'serial' && letter === '@') || (task === 'software' && letter === '?');
      if (!answers) return;
      const decoded = decodeUltra(frame);
      if (decoded) events.decoded(decoded, frame);
      if (task === 'serial') ask('software');
      else finish('done');
    },
    command(command: DeviceCommand) {
      if (command !== 'download' && command !== 'identify') return;
      rest();
      dump.begin();
      events.state('busy');
      ask(command === 'download' ? 'memory' : 'serial');
    },
    close: rest,
  };
}
