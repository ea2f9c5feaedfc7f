import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { startChromium } from './chromium.ts';
import { commandLine } from './command-line.ts';
import { devtools, type Params } from './devtools.ts';
import { electronModule } from './electron-module.ts';
import { provideElectron } from './module-hook.ts';
import { program } from './program.ts';
import { windows } from './window-registry.ts';

/** Runs the program as Electron would: its main module first, then Chromium, then `ready`. */
async function run(): Promise<void> {
  Object.assign(process.versions, { electron: '45.4.1', chrome: '156.0.0.0' });
  Object.assign(process, { type: 'browser', resourcesPath: resolve(program.executable, '../resources') });
  process.argv = [program.executable, ...commandLine.args];
  provideElectron(electronModule);
  const require = createRequire(import.meta.url);
  for (const file of commandLine.requires) require(resolve(file));
  await import(pathToFileURL(program.mainFile).href);
  const browser = await startChromium(app.getPath('userData'), commandLine.switches);
  process.on('exit', () => browser.process.kill('SIGKILL'));
  devtools.connect(browser.toBrowser, browser.fromBrowser);
  devtools.onEvents('', onBrowserEvent);
  await devtools.send('Target.setDiscoverTargets', { discover: true });
  // The test driver reads this line to find the browser.
  process.stderr.write(`\nDevTools listening on ${browser.address}\n`);
  app.becomeReady();
}

function onBrowserEvent(method: string, params: Params): void {
  const windowOf = (targetId: unknown) => [...windows.values()].find(({ webContents }) => webContents.targetId === targetId);
  if (method === 'Target.targetDestroyed') windowOf(params.targetId)?.markClosed();
  if (method !== 'Target.targetCreated') return;
  const { targetId, openerId } = params.targetInfo as { targetId: string; openerId?: string };
  // A link that asks for a window of its own: its page has told the program already.
  if (windowOf(openerId)) devtools.send('Target.closeTarget', { targetId }).catch(() => undefined);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit());

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
