import { useEffect, useRef, type MouseEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText, minuteOfWall, wallAt } from '#domain/calendar/wall.ts';
import type { Appointment } from '#domain/contract/calendar.ts';
import classes from './calendar.module.css';
import { nearestStop, type Column, type Range, type Stop } from './columns.ts';
import { Item } from './item.tsx';
import { useDragging } from './use-dragging.ts';

export interface Cursor { readonly column: number; readonly at: number }

interface Props {
  readonly columns: readonly Column[];
  readonly range: Range;
  readonly cursor: Cursor | undefined;
  /** What the clinic's clock shows. */
  readonly now: number;
  readonly label: string;
  /** Read out as the cursor moves. */
  readonly here: string;
  readonly chosenId: string | undefined;
  readonly mayMove: boolean;
  readonly onStop: (column: number, stop: Stop) => void;
  readonly onOpen: (column: number, appointment: Appointment) => void;
  readonly onDrop: (appointment: Appointment, stop: Stop) => void;
}

/** The hours of the day from top to bottom, beside each other for everybody who receives. */
export function Grid({ columns, range, cursor, now, label, here, chosenId, mayMove, onStop, onOpen, onDrop }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const hours = Array.from({ length: (range.to - range.from) / 60 }, (_, index) => range.from + index * 60);
  const height = (range.to - range.from) * range.perMinute;
  const stopAt = (event: { readonly clientX: number; readonly clientY: number }): { column: number; stop: Stop } | undefined => {
    const body = document.elementsFromPoint(event.clientX, event.clientY).find((each) => each instanceof HTMLElement && each.dataset['column'] !== undefined);
    if (!(body instanceof HTMLElement)) return undefined;
    const index = Number(body.dataset['column']);
    const minute = range.from + (event.clientY - body.getBoundingClientRect().top) / range.perMinute;
    const column = columns[index];
    const inside = column?.stops.findLast(({ at }) => at <= wallAt(column.date, Math.floor(minute)));
    const stop = inside ?? nearestStop(column, Math.floor(minute));
    return stop && { column: index, stop };
  };
  const dragging = useDragging((appointment, event) => {
    const target = stopAt(event);
    if (target) onDrop(appointment, target.stop);
  });
  useEffect(() => {
    frame.current?.querySelector('[data-cursor]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [cursor?.column, cursor?.at]);
  const shown = chosenId !== undefined && columns.some(({ items }) => items.some(({ appointment }) => appointment.id === chosenId));
  useEffect(() => {
    if (shown) frame.current?.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown, chosenId]);
  const press = (event: MouseEvent): void => {
    // The keys of the calendar go on working after a click.
    event.preventDefault();
    frame.current?.focus();
  };
  const choose = (event: MouseEvent): void => {
    if (dragging.justDropped()) return;
    const target = stopAt(event);
    if (!target) return;
    const item = event.target instanceof Element ? event.target.closest('[data-item]') : null;
    const appointment = columns[target.column]?.items.find((each) => each.appointment.id === item?.getAttribute('data-item'))?.appointment;
    if (appointment) onOpen(target.column, appointment);
    else onStop(target.column, target.stop);
  };
  const begin = (appointment: Appointment) => (event: PointerEvent): void => { if (mayMove) dragging.begin(appointment, event); };
  return (
    <div ref={frame} className={classes.frame} tabIndex={0} role="group" aria-label={label} onMouseDown={press} onClick={choose}>
      <div className="db-hidden" role="status">{here}</div>
      <div className={classes.grid} style={{ gridTemplateColumns: `${AXIS}px repeat(${columns.length}, minmax(0, 1fr))`, minInlineSize: AXIS + columns.length * (columns.length > A_WEEK ? NARROWEST : NARROWEST_OF_WEEK) }}>
        <div className={classes.corner} />
        {columns.map(({ key, title, date }, index) => (
          <div key={key} className={classes.columnHead} data-here={index === cursor?.column || undefined} data-today={date === todayOf(now) || undefined}><bdi>{title}</bdi></div>
        ))}
        <div className={classes.axis} style={{ height }} aria-hidden>
          {hours.map((minute) => <span key={minute} className={classes.hour} style={{ insetBlockStart: (minute - range.from) * range.perMinute }}>{clockText(minute)}</span>)}
        </div>
        {columns.map((column, index) => (
          <ColumnBody
            key={column.key} column={column} index={index} range={range} height={height} cursorAt={index === cursor?.column ? cursor.at : undefined} now={now} chosenId={chosenId}
            draggedId={dragging.dragged?.id} onGrab={begin}
          />
        ))}
      </div>
      {dragging.dragged ? <div className={classes.ghost} style={{ left: dragging.x, top: dragging.y }}><bdi>{dragging.dragged.name}</bdi></div> : null}
    </div>
  );
}

/** Pixels. A week's days stand beside each other even with a panel at their side; of twenty doctors each keeps room for a name. */
const [AXIS, NARROWEST, NARROWEST_OF_WEEK] = [56, 144, 116];
const A_WEEK = 7;

const todayOf = (now: number): string => new Date(now * 60_000).toISOString().slice(0, 10);

interface BodyProps {
  readonly column: Column;
  readonly index: number;
  readonly range: Range;
  readonly height: number;
  readonly cursorAt: number | undefined;
  readonly now: number;
  readonly chosenId: string | undefined;
  readonly draggedId: string | undefined;
  readonly onGrab: (appointment: Appointment) => (event: PointerEvent) => void;
}

function ColumnBody({ column, index, range, height, cursorAt, now, chosenId, draggedId, onGrab }: BodyProps) {
  const { t } = useTranslation();
  const first = wallAt(column.date, range.from);
  const last = wallAt(column.date, range.to);
  const box = (start: number, minutes: number) => {
    const [from, to] = [Math.max(start, first), Math.min(start + minutes, last)];
    return { insetBlockStart: (from - first) * range.perMinute, blockSize: Math.max(0, to - from) * range.perMinute };
  };
  const cursorStop = column.stops.find(({ at }) => at === cursorAt);
  return (
    <div className={classes.column} data-column={index} style={{ height }}>
      {column.openings.map((each) => <div key={`o${each.start}`} className={classes.opening} style={box(each.start, each.end - each.start)} aria-hidden />)}
      {column.stops.filter(({ open }) => open).map((stop) => (
        <div key={stop.at} className={classes.slot} data-full={stop.places === 0 || undefined} data-past={stop.at + stop.minutes <= now || undefined} style={box(stop.at, stop.minutes)} aria-hidden>
          <span>{clockText(minuteOfWall(stop.at))}</span>
        </div>
      ))}
      {column.closings.map((each) => (
        <div key={`c${each.start}`} className={classes.closing} style={box(each.start, each.end - each.start)}>
          <span className={classes.closingWord}>{t(`calendar.closed.${each.kind}`)}{each.note === null ? '' : <> · <bdi>{each.note}</bdi></>}</span>
        </div>
      ))}
      {column.items.map(({ appointment, start, lane, lanes }) => (
        <Item
          key={appointment.id} appointment={appointment} chosen={appointment.id === chosenId} dragged={appointment.id === draggedId} late={start + 15 < now} tall={appointment.minutes * range.perMinute >= 36} onGrab={onGrab(appointment)}
          style={{ ...box(start, appointment.minutes), insetInlineStart: `${(lane / lanes) * 100}%`, inlineSize: `${100 / lanes}%` }}
        />
      ))}
      {cursorStop ? <div className={classes.cursor} data-cursor style={box(cursorStop.at, cursorStop.minutes)} aria-hidden /> : null}
      {now >= first && now < last ? <div className={classes.now} style={{ insetBlockStart: (now - first) * range.perMinute }} aria-hidden /> : null}
    </div>
  );
}
