import { IconBabyCarriage, IconFiles, IconLayoutList, IconMathFunction, IconMicroscope, IconPill, IconRulerMeasure, IconStethoscope, type Icon } from '@tabler/icons-react';
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

const DAYS_PER_YEAR = 365.25;
/** The growth tables end here. */
const GROWN_DAYS = 19 * DAYS_PER_YEAR;
/** From ten years on; women beyond the age of bearing keep the page for what was. Of unknown age anybody but men may. */
const mayBear = ({ sex }: Patient, ageDays: number | null): boolean => sex !== 'male' && (ageDays === null || ageDays >= 10 * DAYS_PER_YEAR);

/** The pages of a chart in their order. To add one, add an entry here and `chart.section.<id>` to the texts. */
export const sections: readonly ChartSection[] = [
  { id: OVERVIEW, icon: IconLayoutList, keys: '1', permission: 'patients.read' },
  {
    id: 'visit', icon: IconStethoscope, keys: '2', permission: 'record.read',
    screen: lazy(() => import('./visit/visit-section.tsx').then((m) => ({ default: m.VisitSection }))),
  },
  {
    id: 'lists', icon: IconPill, keys: '3', permission: 'record.read',
    screen: lazy(() => import('./lists/lists-section.tsx').then((m) => ({ default: m.ListsSection }))),
  },
  {
    id: 'lab', icon: IconMicroscope, keys: '4', permission: 'lab.read',
    screen: lazy(() => import('./lab/lab-section.tsx').then((m) => ({ default: m.LabSection }))),
  },
  {
    id: 'pregnancy', icon: IconBabyCarriage, keys: '5', permission: 'record.read', applies: (patient, ageDays) => patient.pregnant || mayBear(patient, ageDays),
    screen: lazy(() => import('../mothers/pregnancy-section.tsx').then((m) => ({ default: m.PregnancySection }))),
  },
  {
    id: 'growth', icon: IconRulerMeasure, keys: '6', permission: 'record.read', applies: (_patient, ageDays) => ageDays !== null && ageDays < GROWN_DAYS,
    screen: lazy(() => import('../growth/growth-section.tsx').then((m) => ({ default: m.GrowthSection }))),
  },
  {
    id: 'papers', icon: IconFiles, keys: '7', permission: 'record.read',
    screen: lazy(() => import('../papers/papers-section.tsx').then((m) => ({ default: m.PapersSection }))),
  },
  {
    id: 'scores', icon: IconMathFunction, keys: '8', permission: 'record.read',
    screen: lazy(() => import('./scores/scores-section.tsx').then((m) => ({ default: m.ScoresSection }))),
  },
];
