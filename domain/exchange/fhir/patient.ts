import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import { cleanName } from '../../patients/clean-name.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import type { ImportedContact, ImportedIdentifier, ImportedPatient, ImportedSex } from '../records.ts';
import { allCodesOf, conceptText } from './coded.ts';
import { BIRTH_ESTIMATED_URL, PAYER_URL, POLICY_NUMBER_URL } from './extension-urls.ts';
import { objectAt, objectsAt, textAt, textsAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { readBirth, readMoment } from './moment.ts';
import type { ReadBirth } from './moment.ts';

export type ReadPatient = Omit<ImportedPatient, 'key'>;

/**
 * Reads a Patient.
 * @param today the clinic's calendar day: nobody is born after it
 */
export function readPatient(resource: JsonObject, today: string): Result<ReadPatient, Problem> {
  const name = cleanName(nameOf(resource) ?? '');
  if (!name.ok) return problem(name.error.code === 'too-long' ? 'name-unreadable' : 'name-missing', 'name');
  const birth = birthOf(resource, today);
  if (!birth.ok) return birth;
  const deceased = deceasedOf(resource);
  return ok({
    identifiers: identifiersOf(resource), name: name.value, sex: sexOf(resource),
    birthDate: birth.value?.birthDate ?? null, birthEstimated: birth.value?.estimated ?? false,
    phone: orNull(telecom(resource, ['phone', 'sms']), 60), email: orNull(telecom(resource, ['email']), 254),
    ...placeOf(resource), language: languageOf(resource),
    payer: orNull(extensionText(resource, PAYER_URL), 200), policyNumber: orNull(extensionText(resource, POLICY_NUMBER_URL), 100),
    contacts: contactsOf(resource), allergies: [], ...(deceased ? { deceased } : {}),
  });
}

const orNull = (text: string | undefined, longest: number): string | null => text?.slice(0, longest) ?? null;

/** The name in use: official before usual before any that is not a former one. */
function nameOf(resource: JsonObject): string | undefined {
  const names = objectsAt(resource, 'name');
  const rank = (name: JsonObject): number => {
    const at = ['official', 'usual', undefined, 'nickname', 'anonymous', 'temp', 'maiden', 'old'].indexOf(textAt(name, 'use'));
    const ended = objectAt(name, 'period')?.['end'] !== undefined;
    return (at < 0 ? 3 : at) + (ended ? 10 : 0);
  };
  return names.toSorted((a, b) => rank(a) - rank(b)).map(spelled).find((text) => text !== undefined);
}

/** Given names, family name, suffix. Titles are left out: they are spoken by a voice and found by a search. */
function spelled(name: JsonObject): string | undefined {
  const parts = [...textsAt(name, 'given'), ...textsAt(name, 'family'), ...textsAt(name, 'suffix')];
  const text = parts.length > 0 ? parts.join(' ') : textAt(name, 'text');
  return text?.replace(/\s+/gu, ' ').slice(0, 400);
}

function birthOf(resource: JsonObject, today: string): Result<ReadBirth | null, Problem> {
  const text = textAt(resource, 'birthDate');
  if (text === undefined) return ok(null);
  const birth = readBirth(text);
  if (!birth) return problem('birth-unreadable', 'birthDate');
  if (birth.birthDate > today) {
    // This year as `2026` stands for 1 July, which may be still to come.
    const possible = birth.estimated && text.length <= 7 && text <= today.slice(0, text.length);
    return possible ? ok({ birthDate: today, estimated: true }) : problem('birth-in-future', 'birthDate');
  }
  const flagged = objectsAt(resource, 'extension').some((e) => e['url'] === BIRTH_ESTIMATED_URL && e['valueBoolean'] === true);
  return ok({ ...birth, estimated: birth.estimated || flagged });
}

function sexOf(resource: JsonObject): ImportedSex {
  const gender = textAt(resource, 'gender')?.toLowerCase();
  return gender === 'female' || gender === 'male' || gender === 'other' ? gender : 'unknown';
}

function identifiersOf(resource: JsonObject): ImportedIdentifier[] {
  const seen = new Set<string>();
  const found: ImportedIdentifier[] = [];
  for (const item of objectsAt(resource, 'identifier')) {
    const [system, value] = [textAt(item, 'system', 200) ?? '', textAt(item, 'value', 200)];
    if (value === undefined || textAt(item, 'use') === 'old' || seen.has(`${system}|${value}`)) continue;
    seen.add(`${system}|${value}`);
    found.push({ system, value });
  }
  return found;
}

/** The contact point to use: lowest rank, mobile before home before work, never an old one. */
function telecom(resource: JsonObject, systems: readonly string[]): string | undefined {
  const order = ['mobile', 'home', undefined, 'work', 'temp'];
  const usable = objectsAt(resource, 'telecom').filter((point) => systems.includes(textAt(point, 'system') ?? '') && textAt(point, 'use') !== 'old');
  const rank = (point: JsonObject): number => (typeof point['rank'] === 'number' ? point['rank'] : 100) * 10 + order.indexOf(textAt(point, 'use'));
  return usable.toSorted((a, b) => rank(a) - rank(b)).map((point) => textAt(point, 'value')).find((value) => value !== undefined);
}

function placeOf(resource: JsonObject): Pick<ImportedPatient, 'address' | 'district' | 'state'> {
  const places = objectsAt(resource, 'address').filter((place) => textAt(place, 'use') !== 'old');
  const place = places.find((one) => textAt(one, 'use') === 'home') ?? places[0];
  if (!place) return { address: null, district: null, state: null };
  const lines = textsAt(place, 'line').join(', ');
  const address = lines === '' ? textAt(place, 'text', 500) : lines.slice(0, 500);
  return {
    address: address ?? null,
    district: (textAt(place, 'district') ?? textAt(place, 'city'))?.slice(0, 200) ?? null,
    state: textAt(place, 'state', 200) ?? null,
  };
}

function languageOf(resource: JsonObject): string | null {
  const spoken = objectsAt(resource, 'communication').toSorted((a, b) => Number(b['preferred'] === true) - Number(a['preferred'] === true));
  const codes = spoken.flatMap((item) => allCodesOf(objectAt(item, 'language')));
  return codes.map((code) => code.replace('_', '-')).find((code) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code)) ?? null;
}

function contactsOf(resource: JsonObject): ImportedContact[] {
  return objectsAt(resource, 'contact').slice(0, 30).flatMap((contact) => {
    const name = objectsAt(contact, 'name').map(spelled)[0] ?? '';
    const phone = telecom(contact, ['phone', 'sms'])?.slice(0, 60) ?? '';
    const relation = objectsAt(contact, 'relationship').map(conceptText).find((text) => text !== undefined)?.slice(0, 100) ?? '';
    return name === '' && phone === '' ? [] : [{ name, relation, phone }];
  });
}

function extensionText(resource: JsonObject, url: string): string | undefined {
  const found = objectsAt(resource, 'extension').find((extension) => extension['url'] === url);
  return found && textAt(found, 'valueString');
}

function deceasedOf(resource: JsonObject): { at: string | null } | undefined {
  const text = textAt(resource, 'deceasedDateTime');
  if (text !== undefined) return { at: readMoment(text) ?? null };
  return resource['deceasedBoolean'] === true ? { at: null } : undefined;
}
