import { Button, Loader, NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '#domain/contract/patients.ts';
import { isCalendarDate } from '#domain/kit/calendar.ts';
import { inZone } from '#domain/kit/time.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { DateBox } from '#renderer/parts/date-box.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useClinicPlace, useFormat } from '#renderer/text/use-format.ts';
import { fieldName, useStoredWords, type StoredWords } from './history-words.ts';
import classes from './history.module.css';
import panel from './measure.module.css';
import { entryBy, lineNames, namesItself, stateAfter, type RecordHistory } from './record-states.ts';
import { SideHead } from './side-head.tsx';

/** Who changed what of this record when, at which PC, from what to what; and how the record stood at any of these moments. spec: SYN-1 */
export function HistoryPanel({ patientId, onClose }: { readonly patientId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const [of, setOf] = useState<'person' | 'record'>('person');
  const { data, error } = useLive(`patients.history:${of}:${patientId}`, () => client.patients.history({ patientId, of }), ['patients', 'record']);
  return (
    <div className={panel.panel}>
      <SideHead id="chart.close-history" title={t('chart.history.title')} onClose={onClose} />
      {can('record.read') ? (
        <NativeSelect
          size="xs" label={t('chart.history.of')} value={of} onChange={(event) => setOf(event.currentTarget.value === 'record' ? 'record' : 'person')}
          data={[{ value: 'person', label: t('chart.history.person') }, { value: 'record', label: t('chart.history.record') }]}
        />
      ) : null}
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {data ? <Entries key={of} history={data} /> : null}
      {data === undefined && error === undefined ? <Loader size="sm" aria-label={t('patients.loading')} /> : null}
    </div>
  );
}

/** So many entries are drawn at a time. */
const DRAWN = 100;

function Entries({ history }: { readonly history: RecordHistory }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<string>();
  const [drawn, setDrawn] = useState(DRAWN);
  const { i18n } = useTranslation();
  const names = useMemo(() => lineNames(history, i18n.language), [history, i18n.language]);
  const words = useStoredWords(history);
  return (
    <>
      {history.entries.length === 0 ? null : <StoodOn history={history} names={names} words={words} />}
      <ol className={classes.entries}>
        {history.entries.slice(0, drawn).map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <EntryHead entry={entry} />
            <dl className={classes.changes}>
              {entry.changes.map((change) => <Change key={`${change.rowId} ${change.field}`} change={change} line={namesItself(change) ? undefined : names.get(change.rowId)} words={words} />)}
            </dl>
            <Button
              variant="subtle" size="compact-xs" className={classes.then ?? ''} aria-expanded={shown === entry.id}
              onClick={() => setShown(shown === entry.id ? undefined : entry.id)}
            >
              {t(shown === entry.id ? 'chart.history.hide-then' : 'chart.history.then')}
            </Button>
            {shown === entry.id ? <Then history={history} entryId={entry.id} names={names} words={words} /> : null}
          </li>
        ))}
      </ol>
      {history.entries.length > drawn ? <Button variant="subtle" size="compact-sm" onClick={() => setDrawn(drawn + DRAWN)}>{t('chart.show-older')}</Button> : null}
      {history.entries.length === 0 && history.whole ? <p className={panel.dim}>{t('chart.history.none')}</p> : null}
      {history.whole ? null : <p className={panel.dim}>{t('audit.earlier-on-server')}</p>}
    </>
  );
}

/** The record as it stood at the end of a day that is asked for. */
function StoodOn({ history, names, words }: { readonly history: RecordHistory; readonly names: ReadonlyMap<string, string>; readonly words: StoredWords }) {
  const { t } = useTranslation();
  const { zone } = useClinicPlace();
  const [day, setDay] = useState('');
  const entry = !isCalendarDate(day) ? undefined : entryBy(history, day, (instant) => inZone(Date.parse(instant), zone).date);
  return (
    <>
      <DateBox size="xs" lean="past" label={t('chart.history.stood-on')} value={day} onChange={setDay} />
      {!isCalendarDate(day) ? null : entry ? <Then history={history} entryId={entry.id} names={names} words={words} /> : <p className={panel.dim}>{t('chart.history.not-yet')}</p>}
    </>
  );
}

function EntryHead({ entry: { at, person, pc, action } }: { readonly entry: HistoryEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <p className={classes.head}>
      <time dateTime={at}>{format.dateTime(at, now)}</time>
      <bdi className={classes.who}>{person ?? t('audit.program')}</bdi>
      <span>{t(`audit.action.${action}`, { defaultValue: action })}</span>
      <bdi className={classes.pc}>{pc === '' ? t('audit.pc-unknown') : t('audit.pc', { pc })}</bdi>
    </p>
  );
}

/** From what to what; of a line that is called something, what it is called. */
function Change({ change, line, words }: { readonly change: HistoryEntry['changes'][number]; readonly line: string | undefined; readonly words: StoredWords }) {
  const { t } = useTranslation();
  const { before, known, after } = change;
  return (
    <div className={classes.change}>
      <dt>{fieldName(change, line, t)}</dt>
      <dd>
        {known && before === null ? null : <><del><bdi>{known ? words(change, before) : t('chart.history.unknown')}</bdi></del><span className={classes.arrow} aria-hidden /></>}
        <bdi>{words(change, after)}</bdi>
      </dd>
    </div>
  );
}

/** The record as it stood after an entry. */
function Then({ history, entryId, names, words }: { readonly history: RecordHistory; readonly entryId: string; readonly names: ReadonlyMap<string, string>; readonly words: StoredWords }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.state} aria-label={t('chart.history.then')}>
      {stateAfter(history, entryId).map((stood) => (
        <div key={`${stood.rowId} ${stood.field}`} className={classes.change}>
          <dt>{fieldName(stood, namesItself(stood) ? undefined : names.get(stood.rowId), t)}</dt>
          <dd><bdi>{words(stood, stood.value)}</bdi></dd>
        </div>
      ))}
    </dl>
  );
}
