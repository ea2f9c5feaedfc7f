import type { Hl7Message } from './hl7-message.ts';

/** AA taken; AE understood, but it could not be kept or filed; AR not a message for this program. */
export type AckCode = 'AA' | 'AE' | 'AR';

/**
 * The answer to a message; `received` is undefined for one that could not be read at all.
 * @param at `YYYYMMDDHHMMSS` of this clinic
 */
export function hl7Ack(code: AckCode, received: Hl7Message | undefined, answer: { readonly at: string; readonly number: number }): Uint8Array {
  const header = received?.header;
  const version = header?.part(12) ?? '';
  const event = header?.part(9, 2) || 'R01';
  const shownVersion = /^2\.[1-9](?:\.\d)?$/.test(version) ? version : '2.3.1';
  const control = (header?.whole(10) ?? '').replace(/[\r\n\v\u001c]/g, '').slice(0, 200);
  const lines = [
    `MSH|^~\\&|CLINIC|||LAB|${answer.at}||ACK^${/^[A-Z]\d\d$/.test(event) ? event : 'R01'}|${String(answer.number)}|P|${shownVersion}`,
    `MSA|${code}|${control}`,
  ];
  return Buffer.from(lines.map((line) => `${line}\r`).join(''), 'utf8');
}
