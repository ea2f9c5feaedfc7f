import type { WriteDb } from '../door.ts';
import { setMeta } from '../queries/clinic.ts';
import { changePlace, placeOf } from './place.ts';

export interface NewName {
  readonly device: string;
  readonly slot: string;
  readonly letter: string;
  readonly privateKey: string;
}

/**
 * This PC's history split from the one the server knows under its name. What it wrote after `from` goes on under a new
 * name: ids, clocks and the chain stay as they are, since none of them covers the name.
 */
export function splitStream(tx: WriteDb, from: number, name: NewName): void {
  const place = placeOf(tx);
  if (!place) throw new Error('this PC has no server');
  const kept = place.streams.filter((stream) => stream.from < from);
  changePlace(tx, { streams: [...kept, { device: name.device, from }], privateKey: name.privateKey, acked: from, stopped: '' });
  setMeta(tx, 'device_id', name.device);
  setMeta(tx, 'slot', name.slot);
  setMeta(tx, 'desk_letter', name.letter);
  // The new slot has no twin.
  setMeta(tx, 'slot_suffix', '');
}
