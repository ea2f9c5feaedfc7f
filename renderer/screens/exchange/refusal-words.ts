import type { TFunction } from 'i18next';
import type { Refusal } from '#domain/contract/exchange.ts';

/** Reasons whose words say which field is meant. */
const NAMES_ITS_FIELD = /^(name|birth|sex)-/;
const PLACES: ReadonlySet<string> = new Set(['row', 'entry', 'line', 'file', 'document']);

/** `row 5`, `line 2 entry 7`: the words of the place in the user's language, what is no word of ours as it is. */
export function placeWords(place: string, t: TFunction): string {
  return place.split(' ').map((part) => (PLACES.has(part) ? t(`exchange.place.${part}`) : part)).join(' ');
}

/** Why an entry was not taken, with the column or path it is about. */
export function reasonWords({ reason, detail }: Refusal, t: TFunction): string {
  const words = t(`exchange.reason.${reason}`, { defaultValue: t('exchange.reason.other', { reason }) });
  if (detail === '' || NAMES_ITS_FIELD.test(reason)) return words;
  const about = t(`exchange.means.${detail}`, { defaultValue: detail });
  return t('exchange.reason-about', { reason: words, about });
}
