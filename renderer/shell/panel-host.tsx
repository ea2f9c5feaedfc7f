import { lazy, Suspense } from 'react';
import { LoadBoundary } from '#renderer/parts/load-boundary.tsx';
import { usePanel } from '#renderer/session/open-patient.ts';

const PatientPanel = lazy(() => import('#renderer/screens/desk/patient-panel.tsx').then((m) => ({ default: m.PatientPanel })));

/** What the side panel shows now; screens with a place for it put this there. */
export function PanelHost() {
  const { panel } = usePanel();
  if (!panel) return null;
  return <LoadBoundary part="panel" place={panel.patientId}><Suspense fallback={null}><PatientPanel key={panel.patientId} patientId={panel.patientId} /></Suspense></LoadBoundary>;
}
