import { objectAt, objectsAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';

/** What a FHIR Reference points at, before anybody has looked whether it is there. */
export type Target =
  /** `names` are tried in order; the type is empty when the reference does not tell. */
  | { readonly kind: 'named'; readonly type: string; readonly names: readonly string[] }
  | { readonly kind: 'identifier'; readonly type: string; readonly system: string; readonly value: string }
  | { readonly kind: 'contained'; readonly resource: JsonObject }
  | { readonly kind: 'unreadable' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const RELATIVE = /^(?:(.*)\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,128})(?:\/_history\/[^/]+)?$/;
const ABSOLUTE = /^(https?|urn:uuid|urn:oid):/i;

/** One resource's name as others may write it. Ids that are UUIDs are unique alone, so all their forms are one name. */
export function resourceName(type: string, id: string): string {
  return UUID.test(id) ? id.toLowerCase() : `${type}/${id}`;
}

/** A `fullUrl` as a name; undefined when it is none (`urn:uuid:` of nothing, free text). */
export function nameOfFullUrl(fullUrl: string): string | undefined {
  const text = fullUrl.trim();
  if (/^urn:uuid:/i.test(text)) {
    const uuid = text.slice('urn:uuid:'.length).toLowerCase();
    return uuid === '' ? undefined : uuid;
  }
  if (/^urn:oid:/i.test(text)) return text.toLowerCase();
  const found = RELATIVE.exec(text);
  if (!found || found[1] === undefined) return found ? resourceName(found[2] ?? '', found[3] ?? '') : undefined;
  return UUID.test(found[3] ?? '') ? (found[3] ?? '').toLowerCase() : text.replace(/\/_history\/[^/]+$/, '');
}

/**
 * Reads the Reference at `key` of a resource.
 * @param base the server part of the entry's own `fullUrl` (`https://host/fhir`), against which a relative
 *   reference is resolved first (FHIR R4, Bundle, "Resolving references in Bundles")
 * @returns undefined when the field is absent
 */
export function readReference(resource: JsonObject, key: string, base: string | undefined): Target | undefined {
  const field = objectAt(resource, key);
  if (!field) return resource[key] === undefined ? undefined : { kind: 'unreadable' };
  const text = textAt(field, 'reference', 2000);
  const stated = textAt(field, 'type') ?? '';
  if (text === undefined) return logical(field, stated);
  if (text.startsWith('#')) return contained(resource, text.slice(1));
  if (text.includes('?')) return conditional(text);
  return literal(text, stated, base);
}

/** A URN, or `[base/]Type/id[/_history/version]`. */
function literal(text: string, stated: string, base: string | undefined): Target {
  if (/^urn:/i.test(text)) {
    const name = nameOfFullUrl(text);
    return name === undefined ? { kind: 'unreadable' } : { kind: 'named', type: stated, names: [name] };
  }
  const found = RELATIVE.exec(text);
  if (!found || (found[1] !== undefined && !ABSOLUTE.test(text))) return { kind: 'unreadable' };
  const [type, id] = [found[2] ?? '', found[3] ?? ''];
  const local = resourceName(type, id);
  const full = found[1] ?? base;
  return { kind: 'named', type, names: full === undefined || UUID.test(id) ? [local] : [`${full}/${type}/${id}`, local] };
}

/** The server part of a `fullUrl`; undefined for URNs. */
export function baseOf(fullUrl: string | undefined): string | undefined {
  if (fullUrl === undefined || !/^https?:/i.test(fullUrl)) return undefined;
  return RELATIVE.exec(fullUrl.trim())?.[1];
}

function logical(field: JsonObject, type: string): Target {
  const identifier = objectAt(field, 'identifier');
  const value = identifier && textAt(identifier, 'value');
  if (!identifier || value === undefined) return { kind: 'unreadable' };
  return { kind: 'identifier', type, system: textAt(identifier, 'system') ?? '', value };
}

function contained(resource: JsonObject, id: string): Target {
  const found = objectsAt(resource, 'contained').find((inner) => textAt(inner, 'id')?.replace(/^#/, '') === id);
  return found ? { kind: 'contained', resource: found } : { kind: 'unreadable' };
}

/** `Patient?identifier=system|value`; any other search is unreadable, since only a server could run it. */
function conditional(text: string): Target {
  const at = text.indexOf('?');
  const type = text.slice(0, at).split('/').at(-1) ?? '';
  const pairs = text.slice(at + 1).split('&');
  const [name, raw] = (pairs[0] ?? '').split('=');
  if (pairs.length !== 1 || name !== 'identifier' || raw === undefined) return { kind: 'unreadable' };
  const token = decode(raw);
  const bar = token.indexOf('|');
  const [system, value] = bar < 0 ? ['', token] : [token.slice(0, bar), token.slice(bar + 1)];
  return value === '' ? { kind: 'unreadable' } : { kind: 'identifier', type, system, value };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a bare % that encodes nothing
  }
}
