import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_IN_SERIES } from '#domain/calendar/series.ts';
import { dateOfWall, startsText } from '#domain/calendar/wall.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './calendar.module.css';
import { whenOf } from './calendar-words.ts';
import type { Stop } from './columns.ts';
import { Panel } from './panel.tsx';
import { PatientBox, type WhoBox } from './patient-box.tsx';
import { Refusals } from './refusals.tsx';
import { SeriesNote } from './series-note.tsx';
import { useProviders } from './use-calendar.ts';
import type { Booking, Place } from './use-placing.ts';

interface Props {
  readonly stop: Stop;
  readonly placing: Place;
  readonly onClose: () => void;
}

const REPEATS = ['never', 'week', 'fortnight', 'month', 'year', 'days'] as const;
type Repeats = (typeof REPEATS)[number];

/** One box and Enter: who comes. The rest may be left as it is. spec: APT-2 */
export function BookingPanel({ stop, placing, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const provider = useProviders().find(({ id }) => id === stop.providerId);
  const [more, setMore] = useState({ phone: '', reason: '' });
  const [repeats, setRepeats] = useState<Repeats>('never');
  const [every, setEvery] = useState<number | string>(10);
  const [times, setTimes] = useState<number | string>(4);
  const who = useRef<WhoBox>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    who.current?.take();
  };
  const book = async (person: Pick<Booking, 'patientId' | 'name'>): Promise<void> => {
    const repeat = repeatOf(repeats, Number(every), Number(times));
    const done = await placing.run(stop, {
      kind: 'book', booking: { ...person, ...(more.phone.trim() === '' ? {} : { phone: more.phone }), ...(more.reason.trim() === '' ? {} : { reason: more.reason }), ...(repeat ? { repeat } : {}) },
    });
    if (done) onClose();
  };
  const overbook = async (reason: string): Promise<void> => {
    if (placing.refused && await placing.run(placing.refused.stop, placing.refused.placing, reason)) onClose();
  };
  return (
    <Panel title={t('calendar.book')} sub={<><span>{whenOf(startsText(stop.at), format, t)} · {format.minutes(stop.minutes)}</span> <bdi>{provider?.name}</bdi></>} onClose={onClose}>
      <div className={classes.who}>
        <PatientBox
          ref={who} label={t('calendar.who')} onPick={({ id }) => void book({ patientId: id })} onTyped={(name) => void book({ name })} typedLabel={(name) => t('calendar.book-name', { name })}
        />
        <p className={classes.dim}>{t('calendar.who-hint')}</p>
      </div>
      {placing.refused ? <Refusals key={startsText(placing.refused.stop.at)} refusals={placing.refused.refusals} busy={placing.busy} onOverbook={(reason) => void overbook(reason)} /> : null}
      <form className={classes.whoIsIt} noValidate onSubmit={submit}>
        <TextInput label={t('calendar.reason')} value={more.reason} maxLength={400} onChange={(event) => setMore({ ...more, reason: event.currentTarget.value })} />
        <TextInput label={t('calendar.phone')} value={more.phone} maxLength={60} inputMode="tel" dir="ltr" onChange={(event) => setMore({ ...more, phone: event.currentTarget.value })} />
        <NativeSelect
          label={t('calendar.repeat')} value={repeats} onChange={(event) => setRepeats(event.currentTarget.value as Repeats)}
          data={REPEATS.map((each) => ({ value: each, label: t(`calendar.repeats.${each}`) }))}
        />
        {repeats === 'days' ? <NumberInput label={t('calendar.every-days')} value={every} min={1} max={365} allowDecimal={false} onChange={setEvery} /> : null}
        {repeats === 'never' ? null : <NumberInput label={t('calendar.times')} value={times} min={2} max={MOST_IN_SERIES} allowDecimal={false} onChange={setTimes} />}
        <SeriesNote first={dateOfWall(stop.at)} repeat={repeatOf(repeats, Number(every), Number(times))} />
        <Button type="submit" loading={placing.busy}>{t('calendar.book')}</Button>
      </form>
    </Panel>
  );
}

function repeatOf(repeats: Repeats, every: number, times: number): Booking['repeat'] {
  const count = Math.max(2, Math.min(MOST_IN_SERIES, Math.round(times) || 2));
  switch (repeats) {
    case 'never': return undefined;
    case 'week': return { unit: 'week', every: 1, count, until: null };
    case 'fortnight': return { unit: 'week', every: 2, count, until: null };
    case 'month': return { unit: 'month', every: 1, count, until: null };
    case 'year': return { unit: 'month', every: 12, count, until: null };
    case 'days': return { unit: 'day', every: Math.max(1, Math.min(365, Math.round(every) || 1)), count, until: null };
  }
}
