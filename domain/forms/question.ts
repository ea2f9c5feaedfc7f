/** What a question of a clinic's own form asks for. A heading asks nothing: it parts the questions below it from those above. */
export const questionKinds = ['text', 'long', 'number', 'date', 'yes-no', 'one', 'several', 'heading'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** A name by language, `{ en: 'Weight', es: 'Peso' }`. */
export type Names = Readonly<Record<string, string>>;

export interface Choice {
  /** Stays when the choice is called otherwise. */
  readonly id: string;
  readonly names: Names;
}

/** Every kind has every part; those it has no use for are empty. */
export interface Question {
  /** Stays for ever: what is asked anew under another id is another question. */
  readonly id: string;
  readonly kind: QuestionKind;
  readonly names: Names;
  readonly help: Names;
  readonly required: boolean;
  /** As it is shown behind a number. */
  readonly unit: string;
  /** Bounds of a number, themselves allowed. */
  readonly low: number | null;
  readonly high: number | null;
  readonly choices: readonly Choice[];
}

/** What one version of a form asks. */
export interface FormDefinition {
  readonly names: Names;
  readonly questions: readonly Question[];
}

/** Most of each, in characters where it is a text. `answers` is the length of all answers of one form together, as JSON. */
export const FORM_LIMITS = {
  questions: 100, choices: 60, languages: 8, name: 200, help: 500, unit: 30, text: 400, long: 8_000, answers: 100_000,
} as const;

/** Ids go into paths of JSON: nothing in them may mean something there. */
export const ID_SHAPE = /^[a-z0-9][a-z0-9-]{0,39}$/;

const chooses = (kind: QuestionKind): boolean => kind === 'one' || kind === 'several';

/** Whether answers to a question of this kind are chosen from a list. */
export const hasChoices = ({ kind }: Pick<Question, 'kind'>): boolean => chooses(kind);

/** The name in a language, else in the first one that there is; `otherwise` where there is none. */
export function nameIn(names: Names, language: string, otherwise = ''): string {
  return names[language] ?? names[language.split('-')[0] ?? ''] ?? Object.values(names)[0] ?? otherwise;
}
