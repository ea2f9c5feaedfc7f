import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { settingsOf } from '../devices/connection.ts';
import { driverById, drivers } from '../devices/drivers/all.ts';
import { simulators } from '../devices/drivers/simulators.ts';
import { PortError, type Line, type PortProblem } from '../devices/port/line.ts';
import { serialPorts } from '../devices/port/serial-ports.ts';
import { RunningSimulator } from '../devices/run-simulator.ts';
import { simulatedBody } from '../devices/simulated-body.ts';
import { simulatedFaults, type SimulatedFault } from '../devices/simulator.ts';
import { systemTimers } from '../devices/timers.ts';
import { say, UsageError, wholeNumber, type CliArgs } from './args.ts';

const WHY: Readonly<Record<PortProblem, string>> = {
  held: 'Another program has this port.', refused: 'This account may not open this port.', absent: 'There is no such port.', fault: 'This port cannot be opened.',
};

/** How long a cable is out, and how long it is in, with the fault `unplug`, milliseconds. */
const OUT_MS = 5000;
const IN_MS = 15_000;

/** `simulate DEVICE`: sends the exact bytes of a device, at its own pace. */
export async function runSimulate(args: CliArgs): Promise<void> {
  if (args.options['list'] === true) {
    sayList(args);
    return;
  }
  const [device = ''] = args.rest;
  const driver = driverById(device);
  const make = Object.hasOwn(simulators, device) ? simulators[device] : undefined;
  if (!driver || !make) throw new UsageError('Say which device: one of those that simulate --list names.');
  const fault = faultOf(args);
  const seconds = wholeNumber(args, 'seconds', 1);
  const cable = await cableOf(args);
  const timers = systemTimers(() => Date.now());
  const open = async (): Promise<Line> => {
    try {
      return await serialPorts.open(cable.far, settingsOf(driver), { data: (chunk) => { running.receive(chunk); }, ended: () => undefined });
    } catch (error) {
      throw error instanceof PortError ? new UsageError(WHY[error.problem]) : error;
    }
  };
  let line: Line | null = null;
  const running = new RunningSimulator({ simulator: make(), body: simulatedBody(wholeNumber(args, 'seed', 0) ?? 1), timers, send: (bytes) => { line?.write(bytes); } });
  try {
    line = await open();
  } catch (error) {
    // What it would have said next keeps the program from ending.
    running.stop();
    cable.unplug?.();
    throw error;
  }
  running.fault = fault === 'unplug' ? null : fault;
  say(args, { port: cable.near ?? cable.far, device, fault }, `${device} speaks. Listen at ${cable.near ?? 'the other end of the line'}. Enter starts a measurement where there is one; Ctrl+C ends it.`);
  process.stdin.on('data', () => { running.act(); }).unref?.();
  const until = performance.now() + (seconds ?? Infinity) * 1000;
  await whileRunning(until, async (ended) => {
    if (fault !== 'unplug' || cable.near === null) return await ended(1000);
    if (await ended(IN_MS)) return true;
    await line?.close();
    line = null;
    cable.unplug?.();
    if (await ended(OUT_MS)) return true;
    await cable.plug?.();
    line = await open();
    return false;
  });
  running.stop();
  await line?.close();
  cable.unplug?.();
  process.stdin.destroy();
}

/** Goes round until `until` or Ctrl+C. `ended` waits some milliseconds and says whether it is over. */
async function whileRunning(until: number, round: (ended: (ms: number) => Promise<boolean>) => Promise<boolean>): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => { stop.abort(); });
  process.once('SIGTERM', () => { stop.abort(); });
  const ended = async (ms: number): Promise<boolean> => {
    const end = Math.min(performance.now() + ms, until);
    await pause(Math.max(0, end - performance.now()), undefined, { signal: stop.signal }).catch(() => undefined);
    return stop.signal.aborted || performance.now() >= until;
  };
  while (!(await round(ended)));
}

interface Cable {
  readonly far: string;
  /** Where Daybook listens; null when the line was made elsewhere. */
  readonly near: string | null;
  readonly plug?: () => Promise<void>;
  readonly unplug?: () => void;
}

async function cableOf(args: CliArgs): Promise<Cable> {
  const typed = args.options['port'];
  if ((typeof typed === 'string') === (args.options['pty'] === true)) throw new UsageError('Say where the bytes go: --port PATH, or --pty to have a pseudo-terminal made.');
  return typeof typed === 'string' ? { far: typed, near: null } : await makePty();
}

/** Two pseudo-terminals joined, made by socat. */
async function makePty(): Promise<Cable> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-device-'));
  process.once('exit', () => { rmSync(folder, { recursive: true, force: true }); });
  const [near, far] = [join(folder, 'daybook'), join(folder, 'device')];
  let stop = (): void => undefined;
  const plug = async (): Promise<void> => {
    const socat = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], { stdio: 'ignore' });
    const failed = new AbortController();
    socat.once('error', () => { failed.abort(); });
    stop = () => { socat.kill(); };
    for (let i = 0; i < 200 && !failed.signal.aborted && !(existsSync(near) && existsSync(far)); i += 1) await pause(20);
    if (!existsSync(far)) throw new UsageError('No pseudo-terminal could be made: --pty needs the program socat. Give a port with --port PATH.');
  };
  await plug();
  return { near, far, plug, unplug: () => { stop(); } };
}

function faultOf(args: CliArgs): SimulatedFault | null {
  const typed = args.options['fault'];
  if (typed === undefined) return null;
  const known = [...simulatedFaults, 'unplug'] as const;
  const fault = known.find((each) => each === typed);
  if (fault === undefined) throw new UsageError(`--fault takes one of ${known.join(', ')}.`);
  if (fault === 'unplug' && args.options['pty'] !== true) throw new UsageError('--fault unplug needs --pty: somebody else\'s line cannot be pulled out.');
  return fault;
}

function sayList(args: CliArgs): void {
  const known = drivers.filter(({ facts }) => Object.hasOwn(simulators, facts.id)).map(({ facts }) => facts);
  const lines = known.map(({ id, family, maker, models }) => `${id.padEnd(20)} ${family.padEnd(15)} ${maker}: ${models.join(', ')}`);
  say(args, { devices: known.map(({ id, family, maker, models, mark }) => ({ id, family, maker, models, mark })), faults: [...simulatedFaults, 'unplug'] },
    [...lines, `Faults: ${[...simulatedFaults, 'unplug'].join(', ')}`].join('\n'));
}
