import { IconAddressBook, IconBabyCarriage, IconCalendarEvent, IconCashRegister, IconHeartRateMonitor, IconLayoutDashboard, IconMicroscope, IconPill, IconSettings, IconUsersGroup, type Icon } from '@tabler/icons-react';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Permission } from '#domain/permissions/permissions.ts';
import type { Keys } from './parts/keys.ts';
import { DeskScreen } from './screens/desk/desk-screen.tsx';
import type { Route } from './router.ts';

export interface ScreenProps {
  /** What follows the area's own part of the address: `#/patients/0192…` gives `['0192…']`. */
  readonly rest: Route;
}

/** One area of the program: an entry of the rail and a screen. */
export interface Area {
  /** First part of the address, and `shell.area.<id>` is its name. */
  readonly id: string;
  readonly icon: Icon;
  readonly keys: Keys;
  /** Who may not do this does not see the area. */
  readonly permission: Permission;
  readonly screen: ComponentType<ScreenProps> | LazyExoticComponent<ComponentType<ScreenProps>>;
  /** The screen shows the side panel in a place of its own. */
  readonly hostsPanel?: boolean;
}

/** The areas in the order of the rail. To add one, add an entry here and `shell.area.<id>` to the texts. */
export const areas: readonly Area[] = [
  { id: 'desk', icon: IconLayoutDashboard, keys: 'Alt+1', permission: 'queue.read', screen: DeskScreen, hostsPanel: true },
  {
    id: 'queue', icon: IconUsersGroup, keys: 'Alt+2', permission: 'queue.read', hostsPanel: true,
    screen: lazy(() => import('./screens/queue/queue-screen.tsx').then((m) => ({ default: m.QueueScreen }))),
  },
  {
    id: 'patients', icon: IconAddressBook, keys: 'Alt+3', permission: 'patients.read',
    screen: lazy(() => import('./screens/patients/patients-area.tsx').then((m) => ({ default: m.PatientsArea }))),
  },
  {
    id: 'bedside', icon: IconHeartRateMonitor, keys: 'Alt+4', permission: 'bedside.read',
    screen: lazy(() => import('./screens/bedside/bedside-screen.tsx').then((m) => ({ default: m.BedsideScreen }))),
  },
  {
    id: 'lab', icon: IconMicroscope, keys: 'Alt+5', permission: 'lab.read',
    screen: lazy(() => import('./screens/lab/lab-screen.tsx').then((m) => ({ default: m.LabScreen }))),
  },
  {
    id: 'mothers', icon: IconBabyCarriage, keys: 'Alt+6', permission: 'record.read',
    screen: lazy(() => import('./screens/mothers/mothers-area.tsx').then((m) => ({ default: m.MothersArea }))),
  },
  {
    id: 'calendar', icon: IconCalendarEvent, keys: 'Alt+7', permission: 'appointments.read',
    screen: lazy(() => import('./screens/calendar/calendar-screen.tsx').then((m) => ({ default: m.CalendarScreen }))),
  },
  {
    id: 'pharmacy', icon: IconPill, keys: 'Alt+8', permission: 'stock.read',
    screen: lazy(() => import('./screens/pharmacy/pharmacy-screen.tsx').then((m) => ({ default: m.PharmacyScreen }))),
  },
  {
    id: 'cashier', icon: IconCashRegister, keys: 'Alt+0', permission: 'billing.read',
    screen: lazy(() => import('./screens/cashier/cashier-area.tsx').then((m) => ({ default: m.CashierArea }))),
  },
  {
    id: 'settings', icon: IconSettings, keys: 'Alt+9', permission: 'drafts.use',
    screen: lazy(() => import('./screens/settings/settings-screen.tsx').then((m) => ({ default: m.SettingsScreen }))),
  },
];
