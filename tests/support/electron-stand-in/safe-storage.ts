import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';
import { loud } from './unsupported.ts';

/** What Chromium puts before values sealed with a key of the Linux secret service. */
const PREFIX = Buffer.from('v11');
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The key a system would keep, in a file of the profile. */
function systemKey(): Buffer {
  const path = join(app.getPath('userData'), 'stand-in.keyring');
  if (!existsSync(path)) {
    mkdirSync(app.getPath('userData'), { recursive: true });
    writeFileSync(path, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(path);
}

/** STAND_IN_KEYRING=none plays a Linux desktop without a keyring. */
const available = (): boolean => app.chromiumRuns && process.env.STAND_IN_KEYRING !== 'none';

function encryptString(text: string): Buffer {
  if (!available()) throw new Error('Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', systemKey(), iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([PREFIX, iv, cipher.getAuthTag(), sealed]);
}

function decryptString(sealed: Buffer): string {
  if (!sealed.subarray(0, PREFIX.length).equals(PREFIX)) throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
  const iv = sealed.subarray(PREFIX.length, PREFIX.length + IV_BYTES);
  const tag = sealed.subarray(PREFIX.length + IV_BYTES, PREFIX.length + IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', systemKey(), iv);
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(PREFIX.length + IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}

export const safeStorage = loud('safeStorage', {
  isEncryptionAvailable: available,
  getSelectedStorageBackend: (): string => (available() ? 'gnome_libsecret' : 'basic_text'),
  encryptString,
  decryptString,
});
