/** Risks that follow from what is known anyway, so that nobody has to think of ticking them. Limits in common use, from knowledge. spec: MAT-1 */
import type { CalendarDate } from '../kit/calendar.ts';
import { yearsOld } from '../patients/known-age.ts';

export const derivedRisks = ['under-18', 'over-35', 'many-births', 'multiple', 'previous-caesarean', 'rhesus-negative', 'smoking'] as const;
export type DerivedRisk = (typeof derivedRisks)[number];

const YOUNG_BEFORE_YEARS = 18;
const OLDER_FROM_YEARS = 35;
const MANY_BIRTHS = 5;

export interface RiskFacts {
  /** Of the mother; null where it is not known. */
  readonly birthDate: CalendarDate | null;
  /** The due date, else the day the pregnancy was booked. */
  readonly on: CalendarDate;
  /** Earlier births. */
  readonly para: number | null;
  readonly fetuses: number;
  readonly previousCaesareans: number | null;
  readonly rhesus: string | null;
  readonly smoking: string | null;
}

export function risksOf({ birthDate, on, para, fetuses, previousCaesareans, rhesus, smoking }: RiskFacts): readonly DerivedRisk[] {
  const years = yearsOld(birthDate, on);
  const found: Readonly<Record<DerivedRisk, boolean>> = {
    'under-18': years !== null && years < YOUNG_BEFORE_YEARS, 'over-35': years !== null && years >= OLDER_FROM_YEARS, 'many-births': (para ?? 0) >= MANY_BIRTHS,
    multiple: fetuses > 1, 'previous-caesarean': (previousCaesareans ?? 0) > 0, 'rhesus-negative': rhesus === 'negative', smoking: smoking !== null && smoking !== 'none',
  };
  return derivedRisks.filter((risk) => found[risk]);
}
