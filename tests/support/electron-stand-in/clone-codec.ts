/** Turns values into JSON and back as the structured clone algorithm would, for messages between processes and worlds. */
export interface CloneCodec {
  encode(value: unknown): unknown;
  decode(wire: unknown): unknown;
}

/** What a codec does with values the algorithm refuses. Returns undefined to refuse them too. */
export interface CloneExtension {
  encode(value: unknown): readonly unknown[] | undefined;
  decode(wire: readonly unknown[]): { readonly value: unknown } | undefined;
}

/**
 * Strings, booleans, null and ordinary numbers stand for themselves; all else is `[kind, …]`.
 * The function is also sent into pages as source text, so it may use nothing from outside itself.
 */
export function makeCloneCodec(extension?: CloneExtension): CloneCodec {
  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
    return btoa(text);
  };
  const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

  const encodeObject = (value: object): unknown => {
    if (Array.isArray(value)) return ['array', value.map(encode)];
    if (value instanceof Date) return ['date', value.getTime()];
    if (value instanceof Map) return ['map', [...value].map(([k, v]) => [encode(k), encode(v)])];
    if (value instanceof Set) return ['set', [...value].map(encode)];
    if (value instanceof ArrayBuffer) return ['buffer', toBase64(new Uint8Array(value))];
    // Node's Buffer is a Uint8Array to every receiver.
    if (value instanceof Uint8Array) return ['bytes', toBase64(value)];
    if (value instanceof Error) return ['error', value.message];
    const prototype = Object.getPrototypeOf(value) as object | null;
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw new Error('An object could not be cloned.');
    return ['object', Object.entries(value).map(([k, v]) => [k, encode(v)])];
  };

  const encode = (value: unknown): unknown => {
    const extended = extension?.encode(value);
    if (extended) return extended;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (value === undefined) return ['undefined'];
    if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : ['number', Object.is(value, -0) ? '-0' : String(value)];
    if (typeof value === 'bigint') return ['bigint', String(value)];
    if (typeof value === 'object') return encodeObject(value);
    throw new Error('An object could not be cloned.');
  };

  type Pair = readonly [unknown, unknown];
  const decoders: Record<string, (payload: never) => unknown> = {
    undefined: () => undefined,
    number: (text: string) => Number(text),
    bigint: (text: string) => BigInt(text),
    array: (items: unknown[]) => items.map(decode),
    date: (ms: number) => new Date(ms),
    map: (pairs: Pair[]) => new Map(pairs.map(([k, v]) => [decode(k), decode(v)])),
    set: (items: unknown[]) => new Set(items.map(decode)),
    buffer: (text: string) => fromBase64(text).buffer,
    bytes: (text: string) => fromBase64(text),
    error: (message: string) => new Error(message),
    object: (pairs: [string, unknown][]) => Object.fromEntries(pairs.map(([k, v]) => [k, decode(v)])),
  };

  const decode = (wire: unknown): unknown => {
    if (!Array.isArray(wire)) return wire;
    const extended = extension?.decode(wire);
    if (extended) return extended.value;
    const decoder = decoders[String(wire[0])];
    if (!decoder) throw new Error(`stand-in electron: unknown message part ${String(wire[0])}`);
    return decoder(wire[1] as never);
  };
  return { encode, decode };
}
