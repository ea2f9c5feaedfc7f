import { useTranslation } from 'react-i18next';
import { issueOf, type Problem } from '#renderer/api/problem.ts';
import { issueText } from '#renderer/parts/problem-text.ts';

/** Why a table could not be read, in the words refusals use; undefined when the problem is another. */
export function useTableFault(problem: Problem | undefined): string | undefined {
  const { t } = useTranslation();
  const issue = issueOf(problem, 'data');
  if (issue?.code === 'too-many-rows') return issueText(issue, t);
  return issue && t(`exchange.reason.${issue.code}`, { defaultValue: t('exchange.reason.unreadable-file') });
}
