import { createRoot } from 'react-dom/client';
import './theme/styles.ts';
import { isDisplay } from './pages.ts';
import { startDesk } from './shell/start-desk.tsx';

const root = createRoot(document.getElementById('root') ?? document.body);

/** The public display is a page of its own: it loads nothing of the desk. */
if (isDisplay()) void import('./shell/start-display.tsx').then(({ startDisplay }) => startDisplay(root));
else void startDesk(root);
