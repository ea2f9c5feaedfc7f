/** Level of consciousness as NEWS2 (Royal College of Physicians, 2017) records it. LOINC 67775-7. */
export const ACVPU = ['alert', 'confused', 'voice', 'pain', 'unresponsive'] as const;
export type Consciousness = (typeof ACVPU)[number];

export const CONSCIOUSNESS_LOINC = '67775-7';

const LETTERS: Readonly<Record<Consciousness, string>> = { alert: 'A', confused: 'C', voice: 'V', pain: 'P', unresponsive: 'U' };

/** The letter recorded and printed. */
export const letterOf = (level: Consciousness): string => LETTERS[level];

/** The level a letter or an English name stands for; undefined for anything else. `C` is new confusion only. */
export function readConsciousness(text: string): Consciousness | undefined {
  const plain = text.trim().toLowerCase();
  return ACVPU.find((level) => level === plain || LETTERS[level].toLowerCase() === plain);
}

export type PainBand = 'none' | 'mild' | 'moderate' | 'severe';

/** Bands of the 0–10 numeric rating in common use (0, 1–3, 4–6, 7–10). Throws a RangeError outside 0–10. */
export function painBand(score: number): PainBand {
  if (!Number.isInteger(score) || score < 0 || score > 10) throw new RangeError('Pain is a whole number from 0 to 10');
  if (score === 0) return 'none';
  if (score <= 3) return 'mild';
  return score <= 6 ? 'moderate' : 'severe';
}
