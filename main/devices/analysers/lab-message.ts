/** What a laboratory analyser sent, whichever protocol it speaks. spec: VIT-7 */

export interface LabValue {
  /** Trimmed; null where the analyser gave none. */
  readonly specimen: string | null;
  /** The patient's number as the analyser knows it. */
  readonly patientRef: string | null;
  readonly patientName: string | null;
  readonly birthDate: string | null;
  readonly testCode: string;
  readonly testName: string;
  readonly loinc: string | null;
  /** Set for a plain number alone; `<0.5` and `NOT DETECTED` are text. */
  readonly value: number | null;
  /** As sent, trimmed; null where there is no result. */
  readonly text: string | null;
  readonly unit: string;
  readonly range: string | null;
  /** Abnormality as sent, without N for normal. */
  readonly flags: readonly string[];
  /** One letter; F where the analyser says nothing. */
  readonly status: string;
  /** Whether by that letter the analyser will not change it of itself. */
  readonly final: boolean;
  /** The analyser's own clock, `YYYY-MM-DDTHH:MM:SS` without zone: kept, never filed by. */
  readonly takenAt: string | null;
  readonly comment: string | null;
  /** Control material, calibration or a blank: it belongs to no patient. */
  readonly control: boolean;
  /** The line it was read from. */
  readonly raw: string;
}

/** Why a line of a message is no result of its own. */
export type SkipReason = 'detail' | 'device-flag' | 'image' | 'maker' | 'setting' | 'query' | 'empty' | 'unreadable';

export interface Skipped {
  readonly reason: SkipReason;
  readonly raw: string;
}

export interface LabMessage {
  readonly sender: string;
  readonly controlId: string | null;
  /** The analyser's own clock when it sent. */
  readonly sentAt: string | null;
  readonly results: readonly LabValue[];
  readonly skipped: readonly Skipped[];
  /** Whether the message said that it was over. */
  readonly complete: boolean;
}
