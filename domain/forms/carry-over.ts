import type { TypedAnswers } from './answers.ts';
import type { FormDefinition } from './question.ts';

/** Whether everything typed into a form still has its box, of the same kind and unit, in another version of it. */
export function fitsVersion(typed: TypedAnswers, from: FormDefinition, to: FormDefinition): boolean {
  return Object.entries(typed).filter(([, value]) => value.length > 0).every(([id, value]) => {
    const [was, is] = [from, to].map(({ questions }) => questions.find((question) => question.id === id));
    if (!was || was.kind !== is?.kind || was.unit !== is.unit) return false;
    const chosen = is.kind === 'one' || is.kind === 'several' ? [value].flat() : [];
    return chosen.every((each) => is.choices.some((choice) => choice.id === each));
  });
}
