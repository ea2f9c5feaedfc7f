import type { SendErrorCode } from '#domain/printing/queue.ts';

/** An open line to one printer. Methods reject with the system's error; `codeOf` turns it into a plain word. */
export interface PrinterLink {
  /** Resolves when the system has taken all bytes. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** What arrived since the last call, waiting up to `ms` for the first byte; null on a one-way line. */
  readonly receive: ((ms: number) => Promise<Uint8Array>) | null;
  /** Ends in order, after everything written has left this PC. */
  readonly finish: () => Promise<void>;
  /** Ends at once, dropping what has not left yet. Resolves when the line is free again; never rejects. */
  readonly destroy: () => Promise<void>;
}

export type OpenLink = (signal: AbortSignal) => Promise<PrinterLink>;

/** A failure with its plain word already known. */
export class LinkError extends Error {
  readonly code: SendErrorCode;

  constructor(code: SendErrorCode) {
    super(code);
    this.code = code;
  }
}

const BY_ERRNO: Readonly<Record<string, SendErrorCode>> = {
  ENOENT: 'unknown-path', ENOTDIR: 'unknown-path', EISDIR: 'unknown-path', ENOTFOUND: 'unknown-path', EAI_AGAIN: 'unknown-path',
  EINVAL: 'unknown-path', ENAMETOOLONG: 'unknown-path',
  EACCES: 'refused', EPERM: 'refused', EROFS: 'refused',
  EBUSY: 'busy', ETXTBSY: 'busy',
  // The kernel's printer driver says "no space" when the paper is out.
  ENOSPC: 'no-paper',
  ETIMEDOUT: 'timeout',
};

/** Words in which serialport reports, since it gives no errno. */
const BY_MESSAGE: readonly (readonly [RegExp, SendErrorCode])[] = [
  [/cannot lock port|access denied|resource busy/i, 'busy'],
  [/no such file|file not found|cannot find/i, 'unknown-path'],
  [/permission denied/i, 'refused'],
];

/** The plain word for a system's error. A printer that is off, unplugged or hangs up is `offline`. */
export function codeOf(error: unknown): SendErrorCode {
  if (error instanceof LinkError) return error.code;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && Object.hasOwn(BY_ERRNO, code)) return BY_ERRNO[code] ?? 'offline';
  const known = BY_MESSAGE.find(([pattern]) => pattern.test(String(message)));
  return known?.[1] ?? 'offline';
}

const INBOX_BYTES = 1024;

/** Bytes as they arrive, handed out in one piece; the common part of serial and network lines. */
export class Inbox {
  #bytes: number[] = [];
  #wake: (() => void) | undefined;

  put(bytes: Uint8Array): void {
    // A printer answers in single bytes; a line that chatters is not to fill the memory.
    this.#bytes = [...this.#bytes, ...bytes].slice(-INBOX_BYTES);
    this.#wake?.();
  }

  async take(ms: number): Promise<Uint8Array> {
    if (this.#bytes.length === 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = undefined;
    }
    return Uint8Array.from(this.#bytes.splice(0));
  }
}
