import type { TFunction } from 'i18next';
import type { NextContact } from '#domain/contract/mothers.ts';

/** What a mother is to come for: `3rd visit` as a number, the birth, or a visit after it. */
export function nextWords({ kind, number, contact }: NextContact, t: TFunction): string {
  if (kind === 'birth') return t('mothers.next-birth');
  return kind === 'antenatal' ? t('mothers.next-antenatal', { number: number ?? 1 }) : t(`mothers.contact.${contact ?? '6w'}`);
}
