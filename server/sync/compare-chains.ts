import type { ClinicTx } from '../db/schema.ts';
import { CHAIN_START, type Links } from './chain.ts';
import type { LockedDevice } from './device-rows.ts';

export interface Link {
  readonly dseq: number;
  /** In base64url. */
  readonly chain: string;
}

export type Compared =
  | { readonly kind: 'fits' }
  | { readonly kind: 'gap' }
  | { readonly kind: 'fork'; readonly links: Link[] };

/** How many of its links a device gets at once to find where its history split. */
const LINKS = 400;

/**
 * Whether a batch continues the stream as the server knows it. Where it overlaps, one link both know decides: links
 * cover everything before them. A batch that lies between two known links proves nothing, and the device is told to
 * go on after the last.
 */
export async function compareChains(tx: ClinicTx, clinicId: string, device: LockedDevice, from: number, links: Links): Promise<Compared> {
  if (from > device.lastDseq + 1) return { kind: 'gap' };
  const to = from + links.count - 1;
  const at = device.lastDseq <= to ? { dseq: device.lastDseq, chain: device.lastChain } : await newestLink(tx, clinicId, device.id, from - 1, to);
  if (at === undefined) return { kind: 'gap' };
  const same = links.after(at.dseq - from + 1)?.equals(at.chain);
  return same ? { kind: 'fits' } : { kind: 'fork', links: await linksOf(tx, clinicId, device.id) };
}

async function newestLink(tx: ClinicTx, clinicId: string, deviceId: string, from: number, to: number): Promise<{ dseq: number; chain: Buffer } | undefined> {
  const found = await tx.selectFrom('device_chain').select(['dseq', 'chain']).where('clinic_id', '=', clinicId).where('device_id', '=', deviceId)
    .where('dseq', '>=', from).where('dseq', '<=', to).orderBy('dseq', 'desc').limit(1).executeTakeFirst();
  return found ?? (from === 0 ? { dseq: 0, chain: CHAIN_START } : undefined);
}

/** The newest links of a device's stream below `before`: one for each batch that was accepted. */
export async function linksOf(tx: ClinicTx, clinicId: string, deviceId: string, before = Number.MAX_SAFE_INTEGER): Promise<Link[]> {
  const rows = await tx.selectFrom('device_chain').select(['dseq', 'chain']).where('clinic_id', '=', clinicId).where('device_id', '=', deviceId)
    .where('dseq', '<', before).orderBy('dseq', 'desc').limit(LINKS).execute();
  return rows.map(({ dseq, chain }) => ({ dseq, chain: chain.toString('base64url') }));
}

/** Whether the server has exactly this link of that stream. */
export async function hasLink(tx: ClinicTx, clinicId: string, deviceId: string, dseq: number, chain: Buffer): Promise<boolean> {
  return (await newestLink(tx, clinicId, deviceId, dseq, dseq))?.chain.equals(chain) ?? false;
}
