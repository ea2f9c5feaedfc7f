import { generateKeyPairSync, sign } from 'node:crypto';

/** DER: tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  // Browsers take only the shortest form.
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...head), content]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');

const ECDSA_SHA256 = sequence(hex('06082a8648ce3d040302'));
const COMMON_NAME = hex('0603550403');
const ALT_NAME = hex('0603551d11');

/** `YYMMDDhhmmssZ`. */
const utcTime = (at: number): Buffer => der(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replace(/\D/g, '')}Z`));

/** A certificate that a clinic's PC made for itself (X.509 v3, P-256), good for a day around `now`; PEM. */
export function selfSigned(name: string, address: string, now: number): { readonly cert: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const who = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));
  const ip = Buffer.from(address.split('.').map(Number));
  const names = sequence(der(0x82, Buffer.from(name)), der(0x87, ip));
  const body = sequence(
    der(0xa0, hex('020102')), der(0x02, Buffer.of(1)), ECDSA_SHA256, who, sequence(utcTime(now - 86_400_000), utcTime(now + 86_400_000)), who,
    publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, sequence(sequence(ALT_NAME, der(0x04, names)))),
  );
  const bytes = sequence(body, ECDSA_SHA256, der(0x03, Buffer.of(0), sign('sha256', body, privateKey)));
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}
