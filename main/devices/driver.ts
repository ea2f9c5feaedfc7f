/** What every driver is made of. A framer and a decoder need no port and are tested from byte files. spec: VIT-3 */
import type { DeviceCommand, DriverFacts } from '#domain/devices/catalogue.ts';
import type { Mapping } from '#domain/devices/mapping.ts';
import type { DeviceIdentity, Reading, Wave } from '#domain/devices/reading.ts';

/** Cuts a stream of bytes into frames. Chunks mean nothing: a frame may come byte by byte or three at once. */
export interface Framer<F> {
  /** Takes a chunk and gives the frames that became whole, oldest first. Never throws, and keeps a bounded rest. */
  push(chunk: Uint8Array): F[];
  /** Forgets what was begun: the line was opened anew. */
  reset(): void;
  /** Bytes passed over so far because they belonged to no frame. */
  readonly dropped: number;
  /** Bytes held for a frame that is not whole yet. */
  readonly held: number;
}

/** What one frame says. A frame may carry any of them, or nothing (an acknowledgement). */
export interface Decoded {
  readonly reading?: Reading;
  readonly wave?: Wave;
  readonly identity?: DeviceIdentity;
  /** By the device's own count, what never arrived before this frame; `restarted`: it began to count anew. */
  readonly missed?: { readonly frames: number; readonly restarted: boolean };
}

/** What a session may do to its device. Times are milliseconds. */
export interface SessionPort {
  write(bytes: Uint8Array): void;
  /** Calls once after `ms`, unless the returned function is called before. */
  after(ms: number, work: () => void): () => void;
}

/** How a session tells what came of it. */
export interface SessionEvents {
  decoded(decoded: Decoded, raw: Uint8Array): void;
  /** Progress of a download, or a measurement that runs, ended or failed. `code` is the device's own, if it has one. */
  state(state: 'idle' | 'busy' | 'done' | 'failed' | 'timed-out', code?: string): void;
}

/**
 * The talking side of a driver: requests, acknowledgements, keep-alives. It is made only after a person chose the
 * profile: recognising a device writes nothing.
 */
export interface Session<F> {
  /** The line is open. Sends what the device needs before it speaks, if anything. */
  open(): void;
  /** Every frame of the line; decodes it or takes it as an answer. */
  frame(frame: F): void;
  command(command: DeviceCommand): void;
  close(): void;
}

export interface Driver<F = unknown> {
  readonly facts: DriverFacts;
  newFramer(): Framer<F>;
  /** Pure. Null for a frame that says nothing to show. */
  decode(frame: F): Decoded | null;
  /** The exact bytes of a frame, kept beside what was charted. */
  rawOf(frame: F): Uint8Array;
  /** Absent for a device that only speaks. Without one, each frame is decoded. */
  newSession?(port: SessionPort, events: SessionEvents): Session<F>;
  /**
   * How sure these frames make it that this device speaks, 0 to 1. By default a stream's frames count by themselves; a
   * driver whose frames are weak (no checksum) gives less.
   */
  confidence?(frames: readonly F[], droppedBytes: number): number;
  /** For lines whose meaning the clinic tells: this driver, reading its lines by `mapping`. Without one they say nothing. */
  withMapping?(mapping: Mapping): Driver;
}

/** Lets the registry hold drivers of different frames. */
export const driver = <F>(made: Driver<F>): Driver => made as Driver;
