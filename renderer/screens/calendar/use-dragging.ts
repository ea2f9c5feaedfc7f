import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from 'react';
import type { Appointment } from '#domain/contract/calendar.ts';

interface Dragging {
  readonly dragged: Appointment | undefined;
  readonly x: number;
  readonly y: number;
  readonly begin: (appointment: Appointment, event: ReactPointerEvent) => void;
  /** Whether the click that follows belongs to a drop. */
  readonly justDropped: () => boolean;
}

/** A press that moves no further than this is a click. */
const SLACK_PX = 6;

/** Drags an appointment with mouse, pen or finger; Escape lets it go where it was. */
export function useDragging(onDrop: (appointment: Appointment, event: PointerEvent) => void): Dragging {
  const [at, setAt] = useState<{ readonly appointment: Appointment; readonly x: number; readonly y: number }>();
  const drop = useRef(onDrop);
  useEffect(() => { drop.current = onDrop; });
  const stop = useRef<() => void>(undefined);
  const dropped = useRef(false);
  useEffect(() => () => stop.current?.(), []);
  const begin = (appointment: Appointment, { button, clientX, clientY }: ReactPointerEvent): void => {
    if (button !== 0) return;
    stop.current?.();
    dropped.current = false;
    let far = false;
    const listening = new AbortController();
    const end = (): void => {
      listening.abort();
      setAt(undefined);
    };
    stop.current = end;
    const options = { signal: listening.signal };
    window.addEventListener('pointermove', (event) => {
      far ||= Math.hypot(event.clientX - clientX, event.clientY - clientY) > SLACK_PX;
      if (far) setAt({ appointment, x: event.clientX, y: event.clientY });
    }, options);
    window.addEventListener('pointerup', (event) => {
      end();
      dropped.current = far;
      if (far) drop.current(appointment, event);
    }, options);
    window.addEventListener('pointercancel', end, options);
    window.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      end();
    }, { ...options, capture: true });
  };
  return {
    dragged: at?.appointment, x: at?.x ?? 0, y: at?.y ?? 0, begin,
    justDropped: () => {
      const was = dropped.current;
      dropped.current = false;
      return was;
    },
  };
}
