import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconEar, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DriverView, Recognised } from '#domain/contract/devices.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { forgetHearing, listen, useNewPorts } from '../../bedside/new-ports.ts';
import { HearingWords } from '../../bedside/tiles/port-tile.tsx';
import { CandidateList } from './candidate-list.tsx';
import own from './devices.module.css';
import classes from '../parts/page.module.css';

/** Ports as Linux and Windows name them. */
const PATHS = '/dev/ttyUSB0, COM12';

interface Props {
  readonly drivers: readonly DriverView[];
  readonly onAdded: (deviceId: string) => void;
}

/** Adds a device: a port from the list or typed, listened to without a byte being sent, and the driver chosen by a person. */
export function NewPorts({ drivers, onAdded }: Props) {
  const { t } = useTranslation();
  const { data } = useLive('devices.ports', () => client.devices.ports({ all: true }), ['bedside']);
  const { hearings } = useNewPorts();
  const [path, setPath] = useState('');
  const [driverId, setDriverId] = useState('');
  const wanted = path.trim();
  const hearing = hearings[wanted];
  const isNamed = hearing?.state === 'heard' && hearing.result.candidates.length > 0;
  const free = data?.ports.filter(({ deviceId }) => deviceId === null) ?? [];
  const add = useCommand(async (driver: DriverView, settings: Recognised['candidates'][number]['settings'] | undefined) => {
    const name = `${driver.maker} ${driver.models[0] ?? ''}`.trim();
    const device = await client.devices.add({ name, path: wanted, driver: driver.id, ...(settings === undefined ? {} : { settings }) });
    forgetHearing(wanted);
    setPath('');
    toast('done', t('devices.added', { name: isolated(name) }));
    onAdded(device.id);
  });
  const chosen = drivers.find(({ id }) => id === driverId);
  return (
    <div className={own.adding}>
      <p className={classes.dim}>{t('devices.add-hint')}</p>
      {data?.listing === 'not-possible' ? <p className={classes.dim}>{t('devices.no-listing')}</p> : null}
      {free.length === 0 ? null : (
        <div className={own.ports}>
          {free.map((port) => <Button key={port.path} variant="default" size="sm" aria-pressed={port.path === wanted} onClick={() => setPath(port.path)}><bdi dir="ltr">{port.path}</bdi>{port.maker === null ? '' : ` · ${port.maker}`}</Button>)}
        </div>
      )}
      <div className={own.line}>
        <TextInput
          label={t('devices.path')} description={t('devices.path-hint')} value={path} maxLength={400} dir="ltr" placeholder={PATHS} spellCheck={false} autoComplete="off"
          onChange={(event) => setPath(event.currentTarget.value)} className={own.grow ?? ''}
          onKeyDown={(event) => { if (event.key === 'Enter' && wanted !== '') void listen(wanted); }}
        />
        <ActionButton
          icon={<IconEar size={18} aria-hidden />} busy={hearing?.state === 'listening'}
          action={{ id: 'devices.listen', title: t('bedside.listen'), keys: 'Ctrl+Enter', when: wanted !== '', run: () => { void listen(wanted); } }}
        />
      </div>
      {hearing === undefined || isNamed ? null : <div role="status" className={own.heard}><HearingWords hearing={hearing} /></div>}
      {hearing?.state === 'heard' ? <CandidateList candidates={hearing.result.candidates} busy={add.busy} onChoose={({ driver, settings }) => { void add.run(driver, settings); }} /> : null}
      <div className={own.line}>
        <NativeSelect
          label={t('devices.choose-driver')} description={t('devices.choose-driver-hint')} value={driverId} onChange={(event) => setDriverId(event.currentTarget.value)} className={own.grow ?? ''}
          data={[{ value: '', label: '–' }, ...drivers.map(({ id, maker, models }) => ({ value: id, label: `${maker} ${models.slice(0, 2).join(', ')} (${id})` }))]}
        />
        <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} disabled={chosen === undefined || wanted === ''} loading={add.busy} onClick={() => { if (chosen) void add.run(chosen, undefined); }}>{t('devices.add-this')}</Button>
      </div>
      <ProblemNote problem={add.problem} />
    </div>
  );
}
