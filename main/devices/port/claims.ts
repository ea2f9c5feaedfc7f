import { realpathSync } from 'node:fs';

/**
 * Ports that this process has open, whoever opened them. The system refuses a second opening as well, but only after it has
 * raised lines that start a device anew.
 */
const claimed = new Set<string>();

/** Takes a port; undefined when somebody here has it. The returned function gives it back. */
export function claimPort(path: string): (() => void) | undefined {
  const name = nameOf(path);
  if (claimed.has(name)) return undefined;
  claimed.add(name);
  let held = true;
  return () => {
    if (held) claimed.delete(name);
    held = false;
  };
}

/** Links lead to one port by several names; on Windows a name's case means nothing. */
function nameOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path.toUpperCase();
  }
}
