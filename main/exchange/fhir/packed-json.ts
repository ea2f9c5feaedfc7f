import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import { WORDS } from './pack-words.ts';

/** Before text packed with the first list of words, and before text as it is. */
const [PACKED, PLAIN] = ['1', '0'];
/** A window of 8 kB holds most resources whole; a larger one costs memory for each and packs no better. */
const SMALL = { windowBits: 13, memLevel: 7 };
/** Many resources repeat each other: the fast way finds nearly all of it. */
const LARGE = { level: 3 };
/** Longest text unpacked, in bytes: more than any entry that is taken. */
const LONGEST = 64 * 1024 * 1024;

/** A resource as JSON without its type and id, which are kept beside it. */
export function restOf(resource: JsonObject): string {
  const json = JSON.stringify(resource);
  const from = afterMember(json, 1, 'resourceType', resource);
  const to = from === undefined ? undefined : afterMember(json, from, 'id', resource);
  if (to === undefined) return restByCopy(resource);
  return json.length === to ? '{}' : `{${json.slice(to)}`;
}

/** Where the next member starts in the text, past this one and its comma; undefined when it is there and comes later. Cutting the text spares a copy of the resource. */
function afterMember(json: string, at: number, key: string, { [key]: value }: JsonObject): number | undefined {
  if (value === undefined) return at;
  const member = `"${key}":${JSON.stringify(value)}`;
  return json.startsWith(member, at) ? at + member.length + 1 : undefined;
}

const restByCopy = ({ resourceType: _type, id: _id, ...rest }: JsonObject): string => JSON.stringify(rest);

/** JSON in about a third of its length. */
export function pack(json: string): string {
  const packed = deflateRawSync(json, { ...SMALL, dictionary: WORDS }).toString('base64');
  return packed.length < json.length ? PACKED + packed : PLAIN + json;
}

/** Texts of many resources as UTF-8, as `pack`: in about a twentieth of their length. */
export function packMany(text: Uint8Array): string {
  return PACKED + deflateRawSync(text, { ...LARGE, dictionary: WORDS }).toString('base64');
}

/** What `pack` or `packMany` was given. Throws on anything else. */
export function unpack(packed: string): string {
  if (packed.startsWith(PLAIN)) return packed.slice(1);
  if (!packed.startsWith(PACKED)) throw new Error('not a packed resource');
  return inflateRawSync(Buffer.from(packed.slice(1), 'base64'), { dictionary: WORDS, maxOutputLength: LONGEST }).toString();
}
