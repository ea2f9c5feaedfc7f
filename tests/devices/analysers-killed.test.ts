import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { waitingRaw } from '#db/queries/analysers.ts';
import { mllpFrame } from '#main/devices/analysers/mllp.ts';
import { astmBytes, astmFrames } from '#tests/support/analysers/astm-sender.ts';
import { testService } from '#tests/support/analysers/service.ts';
import { TcpAnalyser } from '#tests/support/analysers/tcp-analyser.ts';
import { runChild } from '#tests/support/run-child.ts';
import { rowsOf, tempFolder, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const { ENQ, EOT } = astmBytes;
const compiled = mkdtempSync(join(tmpdir(), 'daybook-compiled-'));
afterAll(() => { rmSync(compiled, { recursive: true, force: true }); });

const records = ['H|\\^&|||LAB', 'O|1|S-1', 'R|1|^^^GLU|5.4|mmol/L||||F||||20240115102955', 'R|2|^^^NA|139|mmol/L||||F||||20240115102955', 'L|1|N'];
const frames = astmFrames(records);
const hl7 = mllpFrame(Buffer.from('MSH|^~\\&|LAB||||||ORU^R01|M1|P|2.3.1\rOBR|1||S-1\rOBX|1|NM|GLU||5.4|mmol/L|||||F|||20240115102955\rOBX|2|NM|NA||139|mmol/L|||||F|||20240115102955\r'));

/** Talks to a program that dies instead of giving its Nth answer, and gives how many answers came before. */
async function untilKilled(folder: string, answer: number, protocol: 'astm' | 'hl7', talk: (analyser: TcpAnalyser) => Promise<number>): Promise<number> {
  let talked: Promise<number> | undefined;
  const { signal, stderr } = await runChild('tests/support/analysers/killed-child.ts', [folder, String(answer), protocol], {
    options: { env: { ...process.env, NODE_COMPILE_CACHE: compiled } },
    onLine: (line) => { talked ??= TcpAnalyser.connect(line).then(talk); },
  });
  expect([signal, stderr]).toEqual(['SIGKILL', '']);
  return talked ?? 0;
}

async function asFarAsAnswered(analyser: TcpAnalyser): Promise<number> {
  let answers = 0;
  for (const part of [Buffer.of(ENQ), ...frames]) {
    if ((await analyser.ask(part)) === undefined) return answers;
    answers += 1;
  }
  return answers;
}

const values = (store: StoreUnderTest): (number | null)[] => rowsOf(store, 'lab_result').map(({ value }) => value);

test.each(frames.map((_, i) => i + 1))('killed before frame %i is acknowledged: nothing is lost, and the message that comes again is not doubled', async (frame) => {
  const folder = tempFolder();
  expect(await untilKilled(folder, frame + 1, 'astm', asFarAsAnswered)).toBe(frame);
  const store = testStore({ folder });
  expect(waitingRaw(store.read)).toHaveLength(frame);
  const running = testService(store);
  // The last frame had reached the disk: what the analyser was about to forget is filed by the next start.
  expect(values(store)).toEqual(frame === frames.length ? [5.4, 139] : []);
  expect(waitingRaw(store.read)).toEqual([]);
  const analyser = await TcpAnalyser.connect(await running.address());
  expect(await asFarAsAnswered(analyser)).toBe(frames.length + 1);
  analyser.send(EOT);
  await vi.waitFor(() => { expect(waitingRaw(store.read)).toEqual([]); }, { timeout: 10_000 });
  expect(values(store)).toEqual([5.4, 139]);
}, 60_000);

test('HL7, killed before its acknowledgement: filed once, however often it comes', async () => {
  const folder = tempFolder();
  await untilKilled(folder, 1, 'hl7', async (analyser) => {
    analyser.send(hl7);
    return (await analyser.heardUntil(Buffer.of(0x1c))).length;
  });
  const store = testStore({ folder });
  const running = testService(store, { protocol: 'hl7' });
  const analyser = await TcpAnalyser.connect(await running.address());
  analyser.send(hl7);
  expect((await analyser.heardUntil(Buffer.of(0x1c))).toString()).toContain('MSA|AA|M1');
  expect(values(store)).toEqual([5.4, 139]);
}, 60_000);
