import { Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DeviceView, DriverView } from '#domain/contract/devices.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useCan } from '#renderer/session/session.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { DeviceCommands } from './device-commands.tsx';
import { DeviceLog } from './device-log.tsx';
import { DeviceState } from './device-state.tsx';
import { LineBoxes } from './line-boxes.tsx';
import { MappingBoxes } from './mapping-boxes.tsx';
import { draftOfMapping, mappingToSend } from './mapping-draft.ts';
import classes from '../parts/page.module.css';

interface Props {
  readonly device: DeviceView;
  readonly drivers: readonly DriverView[];
  readonly onClose: () => void;
}

/** The driver whose lines are described by whoever built the device. */
const MAPPED = 'mapped-lines';

/** One device: name, port, line, and what happened to it. */
export function DevicePanel({ device, drivers, onClose }: Props) {
  const { t } = useTranslation();
  const manage = useCan()('devices.manage');
  const stored = { name: device.name, path: device.path ?? '', settings: device.settings, active: device.active, mapping: draftOfMapping(device.mapping) };
  const kept = useDraft(`device:${device.id}`, device.name, stored);
  const { value: draft, changed, set } = kept;
  const driver = drivers.find(({ id }) => id === device.driver);
  const save = useCommand(async () => {
    const { settings, mapping: typed, ...others } = changed;
    const mapping = typed && mappingToSend(typed);
    await client.devices.update({ deviceId: device.id, ...others, ...(settings ? { settings } : {}), ...(mapping ? { mapping } : {}) });
    toast('done', t('devices.saved', { name: isolated(draft.name.trim()) }));
    kept.discard();
    onClose();
  });
  const remove = useCommand(async () => {
    await client.devices.remove({ deviceId: device.id });
    toast('done', t('devices.removed', { name: isolated(device.name) }));
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  return (
    <SidePanel title={device.name} onClose={onClose} onSubmit={() => { void save.run(); }} busy={save.busy} draft={kept}>
      <ProblemNote problem={elsewhere(save.problem, ['name', 'path'])} />
      <DeviceState state={device.state} />
      <p className={classes.dim}><bdi>{device.maker}</bdi> <bdi>{driver?.models.join(', ') ?? ''}</bdi> · {t(`devices.mark.${device.mark}`)}</p>
      <DeviceCommands device={device} />
      <TextInput label={t('devices.name')} value={draft.name} maxLength={100} error={errorOf('name')} onChange={(event) => set({ name: event.currentTarget.value })} />
      {device.transport === 'serial' ? (
        <TextInput label={t('devices.path')} value={draft.path} maxLength={400} dir="ltr" spellCheck={false} autoComplete="off" error={errorOf('path')} onChange={(event) => set({ path: event.currentTarget.value })} />
      ) : null}
      {draft.settings === null ? null : <LineBoxes settings={draft.settings} onChange={(settings) => set({ settings })} />}
      {device.driver === MAPPED ? <MappingBoxes mapping={draft.mapping} onChange={(mapping) => set({ mapping })} /> : null}
      <Switch label={t('devices.in-use')} checked={draft.active} onChange={(event) => set({ active: event.currentTarget.checked })} />
      {manage ? (
        <ConfirmButton
          size="xs" color="red" variant="light" label={t('devices.remove')} question={t('devices.remove-question', { name: isolated(device.name) })} confirm={t('devices.remove')}
          busy={remove.busy} onConfirm={() => { void remove.run(); }}
        />
      ) : null}
      <ProblemNote problem={remove.problem} />
      <DeviceLog deviceId={device.id} />
    </SidePanel>
  );
}
