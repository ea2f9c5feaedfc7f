import { expect, test } from 'vitest';
import { runChild } from '#tests/support/run-child.ts';
import { tempFolder, testStore } from '#tests/support/store.ts';

/** What a killed program may take with it: it writes every five seconds, on a busy machine somewhat later. */
const BUFFER_MS = 8000;

test('a program killed while a device streams loses seconds, and the next one writes the gap down', async () => {
  const folder = tempFolder();
  const heard: number[][] = [];
  for (const seconds of [12, 3]) {
    const times: number[] = [];
    const { signal, stderr } = await runChild('tests/support/streaming-child.ts', [folder], {
      onLine: (line, kill) => {
        times.push(Number(line));
        if ((times.at(-1) ?? 0) - (times[0] ?? 0) >= seconds * 1000) kill();
      },
    });
    expect([signal, stderr]).toEqual(['SIGKILL', '']);
    heard.push(times);
  }
  const [first = [], second = []] = heard;
  const store = testStore({ folder });
  expect(store.read.statement('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  const kept = store.read.statement("SELECT at FROM stream_trend WHERE code = 'spo2' AND level = 1 ORDER BY at").all() as { at: number }[];
  const lastKept = Math.max(...kept.filter(({ at }) => at <= first.at(-1)!).map(({ at }) => at));
  expect(first.at(-1)! - lastKept).toBeLessThan(BUFFER_MS + 1000);
  const gap = store.read.statement("SELECT at, until FROM device_event WHERE kind = 'program-stopped' ORDER BY place").all().at(-1) as { at: number; until: number | null };
  expect(gap.at).toBeGreaterThan(first.at(-1)! - BUFFER_MS);
  expect(gap.at).toBeLessThanOrEqual(first.at(-1)!);
  expect(Math.abs(gap.until! - second[0]!)).toBeLessThan(1500);
}, 120_000);
