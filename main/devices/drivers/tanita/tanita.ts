import { line } from '#domain/devices/catalogue.ts';
import { driver } from '../../driver.ts';
import { decodeTanita } from './decode.ts';
import { tanitaFramer } from './frame.ts';

/** Body composition analysers; one line a measurement. */
export const tanita = driver<Uint8Array>({
  facts: {
    id: 'tanita', version: 1, family: 'scale', maker: 'Tanita', models: ['SC-240', 'BC-420', 'WB-3000', 'HD-351BT'], mark: 'verified',
    lines: [line(9600)],
    measures: ['weight', 'height', 'bmi', 'body-fat'],
    commands: [],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: tanitaFramer,
  decode: decodeTanita,
  rawOf: (frame) => frame,
});
