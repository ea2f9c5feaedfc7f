import { Loader } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { startSitting, useSitting } from '#renderer/session/session.ts';
import { startKeys } from '#renderer/parts/actions.ts';
import { LoadBoundary } from '#renderer/parts/load-boundary.tsx';
import { useAfterPaint } from '#renderer/parts/after-paint.ts';
import { SignIn } from '#renderer/screens/sign-in/sign-in.tsx';
import { Look } from '#renderer/theme/look.tsx';
import { assertNever } from '#domain/kit/assert-never.ts';
import { loadDesk, loadRemoved, loadSetup, loadToasts, loadUnreachable } from './later.ts';
import classes from './shell.module.css';

const DeskShell = lazy(loadDesk);
const Removed = lazy(loadRemoved);
const Setup = lazy(loadSetup);
const Toasts = lazy(loadToasts);
const Unreachable = lazy(loadUnreachable);

/**
 * The program in one window, from the first run to the desk.
 * @param sitting what `startSitting` gave
 */
export function App({ sitting }: { readonly sitting: Promise<void> }) {
  const painted = useAfterPaint();
  useEffect(() => startKeys(), []);
  // While somebody looks for their name the desk comes in; signing in then waits for nothing.
  useEffect(() => { if (painted) loadDesk().catch(() => undefined); }, [painted]);
  return (
    <Look>
      <LoadBoundary part="window" place=""><Suspense fallback={<Starting />}><Window first={sitting} /></Suspense></LoadBoundary>
      {painted ? <Suspense fallback={null}><Toasts /></Suspense> : null}
    </Look>
  );
}

function Window({ first }: { readonly first: Promise<void> }) {
  const sitting = useSitting();
  const [attempt, setAttempt] = useState(first);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    attempt.catch(() => setFailed(true));
  }, [attempt]);
  if (failed && sitting.phase === 'starting') {
    return <Unreachable onRetry={() => { setFailed(false); setAttempt(startSitting()); }} />;
  }
  switch (sitting.phase) {
    case 'starting': return <Starting />;
    case 'setup': return <Setup suggestedZone={sitting.suggestedZone} suggestedLanguage={sitting.suggestedLanguage} arriving={sitting.arriving} />;
    case 'removed': return <Removed />;
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
