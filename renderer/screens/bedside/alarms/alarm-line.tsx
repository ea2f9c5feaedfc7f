import { IconBellRinging, IconBellCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AlarmView } from '#domain/contract/bedside.ts';
import { ltr } from '#renderer/text/ltr.ts';
import { measureName } from '../measure-words.ts';
import { useUnits } from '../use-units.ts';
import { shownValue } from '../../chart/signs.ts';
import { unitOfCode } from '../measure-units.ts';
import classes from './alarm-line.module.css';

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

/** An alarm as a sentence. */
export function useAlarmWords(): (alarm: AlarmView) => string {
  const { t } = useTranslation();
  const units = useUnits();
  return (alarm) => {
    const written = (value: number | null): string => {
      if (value === null) return '–';
      const shown = shownValue(alarm.code, value, unitOfCode(alarm.code), units);
      return ltr(`${shown.value} ${shown.unit}`.trim());
    };
    return t(`bedside.alarm.${alarm.cause}`, { name: measureName(alarm.code, t), value: written(alarm.value), limit: written(alarm.limit) });
  };
}
