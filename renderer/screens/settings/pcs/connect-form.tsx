import { Button, TextInput } from '@mantine/core';
import { useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { CertificateQuestion } from '#renderer/parts/certificate-question.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { aboutBox } from '#renderer/parts/server-fault.ts';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { Group } from '../parts/page.tsx';
import classes from './pcs.module.css';

const EMPTY = { server: '', code: '', pcName: '' } as const;
type Typed = Readonly<Record<keyof typeof EMPTY, string>>;

/** Names a server for a clinic that worked on one PC until now. Nothing stored changes. */
export function ConnectForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Typed>(EMPTY);
  const connect = useCommand(async (certificate: string) => {
    await client.sync.connect({ ...typed, certificate });
    onDone();
  });
  const problem = useMemo(() => aboutBox(connect.problem), [connect.problem]);
  const errorOf = useFieldError(problem);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void connect.run('');
  };
  const shown = connect.problem?.code === 'SERVER' ? connect.problem.certificate : undefined;
  const box = (field: keyof Typed, ltr: boolean) => (
    <TextInput
      label={t(`sync.connect.${field}`)} description={t(`sync.connect.${field}-hint`)} value={typed[field]} error={errorOf(field)} autoComplete="off" spellCheck={false}
      {...(ltr ? { dir: 'ltr' as const } : {})} onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
    />
  );
  return (
    <form onSubmit={send} noValidate style={{ display: 'grid', gap: 8 }}>
      <Group title={t('sync.connect.title')}>
        {box('server', true)}
        {box('code', true)}
        {box('pcName', false)}
        <div className={classes.connect}>
          <Button type="submit" loading={connect.busy} disabled={typed.server === '' || typed.code === '' || typed.pcName === ''} rightSection={<KeyHint keys="Enter" onAccent />}>{t('sync.connect.send')}</Button>
        </div>
      </Group>
      {shown ? <CertificateQuestion shown={shown} busy={connect.busy} onSame={() => void connect.run(shown.certificate)} /> : null}
      <ProblemNote problem={shown ? undefined : elsewhere(problem, ['server', 'code', 'pcName'])} />
    </form>
  );
}
