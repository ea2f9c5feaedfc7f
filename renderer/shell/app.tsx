import { Loader } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { startSitting, useSitting } from '#renderer/session/session.ts';
import { startKeys } from '#renderer/parts/actions.ts';
import { Toasts } from '#renderer/parts/toasts.tsx';
import { SignIn } from '#renderer/screens/sign-in/sign-in.tsx';
import { Look } from '#renderer/theme/look.tsx';
import { assertNever } from '#domain/kit/assert-never.ts';
import { DeskShell } from './desk-shell.tsx';
import { Unreachable } from './unreachable.tsx';
import classes from './shell.module.css';

const Setup = lazy(() => import('#renderer/screens/setup/setup.tsx').then((m) => ({ default: m.Setup })));

/** The program in one window, from the first run to the desk. */
export function App() {
  useEffect(() => startKeys(), []);
  return (
    <Look>
      <Suspense fallback={<Starting />}><Window /></Suspense>
      <Toasts />
    </Look>
  );
}

function Window() {
  const sitting = useSitting();
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    startSitting().catch(() => setFailed(true));
  }, [round]);
  if (failed && sitting.phase === 'starting') {
    return <Unreachable onRetry={() => { setFailed(false); setRound(round + 1); }} />;
  }
  switch (sitting.phase) {
    case 'starting': return <Starting />;
    case 'setup': return <Setup suggestedZone={sitting.suggestedZone} suggestedLanguage={sitting.suggestedLanguage} />;
    case 'signed-out': return <SignIn />;
    case 'locked': return <SignIn lockedPerson={sitting.person} />;
    case 'signed-in': return <DeskShell key={sitting.person.id} person={sitting.person} />;
    default: return assertNever(sitting);
  }
}

function Starting() {
  const { t } = useTranslation();
  return <div className={classes.starting} role="status" aria-label={t('everywhere.loading')}><Loader type="dots" /></div>;
}
