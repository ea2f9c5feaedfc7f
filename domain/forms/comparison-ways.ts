import type { QuestionKind } from './question.ts';

export const comparisonWays = ['answered', 'empty', 'is', 'contains', 'below', 'above', 'between', 'one-of'] as const;
export type ComparisonWay = (typeof comparisonWays)[number];

/** What can be asked of answers of a kind. */
export const waysOf: Readonly<Record<QuestionKind, readonly ComparisonWay[]>> = {
  text: ['contains', 'is', 'answered', 'empty'], long: ['contains', 'is', 'answered', 'empty'],
  number: ['is', 'below', 'above', 'between', 'answered', 'empty'], date: ['is', 'below', 'above', 'between', 'answered', 'empty'],
  'yes-no': ['is', 'answered', 'empty'], one: ['one-of', 'answered', 'empty'], several: ['one-of', 'answered', 'empty'], heading: [],
};
