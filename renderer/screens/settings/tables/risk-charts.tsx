import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { LiveContent } from '../parts/live-content.tsx';
import classes from './tables-page.module.css';

/** The charts of heart attack and stroke, and the region that the clinic is in. */
export function RiskCharts() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const live = useLive('scores.charts', () => client.scores.charts({}), ['clinic']);
  const choose = useCommand((region: string) => client.scores.setRegion({ region }));
  return (
    <section className={classes.kind}>
      <h2 className={classes.title}>{t('tables.charts')}</h2>
      <p className={classes.dim}>{t('tables.charts-layout')}</p>
      <LiveContent live={live}>
        {({ charts }) => (charts === null ? <p className={classes.dim}>{t('tables.not-here')}</p> : (
          <>
            <p className={classes.dim}>{t('tables.here', { person: charts.importedBy ?? '', time: format.dateTime(charts.importedAt, now) })}</p>
            <Select
              label={t('tables.region')} value={charts.region} data={charts.regions} searchable maw={420} placeholder={t('tables.region-none')}
              onChange={(region) => { if (region !== null) void choose.run(region); }}
            />
          </>
        ))}
      </LiveContent>
      {choose.problem ? <ProblemNote problem={choose.problem} /> : null}
    </section>
  );
}
