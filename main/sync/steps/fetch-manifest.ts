import { createPublicKey, verify } from 'node:crypto';
import { SnapshotAnswer, SnapshotManifest, type Infer } from '#domain/sync/wire/messages.ts';
import { schemaVersion } from '#db/migrations/all.ts';
import { takeManifest } from '#db/sync/arrival.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { NetworkFailure } from '../transport.ts';
import { OtherTimeline } from './outcome.ts';

type Manifest = Infer<typeof SnapshotManifest>;

/** What calls itself a copy of the clinic was not signed by its server. None of it is used. */
export class NotSigned extends NetworkFailure {
  override readonly name = 'NetworkFailure';

  constructor() {
    super('not-daybook');
  }
}

/**
 * Asks for a copy of the clinic and keeps what it consists of. Returns how many milliseconds to wait when the server
 * is still making it. Throws NotSigned, and OtherTimeline when the server began another life meanwhile.
 */
export async function fetchManifest(link: ServerLink, signal: AbortSignal): Promise<number | 'here'> {
  const answer = await link.ask(SnapshotAnswer, { method: 'GET', path: `/snapshot?schema=${String(schemaVersion)}`, timeoutMs: 60_000, signal });
  if (answer.kind === 'building') return answer.retryAfterMs;
  const { serverKey, clinicId, timelines } = link.place;
  const manifest = isSigned(serverKey, answer.manifest, answer.signature) ? parsed(answer.manifest) : undefined;
  if (manifest?.clinicId !== clinicId) {
    link.parts.log.warn('sync-copy-not-signed');
    throw new NotSigned();
  }
  if (manifest.timeline !== timelines.at(-1)?.id) throw new OtherTimeline();
  link.parts.store.write(syncWrite, (tx) => { takeManifest(tx, manifest); });
  return 'here';
}

function isSigned(serverKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: serverKey }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

/** A signed text of another shape comes from a server of another make. */
function parsed(text: string): Manifest {
  const manifest = SnapshotManifest.safeParse(JSON.parse(text));
  if (!manifest.success) throw new NetworkFailure('not-daybook');
  return manifest.data;
}
