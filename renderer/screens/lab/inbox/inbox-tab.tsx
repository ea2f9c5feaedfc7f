import { SegmentedControl } from '@mantine/core';
import { IconMicroscope } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabResult } from '#domain/contract/analysers.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { ResultTable } from './result-table.tsx';
import { SampleActions } from './sample-actions.tsx';
import { SampleHead } from './sample-head.tsx';
import { SampleList } from './sample-list.tsx';
import { samplesOf } from './samples.ts';
import classes from './lab.module.css';

const TABS = ['inbox', 'filed', 'dismissed', 'control'] as const satisfies readonly LabResult['status'][];
type Tab = (typeof TABS)[number];
const MOST = 500;

/** What laboratory analysers sent: what waits for a person, and what became of the rest. spec: VIT-7 */
export function InboxTab() {
  const { t } = useTranslation();
  const mayWrite = useCan()('lab.write');
  const [tab, setTab] = useState<Tab>('inbox');
  const [chosenKey, setChosenKey] = useState<string>();
  const live = useLive(`lab.results:${tab}`, () => client.analysers.results({ status: tab, limit: MOST }), ['lab', 'patients']);
  const samples = samplesOf(live.data?.results ?? []);
  const at = samples.findIndex(({ key }) => key === chosenKey);
  const chosen = samples[at] ?? samples[0];
  const onDone = (): void => setChosenKey(samples[at + 1]?.key);
  return (
    <div className={classes.screen}>
      <Card title={t('lab.results')} fill className={classes.main}>
        <div className={classes.content}>
          <SegmentedControl
            fullWidth value={tab} aria-label={t('lab.show')} onChange={(next) => { setTab(next as Tab); setChosenKey(undefined); }}
            data={TABS.map((each) => ({ value: each, label: each === 'inbox' ? t('lab.tab-count', { name: t('lab.tab.inbox'), count: live.data?.waiting ?? 0 }) : t(`lab.tab.${each}`) }))}
          />
          {live.error !== undefined && !live.data ? <ProblemNote problem={problemOf(live.error)} /> : null}
          <div className={classes.list}>
            {live.data && samples.length === 0 ? <Empty icon={IconMicroscope} title={t(`lab.none.${tab}`)} hint={t(`lab.none-hint.${tab}`)} /> : null}
            <SampleList samples={samples} label={t(`lab.tab.${tab}`)} chosenKey={chosen?.key} onChoose={setChosenKey} />
            {live.data && live.data.results.length >= MOST ? <p className={classes.note}>{t('lab.newest-only', { count: MOST })}</p> : null}
          </div>
        </div>
      </Card>
      <section className={classes.detail} aria-label={t('lab.sample')}>
        {chosen ? (
          <>
            <SampleHead sample={chosen} />
            <ResultTable sample={chosen} />
          </>
        ) : <p className={classes.note}>{t('lab.choose')}</p>}
        <SampleActions sample={chosen} tab={tab} mayWrite={mayWrite} onDone={onDone} />
      </section>
    </div>
  );
}
