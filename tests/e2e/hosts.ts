/**
 * Specs in which the host itself can go wrong, and what of it: windows, the system's voices, files, ports, the process. They run
 * in Electron and in the browser. Every other spec asks screens and handlers that are the same code under both, and runs in the
 * browser alone, unless all are asked for (`DAYBOOK_ALL_HOSTS=1`, and wherever the real Electron is).
 */
export const hostsMatter: Readonly<Record<string, string>> = {
  announcement: 'speech and sound are the page\'s, and allowed by the host',
  bedside: 'serial ports, opened by the process that owns the windows',
  camera: 'permissions are the host\'s',
  desk: 'the day\'s first way, over either transport',
  display: 'a second window, opened by the host',
  drafts: 'a killed process and its windows',
  'first-frame': 'how the page is served',
  'first-run': 'where the key of the store is kept',
  'import-files': 'choosing and reading files',
  'program-lifecycle': 'start, end and one program a store',
  'settings-printers': 'printers and PDF',
  'two-desks': 'two windows of one program',
};

/** The files of the electron project. */
export const electronSpecs = (all: boolean): RegExp =>
  (all ? /\.spec\.ts$/ : new RegExp(`[\\\\/](electron-[a-z-]+|${Object.keys(hostsMatter).join('|')})\\.spec\\.ts$`));
