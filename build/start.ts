import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { runBrowserHost, runElectron } from './start/hosts.ts';
import { findRuntime } from './start/electron-runtime.ts';
import { whyNoWindow } from './start/why-no-window.ts';

const ROOT = join(import.meta.dirname, '..');

/**
 * `npm start [-- --training] [-- --store DIR] [-- --port N] [-- --browser]`: the desktop program where it can run,
 * else the same program in a browser on this PC. `--port` is the browser host's and is ignored by the window.
 */
async function start(args: readonly string[]): Promise<number> {
  const reason = args.includes('--browser') ? 'As asked, ' : whyNoWindow(process);
  const runtime = reason === undefined ? await findRuntime(ROOT) : undefined;
  if (!runtime || 'missing' in runtime) {
    console.log(`${reason ?? runtime?.missing ?? ''}Daybook opens in a browser on this PC.`);
    return startInBrowser(args);
  }
  await bundle();
  const outcome = await runElectron(runtime.executable, ROOT, args);
  if (outcome !== 'could-not-start') return outcome;
  console.log('Electron could not start its sandbox on this PC, so Daybook opens in a browser on this PC.');
  return startInBrowser(args);
}

async function startInBrowser(args: readonly string[]): Promise<number> {
  await bundle(['renderer']);
  return runBrowserHost(ROOT, args.filter((arg) => arg !== '--browser'));
}

process.exitCode = await start(process.argv.slice(2));
