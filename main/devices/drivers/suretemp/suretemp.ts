import { line } from '#domain/devices/catalogue.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { driver } from '../../driver.ts';
import { decodeSuretemp } from './decode.ts';
import { suretempRule } from './frame.ts';
import { suretempSession } from './session.ts';

/** The bare thermometer module. Where the temperature stands in its answer must be settled on a device. */
export const suretemp = driver<Uint8Array>({
  facts: {
    id: 'suretemp', version: 1, family: 'thermometer', maker: 'Welch Allyn', models: ['SureTemp Plus module'], mark: 'experimental',
    lines: [line(9600)],
    measures: ['temperature'],
    commands: ['start', 'stop'],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => huntingFramer(suretempRule),
  decode: decodeSuretemp,
  rawOf: (frame) => frame,
  newSession: suretempSession,
});
