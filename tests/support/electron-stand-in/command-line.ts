/** What the launcher was called with, in Electron's order: switches first, then the program and its arguments. */
export interface CommandLine {
  /** Files of `-r`, loaded before the program. */
  readonly requires: readonly string[];
  /** Chromium's switches, without dashes; the program may add to them until it is ready. */
  readonly switches: Map<string, string>;
  /** Folder or file of the program; undefined in a packaged one. */
  readonly appPath: string | undefined;
  /** Everything after the executable, as the program sees it in `process.argv`. */
  readonly args: readonly string[];
}

export function parseCommandLine(args: readonly string[]): CommandLine {
  const requires: string[] = [];
  const switches = new Map<string, string>();
  let appPath: string | undefined;
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    const named = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
    if (arg === '-r') {
      i += 1;
      requires.push(args[i] ?? '');
    } else if (named) {
      addSwitch(switches, named[1] ?? '', named[2] ?? '');
    } else {
      // What follows the program belongs to the program.
      appPath = arg;
      break;
    }
  }
  return { requires, switches, appPath, args };
}

/** Of one switch given twice Chromium takes the last; lists of features that several launchers ask for are meant together. */
export function addSwitch(switches: Map<string, string>, name: string, value: string): void {
  const before = name.endsWith('able-features') ? switches.get(name) : undefined;
  switches.set(name, before === undefined ? value : `${before},${value}`);
}

export const commandLine = parseCommandLine(process.argv.slice(2));
