import { line } from '#domain/devices/catalogue.ts';
import { driver } from '../../driver.ts';
import { decodePacket } from './decode.ts';
import { packets } from './frame.ts';
import { boardSession } from './session.ts';

/** The board inside many inexpensive monitors. spec: VIT-3 */
export const berry = driver<Uint8Array>({
  facts: {
    id: 'berry-pm6750', version: 1, family: 'monitor', maker: 'Berry', models: ['PM6750'], mark: 'untried', lines: [line(115_200)],
    measures: ['heart-rate', 'respiratory-rate', 'spo2', 'temperature', 'systolic', 'mean-arterial-pressure', 'diastolic', 'cuff-pressure'],
    commands: ['start', 'stop'], silentAfterMs: 5_000, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: packets, decode: decodePacket, rawOf: (frame) => frame, newSession: boardSession,
});
