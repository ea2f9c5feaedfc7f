import { Button, Loader } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportBirth } from '#domain/contract/mothers.ts';
import { addMonths, isCalendarDate } from '#domain/kit/calendar.ts';
import { modesByCondition, outcomesByFrequency, outcomesByTiming, robsonTable } from '#domain/mothers/report.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { DateBox } from '#renderer/parts/date-box.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { saveFile } from '#renderer/parts/save-document.ts';
import { navigate } from '#renderer/router.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './mothers.module.css';
import { gestationWords } from './mothers-words.ts';
import { birthsCsv } from './report-csv.ts';
import { CountTable, RobsonLines } from './report-tables.tsx';

/** What the births of a time tell; every number opens the births behind it. spec: MAT-3 */
export function ReportPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const today = format.today(useNow());
  const [span, setSpan] = useState({ from: addMonths(today, -12), to: today });
  const [behind, setBehind] = useState<{ readonly title: string; readonly ids: readonly string[] }>();
  const whole = isCalendarDate(span.from) && isCalendarDate(span.to);
  const live = useLive(whole ? `mothers.report:${span.from}:${span.to}` : null, () => client.mothers.report(span), ['record']);
  const births = live.data?.births;
  const tables = useMemo(() => (births ? { modes: modesByCondition(births), often: outcomesByFrequency(births), timing: outcomesByTiming(births), robson: robsonTable(births) } : undefined), [births]);
  const save = (): void => { if (births) saveFile(new Blob([birthsCsv(births, t)], { type: 'text/csv;charset=utf-8' }), `births-${span.from}-${span.to}.csv`); };
  return (
    <>
      <div className={classes.bar}>
        <DateBox lean="past" aria-label={t('mothers.from')} value={span.from} onChange={(from) => setSpan({ ...span, from })} />
        <DateBox lean="past" aria-label={t('mothers.to')} value={span.to} onChange={(to) => setSpan({ ...span, to })} />
        <span className={classes.dim}>{births ? t('mothers.births-counted', { count: births.length }) : ''}</span>
        <ActionButton action={{ id: 'mothers.csv', title: t('mothers.csv'), keys: 'Alt+C', run: save, when: (births?.length ?? 0) > 0 }} variant="default" size="compact-md" icon={<IconDownload size={16} aria-hidden />} />
      </div>
      {live.error === undefined ? null : <ProblemNote problem={problemOf(live.error)} />}
      {live.data?.whole === false ? <AttentionNote>{t('mothers.not-whole')}</AttentionNote> : null}
      {tables && births ? (
        <div className={classes.report} tabIndex={0} role="group" aria-label={t('mothers.report')}>
          {behind ? <Behind title={behind.title} births={births.filter(({ deliveryId }) => behind.ids.includes(deliveryId))} onClose={() => setBehind(undefined)} /> : null}
          <div className={classes.pair}>
            <div className={classes.column}>
              <CountTable title={t('mothers.modes-by-condition')} table={tables.modes} onOpen={setBehind} />
              <CountTable title={t('mothers.outcomes-by-frequency')} table={tables.often} onOpen={setBehind} />
              <CountTable title={t('mothers.outcomes-by-timing')} table={tables.timing} onOpen={setBehind} />
            </div>
            <RobsonLines lines={tables.robson} onOpen={setBehind} />
          </div>
          <p className={classes.dim}>{t('mothers.report-caution')}</p>
        </div>
      ) : live.loading ? <Loader size="sm" aria-label={t('patients.loading')} /> : null}
    </>
  );
}

/** The births behind a number; each opens its chart. */
function Behind({ title, births, onClose }: { readonly title: string; readonly births: readonly ReportBirth[]; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={`${title}: ${format.number(births.length)}`} tools={<ActionButton action={{ id: 'mothers.close-behind', title: t('everywhere.close'), keys: 'Escape', run: onClose }} variant="subtle" size="compact-sm" />}>
      <ul className={classes.newborns}>
        {births.map(({ deliveryId, patientId, name, number, bornOn, mode, gestation }) => (
          <li key={deliveryId}>
            <Button variant="subtle" size="compact-sm" onClick={() => navigate('patients', patientId, 'pregnancy')}><bdi>{name}</bdi></Button>
            <bdi className={classes.dim}>{number}</bdi><span>{format.date(bornOn)}</span><span>{t(`mothers.mode.${mode}`)}</span>{gestation === null ? null : <span>{gestationWords(gestation, t)}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
