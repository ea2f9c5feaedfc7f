import type { Page } from '@playwright/test';
import { whyNoSpeechRig } from '#tests/support/speech/rig.ts';
import { speakingDesk } from '#tests/support/speech/speaking-desk.ts';
import { expect, test } from './fixtures.ts';
import { enterClinic } from './steps/clinic.ts';
import { callFirst, callNext, register } from './steps/desk.ts';

const reason = whyNoSpeechRig();
const SPOKEN_MS = 30_000;

const voicesHere = (page: Page) => page.waitForFunction(() => speechSynthesis.getVoices().length > 0);

// spec: QUE-3
test.describe('aloud', () => {
  test.skip(reason !== undefined, reason ?? '');
  test.slow();

  test('a call reaches the system’s voice word for word, soon after the key', async ({ folder, host, playwright, launchOptions }) => {
    test.skip(host === 'electron', 'the stand-in starts its browser muted');
    const { desk, rig, end } = await speakingDesk(true, folder, (more) => playwright.chromium.launch({ ...launchOptions, ...more, ignoreDefaultArgs: ['--mute-audio'] }));
    try {
      const { page } = desk;
      await enterClinic(page);
      await register(page, { name: 'Mara Lindqvist' });
      await register(page, { name: 'Otto Weiss', sex: 'm' });
      await voicesHere(page);
      await callFirst(page);
      await expect.poll(() => rig.utterances().filter(({ endedAt }) => endedAt !== null).map(({ text }) => text), { timeout: SPOKEN_MS })
        .toContain('Token A, zero zero one. Mara Lindqvist. Please go to room 1.');
      await expect.poll(() => rig.utterances().every(({ endedAt }) => endedAt !== null), { timeout: SPOKEN_MS }).toBe(true);
      rig.forget();
      const pressed = Date.now();
      await callNext(page);
      await expect.poll(() => rig.spoken(), { timeout: SPOKEN_MS }).toContain('Token A, zero zero two. Otto Weiss. Please go to room 1.');
      const startedAfter = (rig.utterances()[0]?.startedAt ?? Infinity) - pressed;
      test.info().annotations.push({ type: 'call key to speech', description: `${String(startedAfter)} ms, with the chime before it (goal 500 ms)` });
      expect(await rig.rms()).toBeGreaterThan(0.01);
    } finally {
      await end();
    }
  });

  test('without any voice the recorded words are heard', async ({ folder, host, playwright, launchOptions }) => {
    test.skip(host === 'electron', 'the stand-in starts its browser muted');
    const { desk, rig, end } = await speakingDesk(false, folder, (more) => playwright.chromium.launch({ ...launchOptions, ...more, ignoreDefaultArgs: ['--mute-audio'] }));
    try {
      await enterClinic(desk.page);
      await register(desk.page, { name: 'Mara Lindqvist' });
      rig.forget();
      await callFirst(desk.page);
      await expect.poll(() => rig.soundingSeconds(), { timeout: SPOKEN_MS }).toBeGreaterThan(2);
      expect(rig.spoken()).toEqual([]);
    } finally {
      await end();
    }
  });
});
