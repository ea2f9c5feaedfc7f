/** A value of the record, as measured, answered or brought along. */
export interface Taken {
  /** This program's name of the measure (`systolic`), or `loinc:…` for one it has no name for. */
  readonly code: string;
  readonly loinc: string | null;
  readonly value: number | null;
  readonly text: string | null;
  /** The unit it is stored in (UCUM). */
  readonly unit: string;
  /** ISO instant. */
  readonly takenAt: string;
}
