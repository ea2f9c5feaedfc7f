import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { followChanges } from '#renderer/api/changes.ts';
import { navigate, useRoute } from '#renderer/router.ts';
import { areas, type Area } from '#renderer/routes.tsx';
import { startAutoLock } from '#renderer/session/auto-lock.ts';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import { homeOf } from '#renderer/session/home.ts';
import { closePanel, usePanel } from '#renderer/session/open-patient.ts';
import { useCan, useCapabilities, useSitting } from '#renderer/session/session.ts';
import { prepareSpeech } from '#renderer/session/speech.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeepTyping } from '#renderer/parts/keep-typing.tsx';
import { LoadBoundary } from '#renderer/parts/load-boundary.tsx';
import { useClinicPlace } from '#renderer/text/use-format.ts';
import type { Person } from '#domain/contract/session.ts';
import { ClockNotes } from './clock-notes.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { KeysHelp } from './keys-help.tsx';
import { Palette } from './palette.tsx';
import { PanelHost } from './panel-host.tsx';
import { PutBackNote } from './put-back-note.tsx';
import { Rail } from './rail.tsx';
import { RoomDialog } from './room-dialog.tsx';
import { TopBar } from './top-bar.tsx';
import { useScans } from './scans.ts';
import classes from './shell.module.css';

/** The desk of somebody who is signed in. */
export function DeskShell({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const can = useCan();
  const route = useRoute();
  const shown = areas.filter((area) => can(area.permission));
  const home = homeOf(can);
  const asked = shown.find(({ id }) => id === route[0]);
  const area = asked ?? shown.find(({ id }) => id === home);
  const training = useCapabilities((state) => state.known?.training ?? false);
  useDeskLife();
  useScans();
  useGoBack(area, home);
  useOnePatient(route);
  return (
    <div className={classes.shell} data-training={training || undefined}>
      <a className={classes.skip} href="#work" onClick={(event) => { event.preventDefault(); document.getElementById('work')?.focus(); }}>
        {t('shell.skip-to-work')}
      </a>
      {training ? <div className={classes.ribbon} role="region" aria-label={t('shell.training-name')}>{t('shell.training')}</div> : null}
      <TopBar person={person} />
      <Rail areas={shown} current={area?.id} />
      <main id="work" className={classes.work} tabIndex={-1}>
        <ConnectionBar />
        <ClockNotes />
        <PutBackNote />
        {area ? <Work key={area.id} area={area} rest={asked ? route.slice(1) : []} /> : null}
      </main>
      <Palette />
      <KeysHelp />
      <RoomDialog />
    </div>
  );
}

function Work({ area, rest }: { readonly area: Area; readonly rest: readonly string[] }) {
  const Screen = area.screen;
  const { panel } = usePanel();
  const [left] = useState(() => document.activeElement);
  return (
    <div className={classes.pane}>
      <div className={classes.screen}>
        <LoadBoundary part={area.id} place={rest.join('/')}><Suspense fallback={null}><KeepTyping left={left}><Screen rest={rest} /></KeepTyping></Suspense></LoadBoundary>
      </div>
      {panel && !area.hostsPanel ? <aside className={classes.panel}><PanelHost /></aside> : null}
    </div>
  );
}

/** What runs as long as somebody sits here: live changes, auto-lock, the voice, the clinic's way to write dates. */
function useDeskLife(): void {
  const settings = useClinicSettings();
  useEffect(() => followChanges(), []);
  useEffect(() => {
    if (!settings) return undefined;
    useClinicPlace.setState({ zone: settings.zone, dateOrder: settings.dateOrder });
    prepareSpeech(settings.announce, settings.languages);
    return startAutoLock(settings.autoLockMinutes);
  }, [settings]);
}

/** Whoever stood in the side panel leaves it when a chart opens, and when another person sits down: two patients side by side get mixed up. */
function useOnePatient([area, patientId]: readonly string[]): void {
  const chart = area === 'patients' ? patientId : undefined;
  useEffect(() => { if (chart !== undefined) closePanel(); }, [chart]);
  useEffect(() => () => { if (useSitting.getState().phase !== 'locked') closePanel(); }, []);
}

/** Escape: first the side panel, then the screen before, in the end where one's work begins. */
function useGoBack(area: Area | undefined, home: string): void {
  const { t } = useTranslation();
  const { panel } = usePanel();
  useAction({
    id: 'shell.back', title: t('shell.back'), keys: 'Escape',
    run: () => {
      if (panel) closePanel();
      else if (area?.id !== home) navigate(home);
      else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  });
}
