import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { issueOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { CertificateQuestion } from '#renderer/parts/certificate-question.tsx';
import { useFaultFocus } from '#renderer/parts/fault-focus.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { issueText } from '#renderer/parts/problem-text.ts';
import { aboutBox } from '#renderer/parts/server-fault.ts';
import { StepHead } from './step-head.tsx';
import classes from './setup.module.css';

interface Props {
  readonly onJoined: (recoveryKey: string) => void;
  readonly onBack: () => void;
}

/** A further PC takes part in a clinic that is on a server: an address and a code, nothing else. spec: SYN-4 */
export function JoinStep({ onJoined, onBack }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState({ server: '', code: '', pcName: '' });
  const join = useCommand(async (certificate: string) => onJoined((await client.sync.join({ ...typed, certificate })).recoveryKey));
  useAction({ id: 'setup.back', title: t('shell.back'), keys: 'Escape', run: onBack });
  const complete = Object.values(typed).every((text) => text.trim() !== '');
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (complete) void join.run('');
  };
  const problem = useMemo(() => aboutBox(join.problem), [join.problem]);
  useFaultFocus(problem);
  const problemOf = (field: string): string | undefined => {
    const issue = issueOf(problem, field);
    return issue && issueText(issue, t);
  };
  const shown = join.problem?.code === 'SERVER' ? join.problem.certificate : undefined;
  const placed = shown !== undefined || ['server', 'code', 'pcName'].some((field) => problemOf(field) !== undefined);
  return (
    <form className={classes.form} onSubmit={send} noValidate>
      <StepHead title={t('sync.join.title')} hint={t('sync.join.hint')} />
      <TextInput
        label={t('sync.connect.server')} description={t('sync.join.server-hint')} dir="ltr" autoFocus autoComplete="off" spellCheck={false} value={typed.server}
        error={problemOf('server')} onChange={(event) => setTyped({ ...typed, server: event.currentTarget.value })}
      />
      <TextInput
        label={t('sync.connect.code')} description={t('sync.join.code-hint')} dir="ltr" autoComplete="off" spellCheck={false} value={typed.code}
        error={problemOf('code')} onChange={(event) => setTyped({ ...typed, code: event.currentTarget.value })}
      />
      <TextInput
        label={t('sync.connect.pcName')} description={t('sync.connect.pcName-hint')} autoComplete="off" value={typed.pcName} error={problemOf('pcName')}
        onChange={(event) => setTyped({ ...typed, pcName: event.currentTarget.value })}
      />
      {shown ? <CertificateQuestion shown={shown} busy={join.busy} onSame={() => void join.run(shown.certificate)} /> : null}
      <ProblemNote problem={placed ? undefined : problem} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onBack} leftSection={<IconArrowLeft size={16} className="db-flip" aria-hidden />} rightSection={<KeyHint keys="Escape" />}>
          {t('setup.back')}
        </Button>
        <Button type="submit" loading={join.busy} disabled={!complete} rightSection={<KeyHint keys="Enter" onAccent />}>{t('sync.join.send')}</Button>
      </div>
    </form>
  );
}
