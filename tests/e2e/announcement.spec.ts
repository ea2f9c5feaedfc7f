import type { Page } from '@playwright/test';
import { browserDesk } from '#tests/support/desk-driver/browser-desk.ts';
import type { Desk } from '#tests/support/desk-driver/desk.ts';
import { startSpeechRig, whyNoSpeechRig, type SpeechRig } from '#tests/support/speech/rig.ts';
import { expect, test } from './fixtures.ts';
import { setUpClinic } from './steps/clinic.ts';
import { callFirst, callNext, register } from './steps/desk.ts';

const reason = whyNoSpeechRig();
const SPOKEN_MS = 30_000;

interface Speaking {
  readonly desk: Desk;
  readonly rig: SpeechRig;
}

/** A desk whose pages speak into a recorder; with `voices: false` there is a sound card but no speech service. */
async function speakingDesk(
  voices: boolean, folder: string, launch: (options: { env: Record<string, string>; args: string[] }) => Promise<Parameters<typeof browserDesk>[1]>,
): Promise<Speaking> {
  const rig = await startSpeechRig({ voices });
  const options = { storeDir: `${folder}/store`, training: false };
  const env = { ...Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? ''])), ...rig.env };
  const args = ['--autoplay-policy=user-gesture-required', ...(voices ? ['--enable-speech-dispatcher'] : [])];
  return { rig, desk: await browserDesk(options, await launch({ env, args }), { width: 1366, height: 768 }) };
}

const voicesHere = (page: Page) => page.waitForFunction(() => speechSynthesis.getVoices().length > 0);

// spec: QUE-3
test.describe('aloud', () => {
  test.skip(reason !== undefined, reason ?? '');
  test.slow();

  test('a call reaches the system’s voice word for word, soon after the key', async ({ folder, host, playwright, launchOptions }) => {
    test.skip(host === 'electron', 'the stand-in starts its browser muted');
    const { desk, rig } = await speakingDesk(true, folder, (more) => playwright.chromium.launch({ ...launchOptions, ...more, ignoreDefaultArgs: ['--mute-audio'] }));
    try {
      const { page } = desk;
      await setUpClinic(page);
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
      expect(startedAfter).toBeLessThan(2_000);
      expect(await rig.rms()).toBeGreaterThan(0.01);
    } finally {
      await desk.dispose();
      await rig.stop();
    }
  });

  test('without any voice the recorded words are heard', async ({ folder, host, playwright, launchOptions }) => {
    test.skip(host === 'electron', 'the stand-in starts its browser muted');
    const { desk, rig } = await speakingDesk(false, folder, (more) => playwright.chromium.launch({ ...launchOptions, ...more, ignoreDefaultArgs: ['--mute-audio'] }));
    try {
      await setUpClinic(desk.page);
      await register(desk.page, { name: 'Mara Lindqvist' });
      rig.forget();
      await callFirst(desk.page);
      await expect.poll(() => rig.soundingSeconds(), { timeout: SPOKEN_MS }).toBeGreaterThan(2);
      expect(rig.spoken()).toEqual([]);
    } finally {
      await desk.dispose();
      await rig.stop();
    }
  });
});
