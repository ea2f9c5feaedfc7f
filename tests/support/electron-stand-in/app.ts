import { EventEmitter } from 'node:events';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { addSwitch, commandLine } from './command-line.ts';
import { preventable } from './events.ts';
import { program } from './program.ts';
import { acquireLock } from './single-instance.ts';
import { unsupported } from './unsupported.ts';
import { windows } from './window-registry.ts';

/** Electron's `app`: the life of the program from its first line to its exit. */
class App extends EventEmitter {
  readonly isPackaged = program.isPackaged;
  name = program.manifest.productName ?? program.manifest.name ?? 'Electron';
  /** Whether Chromium runs. The test driver replaces `isReady` to hold the program back, so this is the truth. */
  chromiumRuns = false;
  private readonly paths = new Map<string, string>();
  private readonly becameReady = Promise.withResolvers<void>();
  private quitting = false;

  readonly commandLine = {
    appendSwitch: (name: string, value = ''): void => addSwitch(commandLine.switches, name, value),
    hasSwitch: (name: string): boolean => commandLine.switches.has(name),
    getSwitchValue: (name: string): string => commandLine.switches.get(name) ?? '',
    removeSwitch: (name: string): void => void commandLine.switches.delete(name),
  };

  whenReady(): Promise<void> {
    return this.becameReady.promise;
  }

  isReady(): boolean {
    return this.chromiumRuns;
  }

  getName = (): string => this.name;
  getVersion = (): string => program.manifest.version ?? '0.0.0';
  getAppPath = (): string => program.dir;
  getLocale = (): string => commandLine.switches.get('lang') ?? 'en-US';
  getPreferredSystemLanguages = (): string[] => [this.getLocale()];

  getPath(name: string): string {
    switch (name) {
      case 'home': return homedir();
      case 'temp': return tmpdir();
      case 'exe': return program.executable;
      case 'appData': return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
      case 'userData': return this.paths.get(name) ?? commandLine.switches.get('user-data-dir') ?? join(this.getPath('appData'), this.name);
      default: return this.paths.get(name) ?? unsupported(`app.getPath('${name}')`);
    }
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  /** Every window is sandboxed and isolated here anyway: there is nothing else to offer. */
  enableSandbox(): void {
    if (this.chromiumRuns) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  requestSingleInstanceLock(): boolean {
    return acquireLock(this.getPath('userData'), (argv, cwd) => this.emit('second-instance', preventable({}), argv, cwd));
  }

  quit(): void {
    if (this.quitting) return;
    const before = preventable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.quitting = true;
    void this.closeAllThenLeave();
  }

  exit(code = 0): void {
    this.emit('quit', preventable({}), code);
    process.exit(code);
  }

  /** Announces readiness in Electron's order: the event, then the promise. */
  becomeReady(): void {
    this.chromiumRuns = true;
    this.emit('ready', preventable({}), {});
    this.becameReady.resolve();
  }

  /** Called by a window that closed. */
  windowGone(): void {
    if (windows.size > 0 || this.quitting) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  private async closeAllThenLeave(): Promise<void> {
    for (const window of [...windows.values()]) {
      if (!(await window.closeAndWait())) {
        this.quitting = false;
        return;
      }
    }
    const last = preventable({});
    this.emit('will-quit', last);
    if (last.defaultPrevented) this.quitting = false;
    else this.exit(0);
  }
}

export const app = new App();
