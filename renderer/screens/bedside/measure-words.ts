import type { TFunction } from 'i18next';
import { signName } from '../chart/sign-words.ts';

const SHORT = new Set(['spo2', 'heart-rate', 'blood-pressure', 'respiratory-rate', 'temperature', 'glucose', 'weight', 'height', 'mean-arterial-pressure']);
const OWN = new Set(['perfusion-index', 'end-tidal-co2', 'body-fat', 'cuff-pressure']);

/** What a measure is called at the bedside: as short as it is printed on monitors. */
export function measureName(code: string, t: TFunction): string {
  if (SHORT.has(code)) return t(`bedside.short.${code}`);
  return OWN.has(code) ? t(`bedside.measure.${code}`) : signName(code, t);
}

/** `spo2 97 %, heart-rate 72 /min` with the measures called as people call them. */
export const exampleWords = (example: string, t: TFunction): string =>
  example.split(', ').map((part) => part.replace(/^[a-z0-9-]+(?= )/, (code) => measureName(code, t))).join(t('bedside.and'));
