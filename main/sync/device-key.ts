import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

export interface DeviceKey {
  /** PKCS #8 in base64url, kept in the encrypted store. */
  readonly privateKey: string;
  /** 32 raw bytes in base64url, given to the server. */
  readonly publicKey: string;
}

/** A new Ed25519 key of this PC. */
export function newDeviceKey(): DeviceKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
    publicKey: publicKey.export({ format: 'jwk' }).x ?? '',
  };
}

/** The Ed25519 signature of a statement, in base64url. */
export function signWith(privateKey: string, statement: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' });
  return sign(null, Buffer.from(statement), key).toString('base64url');
}
