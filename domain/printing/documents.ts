import { z } from 'zod';

/**
 * What is printed, as data. Every sentence on paper arrives here already in the clinic's language:
 * this area translates nothing and formats no dates. Names may be as long and strange as people type
 * them; the layout cleans, wraps and clips (see printable-text.ts).
 */
export const Direction = z.enum(['ltr', 'rtl']);
export type Direction = z.infer<typeof Direction>;

const Typed = z.string().max(20_000);
/** A code is scanned from paper a few centimetres wide, so it stays short. */
const Code = z.string().min(1).max(200);
const inLanguage = { language: z.string().max(35), direction: Direction };

export const TokenSlip = z.object({
  clinicName: Typed, tokenLabel: Typed, serviceName: Typed,
  /** Local date and time as the clinic writes them. */
  issuedAt: Typed,
  /** Absent when the clinic prints tokens without names. */
  patientName: Typed.optional(),
  waitingAhead: z.int().min(0), room: Typed.optional(), qrText: Code, ...inLanguage,
});
export type TokenSlip = z.infer<typeof TokenSlip>;

export const TokenSlipLabels = z.object({
  token: Typed, room: Typed, waiting: Typed, issued: Typed,
  /** A line under the code, such as "Please keep this slip". */
  footer: Typed.optional(),
});
export type TokenSlipLabels = z.infer<typeof TokenSlipLabels>;

/** Serves the card, the wristband and the sticky label: who this is, for a person and for a scanner. */
export const PatientCard = z.object({
  clinicName: Typed, name: Typed, number: Typed,
  /** Birth date or age as the clinic writes it. */
  birthText: Typed,
  /** The word for the patient's sex, already translated. */
  sex: Typed, qrText: Code, ...inLanguage,
});
export type PatientCard = z.infer<typeof PatientCard>;

export const WristbandLabel = PatientCard.extend({
  /** Allergies in one line; printed first and reversed, since a band is read in a hurry. */
  warning: Typed.optional(),
});
export type WristbandLabel = z.infer<typeof WristbandLabel>;

export const PatientCardLabels = z.object({ number: Typed, birth: Typed, sex: Typed });
export type PatientCardLabels = z.infer<typeof PatientCardLabels>;

/** Never queued nor stored: it holds the key that opens the clinic's backups. */
export interface RecoverySheet {
  readonly clinicName: string;
  /** The key in the groups in which it is read aloud and typed. */
  readonly keyGroups: readonly string[];
  readonly madeAt: string;
  readonly language: string;
  readonly direction: Direction;
}

export interface RecoverySheetLabels {
  readonly title: string;
  readonly purpose: string;
  readonly key: string;
  readonly made: string;
  /** Numbered steps: how to keep it, how to use it. */
  readonly steps: readonly string[];
  /** Names of the hand-written lines at the foot, such as "Kept by" and "Place". */
  readonly blanks: readonly string[];
}

/** A table for people to write in; its words are in the reader's language already. Made when asked for, never queued. */
export interface TableSheet {
  readonly clinicName: string;
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** `share` of the line's width; `end` for numbers. An empty cell of a `blank` column is a line to write on. */
  readonly columns: readonly { readonly head: string; readonly share: number; readonly end?: boolean; readonly blank?: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** Before the number of each page. */
  readonly page: string;
  readonly language: string;
  readonly direction: Direction;
}

/** For the tube: short, since it goes round one. */
export const SpecimenLabel = z.object({
  /** As people read it; the bars hold it without separators. */
  number: Code, name: Typed,
  /** Patient number, age and sex in one line. */
  who: Typed,
  /** Material and time of collection. */
  what: Typed, tests: Typed, ...inLanguage,
});
export type SpecimenLabel = z.infer<typeof SpecimenLabel>;

/** One result as it is printed: every word is in the report's language already. */
export const LabReportRow = z.object({
  test: Typed, value: Typed, unit: Typed, range: Typed,
  /** The word for its flag; empty for what is as expected. */
  flag: Typed, critical: z.boolean(),
  /** Below the line, such as what it took the place of. */
  notes: z.array(Typed).max(20),
});
export type LabReportRow = z.infer<typeof LabReportRow>;

export const LabReport = z.object({
  clinicName: Typed,
  /** Pairs of label and value: who, which specimen, who asked. */
  facts: z.array(z.tuple([Typed, Typed])).max(20),
  /** Preliminary, final or amended, as a word. */
  status: Typed, final: z.boolean(), rows: z.array(LabReportRow).max(300), remarks: z.array(Typed).max(20), printedAt: Typed, ...inLanguage,
});
export type LabReport = z.infer<typeof LabReport>;

export const LabReportLabels = z.object({ title: Typed, test: Typed, result: Typed, unit: Typed, range: Typed, flag: Typed, page: Typed });
export type LabReportLabels = z.infer<typeof LabReportLabels>;

export const TestPage = z.object({ title: Typed, printerName: Typed, sentences: z.array(Typed).max(20), ...inLanguage });
export type TestPage = z.infer<typeof TestPage>;

/** A page of a patient's record for people: a prescription to take along, a summary for whoever goes on treating. */
export const RecordSheet = z.object({
  clinicName: Typed, title: Typed,
  patient: z.object({ name: Typed, number: Typed, birthText: Typed, sex: Typed }),
  /** Printed large and first: allergies. */
  warning: Typed.optional(),
  sections: z.array(z.object({
    title: Typed,
    /** `value` and `when` stand in columns of their own, each read in its own direction. */
    lines: z.array(z.object({ text: Typed, more: Typed.optional(), value: Typed.optional(), when: Typed.optional() })).max(500),
    /** What is said of a part without lines. */
    none: Typed,
  })).max(20),
  /** Who wrote it and when, as one line. */
  madeBy: Typed,
  /** The word under the line for a signature; absent where nobody signs. */
  signature: Typed.optional(),
  ...inLanguage,
});
export type RecordSheet = z.infer<typeof RecordSheet>;

/** A receipt, or the report of a cash drawer: words and amounts. */
export const Receipt = z.object({
  clinicName: Typed, title: Typed, facts: z.array(z.tuple([Typed, Typed])).max(20),
  rows: z.array(z.object({
    title: Typed,
    /** A second, smaller line; empty for none. */
    detail: Typed, amount: Typed,
  })).max(1000),
  totals: z.array(z.object({ label: Typed, amount: Typed, strong: z.boolean() })).max(20), notes: z.array(Typed).max(10), ...inLanguage,
});
export type Receipt = z.infer<typeof Receipt>;

/** Goes on what a patient takes home; its words are in the patient's language. */
export const DispensingLabel = z.object({
  clinicName: Typed, date: Typed, patient: Typed, number: Typed, drug: Typed,
  /** How many, in packs and units. */
  quantity: Typed,
  /** How much, how often, for how long. */
  dose: Typed,
  /** What the prescriber added; empty for nothing. */
  instructions: Typed, lot: Typed,
  /** The line at the foot: keep away from children. */
  note: Typed, ...inLanguage,
});
export type DispensingLabel = z.infer<typeof DispensingLabel>;

/** For a shelf or the packs of a batch. */
export const BatchLabel = z.object({
  clinicName: Typed, name: Typed, facts: z.array(z.tuple([Typed, Typed])).max(6),
  /** What a hand scanner reads; empty for an item without a barcode. */
  code: z.string().max(90),
  /** What the bars hold where that is not what is written below them; see GS1_START of code128.ts. */
  bars: z.string().max(61).optional(), ...inLanguage,
});
export type BatchLabel = z.infer<typeof BatchLabel>;

/** A document that may wait in the print queue and be printed again later. */
export const PrintDocument = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('token-slip'), content: TokenSlip, labels: TokenSlipLabels }),
  z.object({ kind: z.literal('patient-card'), content: PatientCard, labels: PatientCardLabels }),
  z.object({ kind: z.literal('wristband'), content: WristbandLabel, labels: PatientCardLabels }),
  z.object({ kind: z.literal('label'), content: WristbandLabel, labels: PatientCardLabels }),
  z.object({ kind: z.literal('specimen-label'), content: SpecimenLabel }),
  z.object({ kind: z.literal('lab-report'), content: LabReport, labels: LabReportLabels }),
  z.object({ kind: z.literal('test-page'), content: TestPage }),
  z.object({ kind: z.literal('prescription'), content: RecordSheet }),
  z.object({ kind: z.literal('patient-summary'), content: RecordSheet }),
  z.object({ kind: z.literal('receipt'), content: Receipt }),
  z.object({ kind: z.literal('dispensing-label'), content: DispensingLabel }),
  z.object({ kind: z.literal('batch-label'), content: BatchLabel }),
]);
export type PrintDocument = z.infer<typeof PrintDocument>;
