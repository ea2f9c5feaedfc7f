import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { usePanel } from '#renderer/session/open-patient.ts';
import { useCan } from '#renderer/session/session.ts';
import { PanelHost } from '#renderer/shell/panel-host.tsx';
import { DeskQueue } from './desk-queue.tsx';
import { Duplicates } from './duplicates.tsx';
import { FirstKeys } from './first-keys.tsx';
import { GivenTokens } from './given-tokens.tsx';
import { useRegistration } from './use-registration.ts';
import { useDuplicates } from './use-duplicates.ts';
import classes from './desk.module.css';

// A third of the people who sign in register nobody: they do not load the form.
const RegisterCard = lazy(() => import('./register-card.tsx').then((m) => ({ default: m.RegisterCard })));

/** Reception's home: registering at the start, who it may already be beside it, and who waits today. */
export function DeskScreen() {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <div className={classes.desk} data-registers={can('queue.issue') || undefined}>
      <h1 className="db-hidden">{t('shell.area.desk')}</h1>
      {can('queue.issue') ? <Registering /> : <Beside />}
      <DeskQueue />
    </div>
  );
}

function Registering() {
  const registration = useRegistration();
  const duplicates = useDuplicates(registration.form);
  const { panel } = usePanel();
  return (
    <>
      <Suspense fallback={<div />}><RegisterCard registration={registration} /></Suspense>
      <div className={classes.beside}>
        {panel ? <PanelHost /> : registration.empty ? <GivenTokens /> : <Duplicates found={duplicates} onTaken={registration.clear} />}
      </div>
    </>
  );
}

function Beside() {
  const { panel } = usePanel();
  return <div className={classes.beside}>{panel ? <PanelHost /> : <FirstKeys />}</div>;
}
