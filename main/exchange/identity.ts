import { hash } from 'node:crypto';

/**
 * The id of something that comes from outside: the same parts always give the same UUID (version 8, RFC 9562 §5.8,
 * from SHA-256), so bringing the same record in again finds it.
 */
export function derivedId(...parts: readonly string[]): string {
  const hex = hash('sha256', JSON.stringify(parts), 'hex');
  return uuidOf(hex.slice(0, 8), hex);
}

/** A UUID of a digest but for its first part. Joined, for `+` would keep all its pieces in memory as long as the id. */
function uuidOf(first: string, hex: string): string {
  const variant = '89ab'[parseInt(hex[16] ?? '0', 16) & 3] ?? '8';
  return [first, hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** A name reduced to what tells people apart: letters and digits without case, accents or order. */
export function foldedName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).sort().join(' ');
}

const RFC_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The same for something that belongs to a patient: ids of one patient lie together, and so do the pages they are written to. */
export const derivedIdOf = (patientId: string, ...parts: readonly string[]): string =>
  uuidOf(patientId.slice(0, 8), hash('sha256', JSON.stringify([patientId, ...parts]), 'hex'));

export const isUuid = (text: string): boolean => RFC_UUID.test(text);

/** A UUID the source made is the record's id here as well, so that what was exported is known again; others are derived. */
export const ownOrDerivedId = (type: string, name: string): string => (isUuid(name) ? name : derivedId('fhir', type, name));

/**
 * Ids whose first part is a time or a patient, as this program makes them: rows written together get ids that lie
 * together. Random ones would touch a page of every index for each row.
 */
export const isOrderedUuid = (text: string): boolean => isUuid(text) && (text[14] === '7' || text[14] === '8');
