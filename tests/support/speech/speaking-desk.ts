import type { Browser } from '@playwright/test';
import { browserDesk } from '#tests/support/desk-driver/browser-desk.ts';
import type { Desk } from '#tests/support/desk-driver/desk.ts';
import { copyPrepared } from '#tests/support/desk-driver/prepared-stores.ts';
import { findProgram } from './processes.ts';
import { startSpeechRig, type SpeechRig } from './rig.ts';

interface Speaking {
  readonly desk: Desk;
  readonly rig: SpeechRig;
  end(): Promise<void>;
}

/** The prepared clinic, whose pages speak into a recorder; with `voices: false` there is a sound card but no speech service. */
export async function speakingDesk(
  voices: boolean, folder: string, launch: (options: { env: Record<string, string>; args: string[]; executablePath: string }) => Promise<Browser>,
): Promise<Speaking> {
  const rig = await startSpeechRig({ voices });
  const options = { storeDir: `${folder}/store`, training: false };
  const env = { ...Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? ''])), ...rig.env };
  const args = ['--autoplay-policy=document-user-activation-required', ...(voices ? ['--enable-speech-dispatcher'] : [])];
  await copyPrepared('clinic', options.storeDir);
  const browser = await launch({ env, args, executablePath: findProgram('chromium') ?? '' });
  const desk = await browserDesk(options, browser, { width: 1366, height: 768 });
  const end = async (): Promise<void> => {
    await desk.dispose();
    await browser.close();
    await rig.stop();
  };
  return { rig, desk, end };
}
