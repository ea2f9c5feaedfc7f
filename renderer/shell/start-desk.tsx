import type { Root } from 'react-dom/client';
import { reportStrayFaults } from '#renderer/api/report-fault.ts';
import { startsWithoutCall, startSitting } from '#renderer/session/session.ts';
import { startText } from '#renderer/text/i18n.ts';
import { App } from './app.tsx';

/** Draws the first screen of a window: at once where the page brought all it needs, otherwise with a sign of life before it. */
export async function startDesk(root: Root): Promise<void> {
  reportStrayFaults(window, 'desk');
  await startText();
  const atOnce = startsWithoutCall();
  const sitting = startSitting();
  // Failures are shown by the app.
  if (atOnce) await Promise.allSettled([sitting]);
  root.render(<App sitting={sitting} />);
}
