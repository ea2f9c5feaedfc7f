import { IconLayoutList, IconMathFunction, IconMicroscope, type Icon } from '@tabler/icons-react';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Patient } from '#domain/contract/patients.ts';
import type { Keys } from '#renderer/parts/keys.ts';
import type { Permission } from '#domain/permissions/permissions.ts';
import type { Route } from '#renderer/router.ts';

export interface SectionProps {
  readonly patient: Patient;
  /** What follows the section's own part of the address: `#/patients/0192…/visit/0193…` gives `['0193…']`. */
  readonly rest: Route;
}

/** A page of the chart under its header. */
export interface ChartSection {
  /** Third part of the address; `chart.section.<id>` is its name. */
  readonly id: string;
  readonly icon: Icon;
  readonly keys: Keys;
  /** Who may not do this does not see the section. */
  readonly permission: Permission;
  /** Whom it is about; everybody where it is left out. `ageDays` is null when the birth date is not known. */
  readonly applies?: (patient: Patient, ageDays: number | null) => boolean;
  /** The overview is the chart's own. */
  readonly screen?: ComponentType<SectionProps> | LazyExoticComponent<ComponentType<SectionProps>>;
}

export const OVERVIEW = 'overview';

/** The pages of a chart in their order. To add one, add an entry here and `chart.section.<id>` to the texts. */
export const sections: readonly ChartSection[] = [
  { id: OVERVIEW, icon: IconLayoutList, keys: '1', permission: 'patients.read' },
  {
    id: 'lab', icon: IconMicroscope, keys: '4', permission: 'lab.read',
    screen: lazy(() => import('./lab/lab-section.tsx').then((m) => ({ default: m.LabSection }))),
  },
  {
    id: 'scores', icon: IconMathFunction, keys: '8', permission: 'record.read',
    screen: lazy(() => import('./scores/scores-section.tsx').then((m) => ({ default: m.ScoresSection }))),
  },
];
