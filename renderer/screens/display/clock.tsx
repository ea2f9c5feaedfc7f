import { useEffect, useState } from 'react';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './display.module.css';

/** The time on the wall. */
export function Clock() {
  const format = useFormat();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <time className={classes.clock} dateTime={new Date(now).toISOString()}>{format.time(now)}</time>;
}
