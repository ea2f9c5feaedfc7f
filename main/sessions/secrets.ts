import { hash, verify } from '@node-rs/argon2';
import { createHash, randomBytes } from 'node:crypto';

/**
 * Argon2id with 19 MiB and two passes (OWASP's lower recommendation): about 30 ms on a clinic PC, so that switching
 * people by PIN stays quick. The short PIN is protected by the lock-out and by the store's own encryption.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashSecret = (secret: string): Promise<string> => hash(secret.normalize('NFKC'), cost);

export const isSecret = (stored: string, secret: string): Promise<boolean> => verify(stored, secret.normalize('NFKC'));

/** API tokens are random, so a plain digest suffices and a look-up stays fast. */
export const digestToken = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const newToken = (): string => randomBytes(24).toString('base64url');

export type SecretProblem = 'pin-digits' | 'pin-too-simple' | 'password-short' | 'password-common';

/** A PIN has 4 to 8 digits, not all equal and not a plain run. */
export function pinProblem(pin: string): SecretProblem | null {
  if (!/^\d{4,8}$/.test(pin)) return 'pin-digits';
  const steps = [...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i]));
  return steps.every((step) => step === steps[0] && Math.abs(step) <= 1) ? 'pin-too-simple' : null;
}

const common = new Set(['password', 'password1', '12345678', '123456789', '1234567890', 'qwertyuiop', 'iloveyou1', 'administrator']);

/** A password has at least 8 characters and is none of the first ones anybody tries. */
export function passwordProblem(password: string): SecretProblem | null {
  if ([...password].length < 8) return 'password-short';
  return common.has(password.toLowerCase()) ? 'password-common' : null;
}
