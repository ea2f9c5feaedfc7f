import { isNearHost } from '#domain/notifications/address.ts';

/**
 * Whether a message may go to this address: encrypted, or not further than the own building, where gateways on a
 * telephone or modem have no certificate.
 */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isNearHost(url.hostname));
}
