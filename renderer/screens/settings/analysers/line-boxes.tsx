import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnalyserLine } from '#domain/contract/analysers.ts';
import { NumberBox } from '../parts/number-box.tsx';
import { BAUD_RATES, EXAMPLE_PATH, FLOWS, formOf, FORMS, HOSTS, withForm } from './analyser-draft.ts';

interface Props {
  readonly line: AnalyserLine;
  readonly pathMissing: boolean;
  readonly onChange: (line: AnalyserLine) => void;
}

/** Only the boxes that a kind of line needs. */
export function LineBoxes({ line, pathMissing, onChange }: Props) {
  const { t } = useTranslation();
  if (line.kind === 'tcp') {
    return (
      <>
        <NumberBox label={t('analysers.port')} description={t('analysers.port-about')} value={line.port} min={1} max={65_535} onChange={(port) => onChange({ ...line, port })} />
        <NativeSelect
          label={t('analysers.reach')} value={line.host} onChange={(event) => onChange({ ...line, host: event.currentTarget.value })}
          data={[...new Set([...HOSTS, line.host])].map((host) => ({ value: host, label: t(`analysers.host.${hostKey(host)}`, { host }) }))}
        />
      </>
    );
  }
  return (
    <>
      <TextInput
        label={t('analysers.path')} value={line.path} maxLength={400} dir="ltr" placeholder={EXAMPLE_PATH} spellCheck={false} autoComplete="off"
        error={pathMissing ? t('errors.invalid.empty') : undefined} onChange={(event) => onChange({ ...line, path: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('analysers.baud')} value={String(line.line.baudRate)} data={BAUD_RATES.map(String)}
        onChange={(event) => onChange({ ...line, line: { ...line.line, baudRate: Number(event.currentTarget.value) } })}
      />
      <NativeSelect
        label={t('analysers.form')} value={formOf(line.line)} data={[...FORMS]} onChange={(event) => onChange({ ...line, line: withForm(line.line, event.currentTarget.value) })}
      />
      <NativeSelect
        label={t('analysers.flow')} value={line.line.flow} data={FLOWS.map((flow) => ({ value: flow, label: t(`printers.flow.${flow}`) }))}
        onChange={(event) => onChange({ ...line, line: { ...line.line, flow: FLOWS.find((flow) => flow === event.currentTarget.value) ?? 'none' } })}
      />
    </>
  );
}

const hostKey = (host: string): 'here' | 'network' | 'address' => (host === HOSTS[0] ? 'here' : host === HOSTS[1] ? 'network' : 'address');
