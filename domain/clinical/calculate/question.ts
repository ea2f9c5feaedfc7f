interface Asked {
  readonly id: string;
  /** Asked of pregnant women alone, where no pregnancy in the record says it. */
  readonly onlyPregnant?: true;
  /** The answer given last holds until somebody gives another; one that says how somebody is now is asked each time. */
  readonly lasting?: true;
}

/** What a rule needs that no measurement tells. */
export type Question = Asked & (
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'number'; readonly unit: string; readonly low: number; readonly high: number }
);

export type Answer = string | number | boolean;
export type Answers = Readonly<Record<string, Answer>>;

export const yesNo = (id: string): Question => ({ id, kind: 'yes-no' });
export const lasting = (question: Question): Question => ({ ...question, lasting: true });
export const choice = (id: string, ...options: readonly string[]): Question => ({ id, kind: 'choice', options });

/** Whether this can be the answer. */
export function answers(question: Question, answer: Answer): boolean {
  switch (question.kind) {
    case 'yes-no': return typeof answer === 'boolean';
    case 'choice': return typeof answer === 'string' && question.options.includes(answer);
    case 'number': return typeof answer === 'number' && answer >= question.low && answer <= question.high;
  }
}
