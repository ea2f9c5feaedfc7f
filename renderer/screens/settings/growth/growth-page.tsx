import { Button, FileButton } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { growthIndicators } from '#domain/clinical/growth-pack.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf, type Problem } from '#renderer/api/problem.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { LiveContent } from '../parts/live-content.tsx';
import { Page } from '../parts/page.tsx';
import classes from './growth-page.module.css';

interface Refused { readonly file: string; readonly problem: Problem }

/** Tables by which children's growth is judged: a clinic imports them, they may not be shipped. */
export function GrowthPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const live = useLive('growth.tables', () => client.growth.tables({}), ['clinic']);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const take = async (files: readonly File[]): Promise<void> => {
    setBusy(true);
    const bad: Refused[] = [];
    let taken = 0;
    for (const file of files) {
      try {
        await client.growth.importTable({ csv: await file.text() });
        taken += 1;
      } catch (error) {
        bad.push({ file: file.name, problem: problemOf(error) });
      }
    }
    setRefused(bad);
    setBusy(false);
    if (taken > 0) toast('done', t('growth.imported', { count: taken }));
  };
  return (
    <Page title={t('settings.page.growth')} about={t('growth.about')}>
      <div className={classes.drop}>
        <FileButton accept=".csv,text/csv" multiple onChange={(files) => void take(files)} inputProps={{ 'aria-label': t('growth.choose') }}>
          {(props) => <Button {...props} loading={busy} leftSection={<IconFileUpload size={18} aria-hidden />}>{t('growth.choose')}</Button>}
        </FileButton>
        <span className={classes.dim}>{t('growth.layout')}</span>
      </div>
      {refused.map(({ file, problem }) => (
        <div key={file} className={classes.refused} role="alert">
          <strong><bdi>{file}</bdi></strong> <span>{problem.code === 'INVALID' ? problem.issues.map(({ code, field, limit }) => t(`growth.issue.${code}`, { column: field, line: limit, defaultValue: t('growth.issue.other') })).join(' ') : null}</span>
          {problem.code === 'INVALID' ? null : <ProblemNote problem={problem} />}
        </div>
      ))}
      <LiveContent live={live}>
        {({ tables }) => (
          <ul className={classes.list} aria-label={t('settings.page.growth')}>
            {growthIndicators.map((indicator) => {
              const table = tables.find((each) => each.indicator === indicator);
              return (
                <li key={indicator}>
                  <span>{t(`growth.indicator.${indicator}`)}</span>
                  <span className={classes.dim}>{table ? t('growth.here', { person: table.importedBy ?? '', time: table.importedAt === null ? '' : format.dateTime(table.importedAt, now) }) : t('growth.not-here')}</span>
                </li>
              );
            })}
          </ul>
        )}
      </LiveContent>
    </Page>
  );
}
