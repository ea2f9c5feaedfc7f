import type { AnalyserLine } from '#domain/contract/analysers.ts';
import { portProblemOf, type Line, type Ports } from '../port/line.ts';
import type { Channel, OpenPort, PortState } from './analyser-port.ts';

type SerialLine = Extract<AnalyserLine, { kind: 'serial' }>;

/** An analyser on a serial line: connected as long as the port is open, whether it speaks or not. */
export const analyserSerialPort = (ports: Pick<Ports, 'open'>, { path, line }: SerialLine): OpenPort => (events) => {
  let channel: Channel | undefined;
  let closed = false;
  const end = (): void => {
    channel?.close();
    channel = undefined;
  };
  const opening: Promise<Line | undefined> = ports.open(path, { line, dtr: true, rts: true }, {
    data: (chunk) => { channel?.receive(chunk); },
    ended: () => {
      end();
      if (!closed) events.failed('fault', 'unplugged');
    },
  }).catch((error: unknown) => {
    const problem = portProblemOf(error);
    if (!closed) events.failed(stateOf[problem] ?? 'fault', problem);
    return undefined;
  });
  void opening.then((open) => {
    if (!open || closed) return;
    channel = events.opened((bytes) => { open.write(bytes); });
    events.state('connected', path);
  });
  return {
    async close() {
      closed = true;
      end();
      await (await opening)?.close();
    },
  };
};

const stateOf: Readonly<Record<string, PortState>> = { held: 'held', refused: 'refused' };
