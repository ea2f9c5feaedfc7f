import { IconDeviceWatch, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeviceView } from '#domain/contract/devices.ts';
import { shownValue } from '#domain/record/shown-value.ts';
import { Name } from '#renderer/parts/name.tsx';
import { measureName } from '../measure-words.ts';
import { useUnits } from '../use-units.ts';
import classes from './tile.module.css';

interface Props {
  readonly device: DeviceView;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onGive: () => void;
}

/** A device that nobody has yet: what it is, and what it says, so that one sees which of two it is. */
export function DeviceTile({ device, selected, onSelect, onGive }: Props) {
  const { t } = useTranslation();
  const units = useUnits();
  const works = device.state === 'on' || device.state === 'listening' || device.state === 'opening';
  const Picture = works ? IconDeviceWatch : IconPlugConnectedX;
  return (
    <button
      type="button" className={`${classes.tile} ${classes.device}`} data-open data-device={device.id} data-selected={selected || undefined} aria-current={selected ? 'true' : undefined}
      onClick={() => { onSelect(); onGive(); }} onFocus={onSelect}
    >
      <span className={classes.head}><Picture size={18} aria-hidden /><span className={classes.deviceName}><Name>{device.name}</Name></span></span>
      <span className={classes.mark}>{t(`devices.family.${device.family}`)} · <bdi>{device.maker}</bdi> · {t(`devices.mark.${device.mark}`)}</span>
      <span className={works ? classes.state : classes.trouble}>{t(`devices.state.${device.state}`)}</span>
      <span className={classes.deviceValues}>
        {device.values.filter(({ value, stale }) => value !== null && !stale).map(({ code, value, unit }) => {
          const shown = shownValue(code, value ?? 0, unit, units);
          return <span key={code}><small>{measureName(code, t)}</small> <bdi dir="ltr">{shown.value} <small>{shown.unit}</small></bdi></span>;
        })}
      </span>
      <span className={classes.foot}>{t('bedside.nobody-has-it')}</span>
    </button>
  );
}
