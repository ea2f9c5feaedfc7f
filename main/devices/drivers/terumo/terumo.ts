import { line } from '#domain/devices/catalogue.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { driver } from '../../driver.ts';
import { decodeTerumo } from './decode.ts';
import { terumoRule } from './frame.ts';

/** A clinic cuff that sends one line a measurement. The baud rate is one kiosk's; the maker's is not documented. */
export const terumoBp500 = driver<Uint8Array>({
  facts: {
    id: 'terumo-bp500', version: 1, family: 'blood-pressure', maker: 'Terumo', models: ['BP-500'], mark: 'untried',
    lines: [line(9600)],
    measures: ['systolic', 'mean-arterial-pressure', 'diastolic', 'heart-rate'],
    commands: [],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => huntingFramer(terumoRule),
  decode: decodeTerumo,
  rawOf: (frame) => frame,
});
