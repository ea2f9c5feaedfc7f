import { line } from '#domain/devices/catalogue.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { driver } from '../../driver.ts';
import { decodeMedlab } from './decode.ts';
import { medlabRule } from './frame.ts';
import { medlabSession } from './session.ts';

/** Boards that answer in text, built into small monitors. */
export const medlab = driver<Uint8Array>({
  facts: {
    id: 'medlab-nibp', version: 1, family: 'blood-pressure', maker: 'Medlab', models: ['NIBP2010', 'NIBScan'], mark: 'untried',
    lines: [line(4800)],
    measures: ['systolic', 'mean-arterial-pressure', 'diastolic', 'heart-rate'],
    commands: ['start', 'stop'],
    silentAfterMs: null, dtr: true, rts: true, settleMs: 0,
  },
  newFramer: () => huntingFramer(medlabRule),
  decode: decodeMedlab,
  rawOf: (frame) => frame,
  newSession: medlabSession,
});
