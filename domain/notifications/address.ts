import { asciiDigits } from '../kit/digits.ts';

/** A phone number as gateways take it, `+` and digits; without a country it stays as dialled here. Undefined when it is none. */
export function phoneAddress(typed: string, countryPrefix: string | null): string | undefined {
  const text = asciiDigits(typed.normalize('NFKC')).replace(/\s*(ext\.?|x)\s*\d{1,6}\s*$/i, '');
  const digits = text.replace(/\D/g, '');
  const abroad = text.trim().startsWith('+') ? digits : digits.startsWith('00') ? digits.slice(2) : undefined;
  if (abroad !== undefined) return /^[1-9]\d{6,14}$/.test(abroad) ? `+${abroad}` : undefined;
  if (digits.length < 5 || digits.length > 15) return undefined;
  return countryPrefix === null ? digits : phoneAddress(`+${countryPrefix.replace(/\D/g, '')}${digits.replace(/^0/, '')}`, null);
}

/** An e-mail address as it may stand in a command to a mail server; undefined when it is none. */
export function mailAddress(typed: string): string | undefined {
  const address = typed.trim();
  const shape = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/;
  return address.length <= 254 && shape.test(address) ? address : undefined;
}

/** This PC, or an address that routers keep inside (RFC 1918, RFC 4193, RFC 6762). */
export function isNearHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (name === 'localhost' || name === '::1' || name.endsWith('.local')) return true;
  if (/^f[cd][0-9a-f]{2}:/.test(name)) return true;
  return /^127\.\d+\.\d+\.\d+$|^10\.\d+\.\d+\.\d+$|^192\.168\.\d+\.\d+$|^172\.(1[6-9]|2\d|3[01])\.\d+\.\d+$/.test(name);
}
