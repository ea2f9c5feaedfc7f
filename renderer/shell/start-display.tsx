import type { Root } from 'react-dom/client';
import '#renderer/theme/all-styles.ts';
import { reportStrayFaults } from '#renderer/api/report-fault.ts';
import { DisplayPage } from '#renderer/screens/display/display-page.tsx';
import { loadEnglish, startText } from '#renderer/text/i18n.ts';

/** Draws the waiting room's screen. */
export async function startDisplay(root: Root): Promise<void> {
  reportStrayFaults(window, 'display');
  await startText();
  await loadEnglish();
  root.render(<DisplayPage />);
}
