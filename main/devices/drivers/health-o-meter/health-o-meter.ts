import { line } from '#domain/devices/catalogue.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { driver } from '../../driver.ts';
import { decodeHealthOMeter } from './decode.ts';
import { healthOMeterRule } from './frame.ts';

/** Professional scales that send by themselves when a weight has come to rest. */
export const healthOMeter = driver<Uint8Array>({
  facts: {
    id: 'health-o-meter', version: 1, family: 'scale', maker: 'Health o meter', models: ['ProPlus', '500KL'], mark: 'untried',
    lines: [line(9600)],
    measures: ['weight', 'height', 'bmi'],
    commands: [],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => huntingFramer(healthOMeterRule),
  decode: decodeHealthOMeter,
  rawOf: (frame) => frame,
});
