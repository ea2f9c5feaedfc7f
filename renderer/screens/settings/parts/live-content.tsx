import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Live } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';

interface Props<T> {
  readonly live: Live<T>;
  readonly children: (data: T) => ReactNode;
}

/** What was read, a quiet place-holder until then, or why it could not be read. */
export function LiveContent<T>({ live, children }: Props<T>) {
  const { t } = useTranslation();
  if (live.data !== undefined) return <>{children(live.data)}</>;
  if (live.error !== undefined) return <ProblemNote problem={problemOf(live.error)} />;
  return (
    <div role="status" aria-label={t('settings.loading')} style={{ display: 'grid', gap: 12 }}>
      <Skeleton height={20} width="40%" />
      <Skeleton height={96} />
    </div>
  );
}
