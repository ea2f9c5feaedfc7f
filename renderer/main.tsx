import { createRoot } from 'react-dom/client';
import './theme/styles.ts';
import { isDisplay } from './router.ts';
import { startText } from './text/i18n.ts';

/** The public display is a page of its own: it loads nothing of the desk. */
async function start(): Promise<void> {
  const root = createRoot(document.getElementById('root') ?? document.body);
  const [part] = await Promise.all([
    isDisplay() ? import('./screens/display/display-page.tsx').then((m) => <m.DisplayPage />) : import('./shell/app.tsx').then((m) => <m.App />),
    startText(),
  ]);
  root.render(part);
}

void start();
