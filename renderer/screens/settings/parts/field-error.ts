import { useTranslation } from 'react-i18next';
import { issueOf, type Problem } from '#renderer/api/problem.ts';
import { useFaultFocus } from '#renderer/parts/fault-focus.ts';
import { issueText } from '#renderer/parts/problem-text.ts';
import { useFormat } from '#renderer/text/use-format.ts';

/**
 * What to write under a box, by its field: undefined while nothing is wrong with it. The first that is refused gets the cursor, unless it
 * is one of a column that is stored line by line while somebody types on (`inColumn`).
 */
export function useFieldError(problem: Problem | undefined, inColumn = false): (field: string) => string | undefined {
  const { t } = useTranslation();
  const format = useFormat();
  useFaultFocus(inColumn ? undefined : problem);
  return (field) => {
    const issue = issueOf(problem, field);
    return issue && issueText(issue, t, format);
  };
}

/** The problem where it is about no box that is shown. */
export function elsewhere(problem: Problem | undefined, shown: readonly string[]): Problem | undefined {
  if (problem?.code !== 'INVALID' && problem?.code !== 'CONFIRM') return problem;
  return problem.issues.every((issue) => shown.includes(issue.field)) ? undefined : problem;
}
