import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PrinterTarget } from '#domain/contract/printing.ts';
import { NumberBox } from '../parts/number-box.tsx';
import { BAUD_RATES, FLOWS, type missingPlace } from './printer-draft.ts';

interface Props {
  readonly target: PrinterTarget;
  /** The box found empty when saving was tried. */
  readonly missing: ReturnType<typeof missingPlace>;
  readonly onChange: (target: PrinterTarget) => void;
}

/** Only the boxes a printer's kind needs. */
export function TargetBoxes({ target, missing, onChange }: Props) {
  const { t } = useTranslation();
  const box = (field: 'host' | 'path' | 'name' | 'folder', value: string, max: number, placeholder: string, change: (text: string) => PrinterTarget) => (
    <TextInput
      label={t(`printers.field.${field}-${target.kind}`)} value={value} maxLength={max} dir="ltr" placeholder={placeholder} spellCheck={false} autoComplete="off"
      error={missing === field ? t('printers.field-needed') : undefined} onChange={(event) => onChange(change(event.currentTarget.value))}
    />
  );
  switch (target.kind) {
    case 'network': return (
      <>
        {box('host', target.host, 253, '192.168.1.50', (host) => ({ ...target, host }))}
        <NumberBox label={t('printers.field.port')} value={target.port} min={1} max={65_535} onChange={(port) => onChange({ ...target, port })} />
      </>
    );
    case 'serial': return (
      <>
        {box('path', target.path, 300, 'COM3', (path) => ({ ...target, path }))}
        <NativeSelect
          label={t('printers.field.baud')} value={String(target.baudRate)} data={BAUD_RATES.map(String)}
          onChange={(event) => onChange({ ...target, baudRate: Number(event.currentTarget.value) })}
        />
        <NativeSelect
          label={t('printers.field.flow')} value={target.flow} data={FLOWS.map((flow) => ({ value: flow, label: t(`printers.flow.${flow}`) }))}
          onChange={(event) => onChange({ ...target, flow: FLOWS.find((flow) => flow === event.currentTarget.value) ?? 'none' })}
        />
      </>
    );
    case 'device': return box('path', target.path, 300, '/dev/usb/lp0', (path) => ({ ...target, path }));
    case 'system': return box('name', target.name, 300, 'TM-T20', (name) => ({ ...target, name }));
    case 'pdf': return box('folder', target.folder, 1000, '/srv/prints', (folder) => ({ ...target, folder }));
    default: return target satisfies never;
  }
}
