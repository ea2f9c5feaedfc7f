import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '#renderer/api/problem.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { LiveContent } from '#renderer/screens/settings/parts/live-content.tsx';
import classes from './audit.module.css';
import { AuditRow } from './audit-row.tsx';
import { useAudit, useStaff, type AuditFilter } from './use-audit.ts';

/** Entries newest first; older ones come as the end of the list is reached. */
export function AuditList({ filter }: { readonly filter: AuditFilter }) {
  const { t } = useTranslation();
  const { live, older, more, loading, failed, showMore } = useAudit(filter);
  const staff = useStaff();
  const people = useMemo(() => new Map(staff.map(({ id, name }) => [id, name])), [staff]);
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(showMore);
  useEffect(() => { latest.current = showMore; });
  const known = live.data !== undefined;
  useEffect(() => {
    const place = end.current;
    if (!place) return undefined;
    const watcher = new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) latest.current(); }, { rootMargin: '200px' });
    watcher.observe(place);
    return () => watcher.disconnect();
    // Watched anew after each page: a list still shorter than the window must go on filling it.
  }, [known, older.length]);
  return (
    <LiveContent live={live}>
      {({ entries, earlierOnServer }) => (
        <>
          {entries.length === 0
            ? <Empty icon={IconHistory} title={t('audit.none')} hint={t('audit.none-hint')} />
            : <ol className={classes.list}>{[...entries, ...older].map((entry) => <AuditRow key={entry.id} entry={entry} people={people} />)}</ol>}
          {earlierOnServer && !more && filter.patientId !== null ? <p className={classes.earlier}>{t('audit.earlier-on-server')}</p> : null}
          <div ref={end} className={classes.end}>
            {failed === undefined ? null : <ProblemNote problem={problemOf(failed)} />}
            {more && <Button variant="default" loading={loading} onClick={showMore}>{t('audit.more')}</Button>}
          </div>
        </>
      )}
    </LiveContent>
  );
}
