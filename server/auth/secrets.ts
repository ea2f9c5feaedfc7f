import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { Random } from '#domain/kit/time.ts';
import type { Database } from '../db/database.ts';
import { asServer } from '../db/transactions.ts';

/** The server's own Ed25519 key: PCs learn its public half when they join and believe snapshots by it. */
export interface ServerKey {
  /** 32 raw bytes. */
  readonly publicKey: Buffer;
  /** In base64url. */
  sign(text: string): string;
}

export interface ServerSecrets {
  /** 32 random bytes that tokens are made with. */
  readonly token: Buffer;
  readonly key: ServerKey;
}

/** The secrets of this server, made at the first start; two servers on one database share them. */
export async function serverSecrets(database: Database, random: Random): Promise<ServerSecrets> {
  const made = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  return asServer(database, async (tx) => {
    await tx.insertInto('server_secret').values([{ name: 'sync-token', value: Buffer.from(random(new Uint8Array(32))) }, { name: 'sync-key', value: made }])
      .onConflict((on) => on.column('name').doNothing()).execute();
    const rows = await tx.selectFrom('server_secret').select(['name', 'value']).where('name', 'in', ['sync-token', 'sync-key']).execute();
    const named = new Map(rows.map(({ name, value }) => [name, value]));
    const [token, key] = [named.get('sync-token'), named.get('sync-key')];
    if (!token || !key) throw new Error('the secrets of the server cannot be read');
    return { token, key: keyOf(createPrivateKey({ key, format: 'der', type: 'pkcs8' })) };
  });
}

export function keyOf(privateKey: KeyObject): ServerKey {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { publicKey: Buffer.from(x, 'base64url'), sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url') };
}
