import { useTranslation } from 'react-i18next';

const REASONS = new Set([
  'no-id', 'unknown-id', 'wrong-check', 'no-patient', 'ids-differ', 'archived', 'name-differs', 'birth-differs', 'not-final', 'no-value', 'suspicion', 'earlier-filed', 'unit-differs',
  'put-back',
]);
const MATCHES = new Set(['order', 'specimen', 'patient-number', 'by-hand']);

/** Why a result waits, in a sentence; a reason somebody typed as it stands. */
export function useReasonWords(): (reason: string) => string {
  const { t } = useTranslation();
  return (reason) => (REASONS.has(reason) ? t(`lab.why.${reason}`) : reason);
}

/** How a result found its patient. */
export function useMatchWords(): (by: string) => string {
  const { t } = useTranslation();
  return (by) => (MATCHES.has(by) ? t(`lab.matched.${by}`) : by);
}
