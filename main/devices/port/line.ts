import type { PortSettings } from '#domain/contract/devices.ts';

/** Why a port could not be opened, in words a screen has sentences for. */
export type PortProblem = 'held' | 'refused' | 'absent' | 'fault';

export class PortError extends Error {
  readonly problem: PortProblem;

  constructor(problem: PortProblem, cause?: unknown) {
    super(`port ${problem}`, { cause });
    this.name = 'PortError';
    this.problem = problem;
  }
}

/** Words in which the system's port library reports, since it gives no code. */
const WORDS: readonly (readonly [RegExp, PortProblem])[] = [
  [/cannot lock port|access denied|resource busy|in use/i, 'held'],
  [/permission denied|not permitted/i, 'refused'],
  [/no such (file|device)|file not found|cannot find|device not configured/i, 'absent'],
];

export function portProblemOf(error: unknown): PortProblem {
  if (error instanceof PortError) return error.problem;
  const message = String((error as { message?: unknown } | null)?.message ?? '');
  return WORDS.find(([pattern]) => pattern.test(message))?.[1] ?? 'fault';
}

/** An open line to one device. */
export interface Line {
  write(bytes: Uint8Array): void;
  /** Resolves when the port is free again; never rejects. Nothing is heard of the line afterwards. */
  close(): Promise<void>;
}

export interface LineEvents {
  data(chunk: Uint8Array): void;
  /** The other side hung up, or the system reported a fault. Not called after `close`. */
  ended(): void;
}

/** A port as the system lists it. */
export interface ListedPort {
  readonly path: string;
  readonly maker: string | null;
  readonly vendorId: string | null;
  readonly productId: string | null;
  readonly serialNumber: string | null;
}

export interface PortListing {
  readonly ports: readonly ListedPort[];
  /** `not-possible`: this system has no means to tell; paths can still be typed. */
  readonly listing: 'ok' | 'not-possible';
}

/** The ports of this PC. */
export interface Ports {
  /** Rejects with PortError. */
  open(path: string, settings: PortSettings, events: LineEvents): Promise<Line>;
  list(): Promise<PortListing>;
  /** Whether there is something at this path now. True where only opening can tell. */
  present(path: string): boolean;
  /** A line without speed or parity of its own: whatever is sent arrives. */
  anySpeed(path: string): boolean;
}
