import type { Decoded, Driver } from './driver.ts';

/** What captured bytes of a device say, in order. */
export interface DeviceCapture {
  readonly driver: string;
  readonly frames: number;
  /** Bytes that belonged to no frame, and those of one that is not whole. */
  readonly droppedBytes: number;
  readonly heldBytes: number;
  readonly decoded: readonly (Decoded & { readonly raw: string })[];
}

/** Decodes a whole capture as if it had come over the line; nobody answers the device. */
export function decodeDevice(driver: Driver, bytes: Uint8Array): DeviceCapture {
  const framer = driver.newFramer();
  const frames = framer.push(bytes);
  const decoded = frames.flatMap((frame) => {
    const said = driver.decode(frame);
    return said ? [{ ...said, raw: Buffer.from(driver.rawOf(frame)).toString('hex') }] : [];
  });
  return { driver: driver.facts.id, frames: frames.length, droppedBytes: framer.dropped, heldBytes: framer.held, decoded };
}
