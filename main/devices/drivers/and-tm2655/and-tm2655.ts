import { line } from '#domain/devices/catalogue.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { driver } from '../../driver.ts';
import { decodeTm2655 } from './decode.ts';
import { tm2655Rule } from './frame.ts';
import { tm2655Session } from './session.ts';

/** A&D arm-in cuffs of waiting rooms. */
export const andTm2655 = driver<Uint8Array>({
  facts: {
    id: 'and-tm2655', version: 1, family: 'blood-pressure', maker: 'A&D', models: ['TM-2655P', 'TM-2657P'], mark: 'verified',
    lines: [line(2400), line(9600)],
    measures: ['systolic', 'mean-arterial-pressure', 'diastolic', 'heart-rate'],
    commands: ['start', 'stop', 'download'],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => huntingFramer(tm2655Rule),
  decode: decodeTm2655,
  rawOf: (frame) => frame,
  newSession: tm2655Session,
});
