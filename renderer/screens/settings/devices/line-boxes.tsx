import { Checkbox, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PortSettings } from '#domain/contract/devices.ts';
import own from './devices.module.css';

const BAUD_RATES = [300, 600, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400];
const PARITIES = ['none', 'even', 'odd'] as const;
const FLOWS = ['none', 'rtscts', 'xonxoff'] as const;

interface Props {
  readonly settings: PortSettings;
  readonly onChange: (settings: PortSettings) => void;
}

/** How the line is opened: as the device's manual says. */
export function LineBoxes({ settings, onChange }: Props) {
  const { t } = useTranslation();
  const { line } = settings;
  const change = (part: Partial<PortSettings['line']>): void => onChange({ ...settings, line: { ...line, ...part } });
  const rates = BAUD_RATES.includes(line.baudRate) ? BAUD_RATES : [line.baudRate, ...BAUD_RATES];
  return (
    <div className={own.pair}>
      <NativeSelect label={t('devices.line.baud')} value={String(line.baudRate)} data={rates.map(String)} onChange={(event) => change({ baudRate: Number(event.currentTarget.value) })} />
      <NativeSelect label={t('devices.line.data')} value={String(line.dataBits)} data={['7', '8']} onChange={(event) => change({ dataBits: event.currentTarget.value === '7' ? 7 : 8 })} />
      <NativeSelect
        label={t('devices.line.parity')} value={line.parity} data={PARITIES.map((parity) => ({ value: parity, label: t(`devices.parity.${parity}`) }))}
        onChange={(event) => change({ parity: PARITIES.find((parity) => parity === event.currentTarget.value) ?? 'none' })}
      />
      <NativeSelect label={t('devices.line.stop')} value={String(line.stopBits)} data={['1', '2']} onChange={(event) => change({ stopBits: event.currentTarget.value === '2' ? 2 : 1 })} />
      <NativeSelect
        label={t('devices.line.flow')} value={line.flow} data={FLOWS.map((flow) => ({ value: flow, label: t(`printers.flow.${flow}`) }))}
        onChange={(event) => change({ flow: FLOWS.find((flow) => flow === event.currentTarget.value) ?? 'none' })}
      />
      <Checkbox label={t('devices.line.dtr')} checked={settings.dtr} onChange={(event) => onChange({ ...settings, dtr: event.currentTarget.checked })} />
      <Checkbox label={t('devices.line.rts')} checked={settings.rts} onChange={(event) => onChange({ ...settings, rts: event.currentTarget.checked })} />
    </div>
  );
}
