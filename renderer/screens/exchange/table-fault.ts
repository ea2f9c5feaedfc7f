import { useTranslation } from 'react-i18next';
import { issueOf, type Problem } from '#renderer/api/problem.ts';

/** Why a table could not be read, in the words refusals use; undefined when the problem is another. */
export function useTableFault(problem: Problem | undefined): string | undefined {
  const { t } = useTranslation();
  const issue = issueOf(problem, 'data');
  return issue && t(`exchange.reason.${issue.code}`, { defaultValue: t('exchange.reason.unreadable-file') });
}
