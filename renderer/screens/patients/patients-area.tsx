import { lazy, Suspense } from 'react';
import type { ScreenProps } from '#renderer/routes.tsx';
import { PatientsScreen } from './patients-screen.tsx';

const ChartScreen = lazy(() => import('../chart/chart-screen.tsx').then((m) => ({ default: m.ChartScreen })));
const DuplicatesScreen = lazy(() => import('../merge/duplicates-screen.tsx').then((m) => ({ default: m.DuplicatesScreen })));
const MergeScreen = lazy(() => import('../merge/merge-screen.tsx').then((m) => ({ default: m.MergeScreen })));
const VitalsScreen = lazy(() => import('../vitals/vitals-screen.tsx').then((m) => ({ default: m.VitalsScreen })));

/**
 * `#/patients` is the list, `#/patients/<id>` (`/<section>`) a chart, `#/patients/<id>/vitals` (`/<token>`) the vital signs form,
 * `#/patients/<id>/merge` (`/<other>`) what makes one record of two, `#/patients/duplicates` where that may be needed.
 */
export function PatientsArea({ rest }: ScreenProps) {
  const [patientId, ...place] = rest;
  const [part, tokenId] = place;
  if (patientId === undefined) return <PatientsScreen />;
  if (patientId === 'duplicates') return <Suspense fallback={null}><DuplicatesScreen /></Suspense>;
  return (
    <Suspense fallback={null}>
      {part === 'merge' ? <MergeScreen key={patientId} patientId={patientId} otherId={tokenId} /> : part === 'vitals'
        ? <VitalsScreen key={patientId} patientId={patientId} tokenId={tokenId} />
        : <ChartScreen key={patientId} patientId={patientId} rest={place} />}
    </Suspense>
  );
}
