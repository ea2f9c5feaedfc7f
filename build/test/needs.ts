/** A program outside npm that some tests use; without it those tests skip themselves and say so. */
export interface Need {
  /** Any of these on the PATH means it is there. */
  readonly commands: readonly string[];
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  readonly purpose: string;
  readonly half: 'unit' | 'e2e';
}

export const NEEDS: readonly Need[] = [
  { commands: ['socat'], packages: ['socat'], purpose: 'serial ports as pseudo-terminals', half: 'unit' },
  { commands: ['udevadm'], packages: ['udev'], purpose: 'listing serial ports', half: 'unit' },
  { commands: ['pdftotext'], packages: ['poppler-utils'], purpose: 'reading printed PDF', half: 'unit' },
  { commands: ['sox'], packages: ['sox'], purpose: 'measuring recorded sound', half: 'e2e' },
  { commands: ['Xvfb'], packages: ['xvfb', 'xauth'], purpose: 'a display for the desktop program', half: 'e2e' },
  {
    commands: ['speech-dispatcher'],
    packages: ['speech-dispatcher', 'speech-dispatcher-espeak-ng'],
    purpose: 'speech in Chromium',
    half: 'e2e',
  },
  { commands: ['espeak-ng'], packages: ['espeak-ng'], purpose: 'voices', half: 'e2e' },
  { commands: ['pulseaudio'], packages: ['pulseaudio'], purpose: 'a sound card that can be listened to', half: 'e2e' },
  { commands: ['parec'], packages: ['pulseaudio-utils'], purpose: 'recording what is heard', half: 'e2e' },
];

/** The needs of the halves that run, less those that are there. */
export function missingNeeds(halves: readonly Need['half'][], isThere: (command: string) => boolean): Need[] {
  return NEEDS.filter((need) => halves.includes(need.half) && !need.commands.some(isThere));
}

/** How this machine can be given what is missing. */
export type Supply =
  | { readonly kind: 'apt'; readonly chromiumByApt: boolean }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * @param osRelease text of /etc/os-release, empty elsewhere
 * @param root whether this process may install system packages
 */
export function supplyOf(osRelease: string, root: boolean, hasApt: boolean): Supply {
  const ids = [...osRelease.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap((match) => (match[1] ?? '').split(' '));
  const debian = ids.includes('debian') || ids.includes('ubuntu');
  if (!debian || !hasApt) return { kind: 'none', reason: 'only Debian and Ubuntu are known here' };
  if (!root) return { kind: 'none', reason: 'not running as root' };
  // Ubuntu's package of that name is an installer for a snap, which containers cannot run.
  return { kind: 'apt', chromiumByApt: !ids.includes('ubuntu') };
}
