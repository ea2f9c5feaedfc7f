import type { Choice, FormDefinition, Names, Question, QuestionKind } from './question.ts';

/** A question as answers are searched by: every version that asks the same in the same kind and unit. */
export interface SearchableQuestion {
  /** Id, kind and unit together: `weight number kg`. */
  readonly key: string;
  readonly id: string;
  readonly kind: QuestionKind;
  readonly unit: string;
  /** As the newest version that asks it calls it. */
  readonly names: Names;
  /** Everything that could ever be chosen. */
  readonly choices: readonly Choice[];
  /** The newest version does not ask it any more, or asks it otherwise. */
  readonly earlier: boolean;
}

export const searchKey = ({ id, kind, unit }: Pick<Question, 'id' | 'kind' | 'unit'>): string => `${id} ${kind} ${unit}`.trim();

/** What answers to a form can be searched by; versions come newest first, and so do questions. */
export function searchableQuestions(versions: readonly FormDefinition[]): SearchableQuestion[] {
  const found = new Map<string, SearchableQuestion>();
  versions.forEach((version, index) => {
    for (const question of version.questions) {
      if (question.kind === 'heading') continue;
      const key = searchKey(question);
      const known = found.get(key);
      const { id, kind, unit, names } = question;
      if (!known) found.set(key, { key, id, kind, unit, names, choices: question.choices, earlier: index > 0 });
      else found.set(key, { ...known, choices: [...known.choices, ...question.choices.filter((choice) => !known.choices.some((each) => each.id === choice.id))] });
    }
  });
  return [...found.values()];
}
