import { client } from '#renderer/api/client.ts';
import { lock } from './session.ts';

const CHECK_MS = 5_000;
/** The program is told at most this often that somebody is here. */
const TOUCH_EVERY_MS = 30_000;
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/**
 * Locks the window when nobody touched it for so long. Refreshes in the background do not count.
 * @returns how to stop
 */
export function startAutoLock(minutes: number): () => void {
  let lastSign = Date.now();
  let lastTouch = Date.now();
  const onSign = (): void => {
    lastSign = Date.now();
    if (lastSign - lastTouch < TOUCH_EVERY_MS) return;
    lastTouch = lastSign;
    client.session.touch({}).catch(() => undefined);
  };
  const timer = setInterval(() => {
    if (Date.now() - lastSign >= minutes * 60_000) lock();
  }, CHECK_MS);
  for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, onSign, { capture: true, passive: true });
  return () => {
    clearInterval(timer);
    for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, onSign, { capture: true });
  };
}
