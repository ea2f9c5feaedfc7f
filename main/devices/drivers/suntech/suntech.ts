import { line } from '#domain/devices/catalogue.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { driver } from '../../driver.ts';
import { decodeSuntech } from './decode.ts';
import { suntechRule } from './frame.ts';
import { suntechSession } from './session.ts';

/** A bare module that other makers build into their monitors. Bytes 6 to 15 of its result are not publicly described. */
export const suntech = driver<Uint8Array>({
  facts: {
    id: 'suntech-advantage', version: 1, family: 'blood-pressure', maker: 'SunTech', models: ['Advantage OEM'], mark: 'experimental',
    lines: [line(9600)],
    measures: ['systolic', 'mean-arterial-pressure', 'diastolic', 'heart-rate', 'cuff-pressure'],
    commands: ['start', 'start-child', 'start-newborn', 'stop'],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => huntingFramer(suntechRule),
  decode: decodeSuntech,
  rawOf: (frame) => frame,
  newSession: suntechSession,
});
