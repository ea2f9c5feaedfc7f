/** Keys that engines and promises look up by themselves: an honest `undefined` is the answer to those. */
const ASKED_BY_ENGINES = new Set<PropertyKey>(['then', 'toJSON', 'constructor', 'default', '__esModule', 'splice', 'length', 'nodeType']);

/** Throws for a part of Electron the stand-in does not have. Nothing is ever silently skipped. */
export function unsupported(name: string): never {
  throw new Error(`stand-in electron: ${name} is not implemented`);
}

/** A view of `part` on which every key it lacks throws with its name. */
export function loud<T extends object>(name: string, part: T): T {
  return new Proxy(part, {
    get(target, key, receiver) {
      if (key in target || typeof key === 'symbol' || ASKED_BY_ENGINES.has(key)) return Reflect.get(target, key, receiver) as unknown;
      return unsupported(`${name}.${key}`);
    },
  });
}
