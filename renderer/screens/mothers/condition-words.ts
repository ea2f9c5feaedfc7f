import type { TFunction } from 'i18next';

/** `risk.hiv`, `derived.multiple` or `condition.eclampsia` in words; other keys are lines of the report itself. */
export function conditionWords(key: string, t: TFunction): string {
  const [kind, word = ''] = key.split('.');
  if (kind === 'risk') return t(`mothers.risk.${word}`);
  if (kind === 'derived') return t(`mothers.derived.${word}`);
  return kind === 'condition' ? t(`mothers.condition.${word}`) : t(`mothers.row.${key}`);
}
