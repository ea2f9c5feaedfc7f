import { line } from '#domain/devices/catalogue.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { driver } from '../../driver.ts';
import { decodeSeca } from './decode.ts';
import { secaRule } from './frame.ts';

/** The older wired interface; newer SECA devices are wireless and closed. */
export const seca460 = driver<Uint8Array>({
  facts: {
    id: 'seca-460', version: 1, family: 'scale', maker: 'SECA', models: ['460'], mark: 'experimental',
    lines: [line(1200, '8E1')],
    measures: ['weight'],
    commands: [],
    silentAfterMs: 5_000, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => huntingFramer(secaRule),
  decode: decodeSeca,
  rawOf: (frame) => frame,
});
