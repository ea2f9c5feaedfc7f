import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { NewSecret } from '../programs/new-secret.tsx';
import classes from '../parts/page.module.css';
import own from './devices.module.css';

/** Adds a sensor that sends its readings over the network. Its secret is seen once. spec: VIT-6 */
export function SensorForm() {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [made, setMade] = useState<{ name: string; secret: string }>();
  const add = useCommand(async () => {
    const { device, secret } = await client.devices.addSensor({ name: name.trim() });
    setMade({ name: device.name, secret });
    setName('');
  });
  return (
    <div className={own.adding}>
      <p className={classes.dim}>{t('devices.sensors-hint')}</p>
      <div className={own.line}>
        <TextInput
          label={t('devices.sensor-name')} value={name} maxLength={100} className={own.grow ?? ''} onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => { if (event.key === 'Enter' && name.trim() !== '') void add.run(); }}
        />
        <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} disabled={name.trim() === ''} loading={add.busy} onClick={() => { void add.run(); }}>{t('devices.add-sensor')}</Button>
      </div>
      <ProblemNote problem={add.problem} />
      {made ? (
        <>
          <NewSecret name={made.name} secret={made.secret} onClose={() => setMade(undefined)} />
          <p className={classes.dim}>{t('devices.sensor-example')}</p>
          <pre className={own.example} dir="ltr" tabIndex={0}>{exampleFor(made.secret)}</pre>
        </>
      ) : null}
    </div>
  );
}

/** One reading, as any program can send it. */
function exampleFor(secret: string): string {
  const origin = location.protocol.startsWith('http') ? location.origin : 'http://127.0.0.1:4810';
  return [
    `curl -X POST ${origin}/api/sensors/readings \\`,
    `  -H 'Authorization: Bearer ${secret}' -H 'Content-Type: application/json' \\`,
    `  -d '{"readings":[{"id":"1","measures":{"spo2":97,"pulse":72}}]}'`,
  ].join('\n');
}
