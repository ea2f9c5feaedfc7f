import { line } from '#domain/devices/catalogue.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { driver } from '../../driver.ts';
import { decodeUltramini } from './decode.ts';
import { ultraminiRule } from './frame.ts';
import { ultraminiSession } from './session.ts';

/** Meters with numbered packets. */
export const onetouchUltramini = driver<Uint8Array>({
  facts: {
    id: 'onetouch-ultramini', version: 1, family: 'glucometer', maker: 'LifeScan', models: ['OneTouch UltraMini', 'OneTouch UltraEasy'], mark: 'verified',
    lines: [line(9600)],
    measures: ['glucose'],
    commands: ['download', 'identify'],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => huntingFramer(ultraminiRule),
  decode: decodeUltramini,
  rawOf: (frame) => frame,
  newSession: ultraminiSession,
});
