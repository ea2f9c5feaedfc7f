import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#renderer/api/problem.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { problemText } from './problem-text.ts';
import classes from './notes.module.css';

/** Why it did not work, read out at once. Nothing while there is no problem. */
export function ProblemNote({ problem }: { readonly problem: Problem | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!problem) return null;
  return (
    <div className={classes.note} data-tone="danger" role="alert">
      <IconAlertTriangle size={18} aria-hidden className={classes.icon} />
      <span>{problemText(problem, t, format)}</span>
    </div>
  );
}
