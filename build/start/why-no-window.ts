/** The part of `process` that is looked at. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly getuid?: () => number;
}

/** Why a window cannot open here, as the first half of a sentence; undefined when it can. */
export function whyNoWindow({ platform, env, getuid }: Machine): string | undefined {
  if (platform !== 'linux') return undefined;
  if (getuid?.() === 0) return 'Electron does not run as root, so ';
  const hasDisplay = [env.DISPLAY, env.WAYLAND_DISPLAY].some((name) => name !== undefined && name !== '');
  return hasDisplay ? undefined : 'There is no display here, so ';
}
