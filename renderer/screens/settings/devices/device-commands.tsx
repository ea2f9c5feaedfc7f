import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DeviceView } from '#domain/contract/devices.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import classes from '../parts/page.module.css';
import own from './devices.module.css';

/** What a device can be asked to do. */
export function DeviceCommands({ device }: { readonly device: DeviceView }) {
  const { t } = useTranslation();
  const write = useCan()('bedside.write');
  const tell = useCommand((command: DeviceView['commands'][number]) => client.devices.tell({ deviceId: device.id, command }));
  if (device.commands.length === 0 || !write) return null;
  return (
    <div className={own.ports}>
      {device.commands.map((command) => (
        <Button key={command} size="xs" variant="default" disabled={tell.busy} onClick={() => { void tell.run(command); }}>{t(`devices.command.${command}`)}</Button>
      ))}
      {device.work === 'idle' ? null : <span className={classes.dim} role="status">{t(`devices.work.${device.work}`)} <bdi dir="ltr">{device.workCode ?? ''}</bdi></span>}
      <ProblemNote problem={tell.problem} />
    </div>
  );
}
