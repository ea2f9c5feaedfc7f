import { FileButton } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { looksLikeCvdPack } from '#domain/clinical/cvd-pack.ts';
import { client } from '#renderer/api/client.ts';
import { problemOf, type Problem } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { Page } from '../parts/page.tsx';
import { GrowthTables } from './growth-tables.tsx';
import { RiskCharts } from './risk-charts.tsx';
import classes from './tables-page.module.css';

interface Refused { readonly file: string; readonly problem: Problem }

/** Tables by which people are judged and that may not be shipped: a clinic imports them. What a file holds shows in its headings. */
export function TablesPage() {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const take = async (files: readonly File[]): Promise<void> => {
    setBusy(true);
    const bad: Refused[] = [];
    for (const file of files) {
      try {
        const csv = await file.text();
        await (looksLikeCvdPack(csv) ? client.scores.importCharts({ csv }) : client.growth.importTable({ csv }));
      } catch (error) {
        bad.push({ file: file.name, problem: problemOf(error) });
      }
    }
    setRefused(bad);
    setBusy(false);
    if (files.length > bad.length) toast('done', t('tables.imported', { count: files.length - bad.length }));
  };
  return (
    <Page title={t('settings.page.tables')} about={t('tables.about')}>
      <div className={classes.drop}>
        <FileButton accept=".csv,text/csv" multiple onChange={(files) => void take(files)} inputProps={{ 'aria-label': t('tables.choose') }}>
          {({ onClick }) => <ActionButton action={{ id: 'tables.choose', title: t('tables.choose'), keys: 'f', run: onClick }} busy={busy} icon={<IconFileUpload size={18} aria-hidden />} />}
        </FileButton>
      </div>
      {refused.map((each) => <RefusedFile key={each.file} {...each} />)}
      <GrowthTables />
      <RiskCharts />
    </Page>
  );
}

function RefusedFile({ file, problem }: Refused) {
  const { t } = useTranslation();
  const words = (): string => (problem.code === 'INVALID'
    ? problem.issues.map(({ code, field, limit }) => t(`tables.issue.${code}`, { column: field, line: limit, defaultValue: t('tables.issue.other') })).join(' ') : '');
  return (
    <div className={classes.refused} role="alert">
      <strong><bdi>{file}</bdi></strong> <span>{words()}</span>
      {problem.code === 'INVALID' ? null : <ProblemNote problem={problem} />}
    </div>
  );
}
