import { line } from '#domain/devices/catalogue.ts';
import { driver } from '../../driver.ts';
import { decodeRecord } from './decode.ts';
import { driFramer } from './frame.ts';
import type { DriFrame } from './frame.ts';
import { driSession } from './session.ts';

/** The displayed values of Datex-Ohmeda and GE monitors over their record interface. spec: VIT-3 */
export const datex = driver<DriFrame>({
  facts: {
    id: 'datex-dri', version: 1, family: 'monitor', maker: 'GE Datex-Ohmeda', models: ['S/5', 'B450', 'B650', 'Carescape'], mark: 'verified',
    lines: [line(19_200, '8E1', 'rtscts')],
    measures: ['heart-rate', 'spo2', 'temperature', 'respiratory-rate', 'end-tidal-co2', 'systolic', 'mean-arterial-pressure', 'diastolic'],
    commands: [], silentAfterMs: 30_000, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: driFramer, decode: decodeRecord, rawOf: (frame) => frame.raw, newSession: driSession,
});
