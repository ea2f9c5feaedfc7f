import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { FlowTable } from './flow-table.tsx';
import { waitsByHour } from './flow-waits.ts';
import classes from './queue-screen.module.css';

const FlowChart = lazy(() => import('./flow-chart.tsx').then((m) => ({ default: m.FlowChart })));

/** How long people waited today, by hour of arrival: as a picture, and as the rows behind it. */
export function FlowCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const day = format.today(useNow());
  const { data } = useLive(`queue.flow ${day}`, () => client.queue.flow({ from: day, to: day }), ['queue']);
  const waits = waitsByHour(data?.hours ?? []);
  const tools = waits.length === 0 ? undefined : (
    <Button
      size="compact-sm" variant="subtle" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}
      leftSection={asTable ? <IconChartBar size={16} aria-hidden /> : <IconTable size={16} aria-hidden />}
    >
      {asTable ? t('queue.flow.as-chart') : t('queue.flow.as-table')}
    </Button>
  );
  return (
    <Card title={t('queue.flow.title')} tools={tools} fill className={classes.flow}>
      {data && waits.length === 0 ? <Empty icon={IconChartBar} title={t('queue.flow.empty')} hint={t('queue.flow.empty-hint')} /> : null}
      {waits.length > 0 && asTable ? <FlowTable hours={data?.hours ?? []} /> : null}
      {waits.length > 0 && !asTable ? <Suspense fallback={null}><FlowChart waits={waits} /></Suspense> : null}
    </Card>
  );
}
