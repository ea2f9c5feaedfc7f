import { createRoot } from 'react-dom/client';
import './theme/styles.ts';
import { isDisplay } from './pages.ts';
import { startDesk } from './shell/start-desk.tsx';

const root = createRoot(document.getElementById('root') ?? document.body);

const RELOAD_MS = 2_000;

/** The public display is a page of its own: it loads nothing of the desk. */
const started = isDisplay() ? import('./shell/start-display.tsx').then(({ startDisplay }) => startDisplay(root)) : startDesk(root);
// A file that is not there any more belongs to a version that was replaced meanwhile; nobody may sit here to say so to.
started.catch(() => { setTimeout(() => { location.reload(); }, RELOAD_MS); });
