import { line } from '#domain/devices/catalogue.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { driver } from '../../driver.ts';
import { decodeUa767 } from './decode.ts';
import { ua767Rule } from './frame.ts';
import { ua767Session } from './session.ts';

/** The baud rate is not published; 9600 8N1 is what others assume. */
export const andUa767 = driver<Uint8Array>({
  facts: {
    id: 'and-ua767', version: 1, family: 'blood-pressure', maker: 'A&D', models: ['UA-767PC'], mark: 'experimental',
    lines: [line(9600)],
    measures: ['systolic', 'diastolic', 'heart-rate'],
    commands: [],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => huntingFramer(ua767Rule),
  decode: decodeUa767,
  rawOf: (frame) => frame,
  newSession: ua767Session,
  // Ten letters without a checksum may come from anything; only the answer to our own question would prove the device.
  confidence: (frames) => Math.min(0.3, frames.length * 0.1),
});
