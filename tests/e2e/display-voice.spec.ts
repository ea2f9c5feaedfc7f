import { whyNoSpeechRig } from '#tests/support/speech/rig.ts';
import { speakingDesk } from '#tests/support/speech/speaking-desk.ts';
import { expect, test } from './fixtures.ts';
import { openSettings } from './settings-steps.ts';
import { enterClinic } from './steps/clinic.ts';
import { callFirst, register } from './steps/desk.ts';

const reason = whyNoSpeechRig();

// spec: QUE-3, QUE-4
test('where the display speaks, it says the call aloud and the desk is silent', async ({ folder, host, playwright, launchOptions }) => {
  test.skip(reason !== undefined, reason ?? '');
  test.skip(host === 'electron', 'the stand-in starts its browser muted');
  test.slow();
  const { desk, rig, end } = await speakingDesk(true, folder, (more) => playwright.chromium.launch({ ...launchOptions, ...more, ignoreDefaultArgs: ['--mute-audio'] }));
  try {
    const { page } = desk;
    await enterClinic(page);
    await openSettings(page, 'Voice');
    await page.getByLabel('Which window speaks').selectOption('display');
    await page.keyboard.press('Control+s');
    await expect(page.getByText('Everything is saved.')).toBeVisible();
    await page.keyboard.press('Alt+1');
    await register(page, { name: 'Mara Lindqvist' });

    const display = await desk.openDisplay();
    await expect(display.getByText('A-001')).toBeVisible();
    await display.waitForFunction(() => speechSynthesis.getVoices().length > 0);
    await page.bringToFront();
    await callFirst(page);
    const words = 'Token A, zero zero one. Mara Lindqvist. Please go to room 1.';
    await expect.poll(() => rig.utterances().filter(({ endedAt }) => endedAt !== null).map(({ text }) => text), { timeout: 30_000 }).toEqual([words]);
    expect(await rig.rms()).toBeGreaterThan(0.01);
  } finally {
    await end();
  }
});
