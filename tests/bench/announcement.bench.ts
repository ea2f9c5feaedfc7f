import type { Page } from 'playwright-core';
import type { VoiceState } from '#renderer/voice/announcer.ts';
import { startSpeechRig, whyNoSpeechRig } from '#tests/support/speech/rig.ts';
import { openVoicePage, serveVoicePage, type VoiceSite } from '#tests/support/speech/voice-page.ts';
import type { VoicePage } from '#tests/support/speech/page/main.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { spread, summarize } from './harness/statistics.ts';

const SOON_MS = 500;
const SPOKEN_MS = 60_000;
/** The browser and its voice service have started by then; that is no part of the time a call takes. */
const SETTLED_MS = 1_500;

/** From a call to its first sound in Chromium, without the chime: the system's voice, and the bundled clips. `sizes` is the number of calls. */
export const bench: Bench = {
  name: 'announcement',
  yardstick: 'half a second, what a waiting room takes for "at once"',
  sizes: { full: [15], quick: [3] },
  goal: { of: 'ours', atMost: SOON_MS },
  async run(context) {
    const reason = whyNoSpeechRig();
    if (reason !== undefined) throw new Error(reason);
    const site = await serveVoicePage();
    const rows = [await firstSound(context, site, true), await firstSound(context, site, false)];
    await site.stop();
    return rows;
  },
};

async function firstSound({ sizes: [calls = 1], log }: BenchContext, site: VoiceSite, voices: boolean): Promise<Row> {
  const rig = await startSpeechRig({ voices });
  const { browser, page } = await openVoicePage(site.url, { env: rig.env, voices });
  await page.waitForTimeout(SETTLED_MS);
  const times: number[] = [];
  for (let i = 0; i < calls; i++) times.push(await startedAfter(page, `t${String(i)}`));
  await browser.close();
  await rig.stop();
  const { p50, most } = summarize(times);
  log(`${voices ? 'voice' : 'clips'}: at most ${most.toFixed(0)} ms`);
  return { name: `call to first sound, ${voices ? 'system voice' : 'bundled clips'}`, unit: 'ms', ours: p50, spread: spread(times) };
}

async function startedAfter(page: Page, tokenId: string): Promise<number> {
  await page.evaluate((token) => {
    (window as unknown as { voicePage: VoicePage }).voicePage.call(
      { callId: token, tokenId: token, label: 'A-7', roomName: '3', patientName: null, pronunciation: null, languages: ['en'], urgent: false },
      { privacy: 'token-only', chime: false, repeats: 1 },
    );
  }, tokenId);
  // The state itself is waited for: a clip can begin after 0 ms.
  const done = await page.waitForFunction((token) => (window as unknown as { voicePage: VoicePage }).voicePage.states
    .find((state): state is Extract<VoiceState, { kind: 'done' }> => state.kind === 'done' && state.tokenId === token), tokenId, { timeout: SPOKEN_MS });
  return (await done.jsonValue())?.startedAfterMs ?? Number.NaN;
}
