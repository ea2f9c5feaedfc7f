import type { WindowFault } from '#domain/contract/faults.ts';

const MOST_PLACES = 6;
const LONGEST = 60;

/** The line of a stack: `at name (address/file.js:1:2)`, `at address/file.js:1:2` or `name@address/file.js:1:2`. */
const LINE = /^\s*(?:at\s+)?(?:async\s+)?(?:([\w$.<>]*)\s*(?:\[as [\w$]+\]\s*)?[(@])?\S*?([\w.-]+\.(?:js|tsx?))(?:\?[^\s:]*)?:(\d+):(\d+)\)?$/;

/** What may be told of an error in a window. Its message stays out: a value may have come into it. */
export function faultOf(part: string, error: unknown, components: string): WindowFault {
  if (!(error instanceof Error)) return { part, kind: typeof error, at: [], inside: placesIn(components) };
  return { part, kind: error.name.slice(0, LONGEST), at: placesIn(callsOf(error)), inside: placesIn(components) };
}

/** The stack without the message, which some browsers put before it and which may look like a line of it. */
function callsOf({ message, stack = '' }: Error): string {
  const start = stack.indexOf(message);
  return start < 0 ? stack : stack.slice(start + message.length);
}

/** The places that a stack names, without the addresses before the files. */
function placesIn(stack: string): string[] {
  const found = stack.split('\n').map((line) => LINE.exec(line)).filter((line) => line !== null);
  return found.slice(0, MOST_PLACES).map(([, name = '', file, line, column]) => `${name.slice(0, LONGEST)}@${file}:${line}:${column}`);
}
