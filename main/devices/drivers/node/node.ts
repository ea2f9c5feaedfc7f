import { line } from '#domain/devices/catalogue.ts';
import { driver } from '../../driver.ts';
import { decodeNode } from './decode.ts';
import { nodeLines } from './frame.ts';
import { SETTLE_MS, nodeSession } from './session.ts';

/** Boards that speak the Daybook line protocol; `example/daybook-node` is one. spec: VIT-3 */
export const node = driver<Uint8Array>({
  facts: {
    id: 'daybook-node', version: 1, family: 'node', maker: 'Daybook', models: ['Arduino', 'ESP32', 'ESP8266'], mark: 'verified', lines: [line(115_200), line(9_600)],
    measures: ['spo2', 'heart-rate', 'respiratory-rate', 'temperature', 'weight', 'height', 'systolic', 'diastolic', 'mean-arterial-pressure', 'glucose', 'haemoglobin', 'perfusion-index'],
    // Lines and heartbeats come at least every 5 s. With both lines low the boards are left running.
    commands: ['identify'], silentAfterMs: 7_500, dtr: false, rts: false, settleMs: SETTLE_MS,
  },
  newFramer: nodeLines, decode: decodeNode, rawOf: (frame) => frame, newSession: nodeSession,
});
