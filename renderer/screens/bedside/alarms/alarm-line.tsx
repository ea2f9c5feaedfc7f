import { IconBellRinging, IconBellCheck } from '@tabler/icons-react';
import type { AlarmView } from '#domain/contract/bedside.ts';
import classes from './alarm-line.module.css';
import { useAlarmWords } from './alarm-words.ts';

/** One alarm in words: `SpO₂ 86 % – below 92 %`. */
export function AlarmLine({ alarm }: { readonly alarm: AlarmView }) {
  const words = useAlarmWords();
  const isOpen = alarm.endedAt === null && alarm.acknowledgedAt === null;
  const Picture = isOpen ? IconBellRinging : IconBellCheck;
  return (
    <span className={classes.alarm} data-open={isOpen || undefined}>
      <Picture size={16} aria-hidden />
      <span>{words(alarm)}</span>
    </span>
  );
}
