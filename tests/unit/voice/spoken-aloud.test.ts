import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '#domain/announce/announcement.ts';
import type { VoiceState } from '#renderer/voice/announcer.ts';
import { findProgram } from '#tests/support/speech/processes.ts';
import { type SpeechRig, startSpeechRig, whyNoSpeechRig } from '#tests/support/speech/rig.ts';
import { openVoicePage, serveVoicePage, type VoiceSite } from '#tests/support/speech/voice-page.ts';
import type { VoicePage } from '#tests/support/speech/page/main.ts';

const reason = whyNoSpeechRig() ?? (findProgram('chromium') ? undefined : 'not installed: chromium');
const SETTINGS = { privacy: 'name', chime: true, repeats: 1 } as const;

const amina = (change: Partial<Call> = {}): Call => ({
  callId: 'c1', tokenId: 't1', label: 'A-014', roomName: 'Room 3', patientName: "Amina O'Brien", pronunciation: null, languages: ['en'], urgent: false, ...change,
});

const inPage = (page: Page): { states(): Promise<VoiceState[]>; call(call: Call, settings?: Parameters<VoicePage['call']>[1]): Promise<void> } => ({
  states: () => page.evaluate(() => (window as unknown as { voicePage: VoicePage }).voicePage.states),
  call: (call, settings = SETTINGS) => page.evaluate(
    ([c, s]) => (window as unknown as { voicePage: VoicePage }).voicePage.call(c, s), [call, settings] as const),
});

/** Waits for a state of this kind, for this token where one is given. */
async function until(page: Page, kind: VoiceState['kind'], tokenId?: string): Promise<void> {
  await page.waitForFunction(([wanted, token]) => (window as unknown as { voicePage: VoicePage }).voicePage.states
    .some((state) => state.kind === wanted && (token === undefined || ('tokenId' in state && state.tokenId === token))), [kind, tokenId] as const, { timeout: 40_000 });
}

let site: VoiceSite;
beforeAll(async () => { if (!reason) site = await serveVoicePage(); });
afterAll(async () => { await site?.stop(); });

// spec: QUE-3
describe.skipIf(reason)(`heard through the system's voices${reason ? ` (${reason})` : ''}`, () => {
  let rig: SpeechRig;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    rig = await startSpeechRig();
    ({ browser, page } = await openVoicePage(site.url, { env: rig.env, voices: true }));
    await page.waitForFunction(() => speechSynthesis.getVoices().length > 0);
    // The browser's own start-up is no part of the time a call takes.
    await page.waitForTimeout(1_000);
  });
  afterAll(async () => {
    await browser?.close();
    await rig?.stop();
  });

  test('the exact texts, in order, never two at once, and the sound card hears them', async () => {
    const { call, states } = inPage(page);
    await call(amina());
    await call(amina({ tokenId: 't2', label: 'B-7', languages: ['es', 'ar'], roomName: '12B', patientName: null }));
    await call(amina({ tokenId: 't3', label: 'C-1', urgent: true }), { ...SETTINGS, privacy: 'token-only' });
    await until(page, 'done', 't2');

    expect(rig.spoken()).toEqual([
      "Token A, zero one four. Amina O'Brien. Please go to room 3.",
      'Token C, one. Please go to room 3.',
      'Turno be, siete. Por favor, pase a la sala 12 be.',
      'رَقَم بي، سَبْعَة. يُرْجَى التَّوَجُّهُ إِلَى الغُرْفَة رَقْم 12 بي.',
    ]);
    const utterances = rig.utterances();
    expect(utterances.map((one) => one.voice)).toEqual(['en-us', 'en-us', 'es-419', 'ar']);
    utterances.slice(1).forEach((one, i) => expect(one.startedAt).toBeGreaterThanOrEqual(utterances[i]?.endedAt ?? Number.POSITIVE_INFINITY));
    expect(await rig.rms()).toBeGreaterThan(0.01);
    expect(await rig.soundingSeconds()).toBeGreaterThan(8);
    const done = (await states()).filter((state) => state.kind === 'done');
    expect(done.map((state) => state.via)).toEqual(['voice', 'voice', 'voice']);
    // How soon is measured by the bench `announcement`, where nothing else runs beside it.
    expect(done[0]?.startedAfterMs).toBeGreaterThan(0);
  }, 60_000);
});

describe.skipIf(reason)(`heard from the bundled clips${reason ? ` (${reason})` : ''}`, () => {
  let rig: SpeechRig;
  beforeAll(async () => { rig = await startSpeechRig({ voices: false }); });
  afterAll(async () => { await rig?.stop(); });

  test('without any voice the clips are heard, in Arabic too', async () => {
    const { browser, page } = await openVoicePage(site.url, { env: rig.env, voices: false });
    try {
      expect(await page.evaluate(() => speechSynthesis.getVoices().length)).toBe(0);
      await page.waitForTimeout(1_200);
      for (const language of ['en', 'es', 'ar']) {
        rig.forget();
        await inPage(page).call(amina({ tokenId: language, languages: [language] }), { ...SETTINGS, chime: false });
        await until(page, 'done', language);
        expect(await rig.rms(), language).toBeGreaterThan(0.01);
        expect(await rig.soundingSeconds(), language).toBeGreaterThan(2);
      }
      const done = (await inPage(page).states()).filter((state) => state.kind === 'done');
      expect(done.map((state) => state.via)).toEqual(['clips', 'clips', 'clips']);
    } finally {
      await browser.close();
    }
  }, 60_000);

  test('a browser that wants a click first says so, and speaks after the click', async () => {
    const { browser, page } = await openVoicePage(`${site.url}#call`, { env: rig.env, voices: false, autoplay: false });
    try {
      rig.forget();
      await page.waitForTimeout(3_000);
      expect((await inPage(page).states()).map((state) => state.kind)).toEqual(['blocked']);
      expect(await rig.rms()).toBe(0);
      await page.click('button');
      await until(page, 'done');
      expect(await rig.rms()).toBeGreaterThan(0.01);
    } finally {
      await browser.close();
    }
  }, 60_000);
});
