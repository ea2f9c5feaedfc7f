import { Button, Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#domain/contract/calendar.ts';
import { useAction, type Action } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import type { MarkedLine } from '#renderer/parts/marked-line.ts';
import { Phone } from '#renderer/parts/phone.tsx';
import { navigate } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './calendar.module.css';
import { spanOf } from './calendar-words.ts';
import { useProviders } from './use-calendar.ts';

export type Marks = Pick<MarkedLine, 'key' | 'mark'>;

interface TableProps {
  /** The list it stands in, which is part of each line's key. */
  readonly list: string;
  readonly appointments: readonly Appointment[];
  readonly marks: Marks;
  readonly tools: (appointment: Appointment, marked: boolean) => ReactNode;
  /** Of lines that are ticked for one step together. */
  readonly ticks?: Ticks;
}

export interface Ticks {
  readonly has: (id: string) => boolean;
  readonly tick: (id: string, on: boolean) => void;
}

/** An appointment may stand in several lists. */
export const lineKey = (list: string, id: string): string => `${list}:${id}`;

/** Opens an appointment in the calendar of its day. */
export const openAppointment = ({ id, starts }: Appointment): void => navigate('calendar', 'day', starts.slice(0, 10), id);

export function AttentionTable({ list, appointments, marks, tools, ticks }: TableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = new Map(useProviders().map(({ id, name }) => [id, name]));
  const mayBook = useCan()('appointments.book');
  return (
    <table className={classes.table}>
      <thead><tr>{ticks ? <th scope="col"><span className="db-hidden">{t('calendar.many.column')}</span></th> : null}{(['who', 'when', 'with', 'phone', 'do'] as const).map((column) => <th key={column} scope="col">{t(`calendar.column.${column}`)}</th>)}</tr></thead>
      <tbody>
        {appointments.map((each) => {
          const key = lineKey(list, each.id);
          const marked = key === marks.key;
          return (
            <Line key={each.id} lineKey={key} marks={marks}>
              {ticks ? <td className={classes.tick}><Tick name={each.name} on={ticks.has(each.id)} onTick={(on) => ticks.tick(each.id, on)} /></td> : null}
              <th scope="row">
                <button type="button" className={classes.link} onClick={() => openAppointment(each)}><bdi>{each.name}</bdi></button>
                {marked ? <LineKey action={{ id: 'calendar.line.open', title: t('calendar.do.open'), keys: 'Enter', run: () => openAppointment(each) }} /> : null}
              </th>
              <td>{format.date(each.starts.slice(0, 10))}{t('everywhere.comma')}<span dir="ltr">{spanOf(each)}</span></td>
              <td><bdi>{names.get(each.providerId)}</bdi></td>
              <td>{each.phone === null ? null : <Phone>{each.phone}</Phone>}</td>
              <td className={classes.tools}>{mayBook ? tools(each, marked) : null}</td>
            </Line>
          );
        })}
      </tbody>
    </table>
  );
}

function Tick({ name, on, onTick }: { readonly name: string; readonly on: boolean; readonly onTick: (on: boolean) => void }) {
  const { t } = useTranslation();
  return <Checkbox checked={on} aria-label={`${t('calendar.many.mark')} ${name}`} onChange={(event) => onTick(event.currentTarget.checked)} />;
}

/** A line that is marked by the arrows, by a click in it, and by whatever in it is focused. */
export function Line({ lineKey: key, marks, children }: { readonly lineKey: string; readonly marks: Marks; readonly children: ReactNode }) {
  const marked = key === marks.key;
  const mark = (): void => marks.mark(key);
  return <tr className={classes.line} data-marked={marked || undefined} aria-current={marked || undefined} onMouseDown={mark} onFocus={mark}>{children}</tr>;
}

/** Makes an action the key's as long as its line is the marked one. */
export function LineKey({ action }: { readonly action: Action }) {
  useAction(action);
  return null;
}

interface ButtonProps {
  readonly action: Action & { readonly keys: string };
  /** Whose it is, for those who do not see the line. */
  readonly about: string;
  readonly marked: boolean;
  readonly primary?: boolean;
}

/** A button of a line; its key is shown and works while the line is marked. */
export function LineButton({ action, about, marked, primary = false }: ButtonProps) {
  return (
    <span className={classes.lineTool}>
      <span className={classes.lineHint} data-shown={marked || undefined}><KeyHint keys={action.keys} /></span>
      <Button size="compact-sm" {...(primary ? {} : { variant: 'default' })} onClick={action.run} {...(marked ? { 'aria-keyshortcuts': ariaKeys(action.keys) } : {})}>
        {action.title}<span className="db-hidden">{` ${about}`}</span>
      </Button>
      {marked ? <LineKey action={action} /> : null}
    </span>
  );
}
