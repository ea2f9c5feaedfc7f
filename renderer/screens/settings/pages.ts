import {
  IconBell, IconBuildingHospital, IconCalendarTime, IconDevices2, IconDeviceWatch, IconDoor, IconFileImport, IconFlask2, IconForms, IconHistory, IconInfoCircle, IconKey, IconListSearch, IconMicroscope, IconPill,
  IconPlugConnected, IconPrinter, IconReceipt, IconRulerMeasure, IconStethoscope, IconUsers, IconVaccine, IconVolume,
  type Icon,
} from '@tabler/icons-react';
import type { Permission } from '#domain/permissions/permissions.ts';

export type PageId = 'clinic' | 'rooms' | 'people' | 'providers' | 'voice' | 'printers' | 'devices' | 'analysers' | 'programs' | 'exchange' | 'pcs' | 'audit' | 'sign-in' | 'terms' | 'about' | 'tables' | 'laboratory' | 'stock' | 'forms' | 'vaccines' | 'schedules' | 'prices' | 'notifications';

export interface SettingsPage {
  readonly id: PageId;
  readonly icon: Icon;
  /** Shown to those who hold one of these; everybody when there are none. */
  readonly needs: readonly Permission[];
}

/** In the order of the list. */
export const settingsPages: readonly SettingsPage[] = [
  { id: 'clinic', icon: IconBuildingHospital, needs: ['clinic.manage'] },
  { id: 'rooms', icon: IconDoor, needs: ['clinic.manage'] },
  { id: 'people', icon: IconUsers, needs: ['users.manage'] },
  { id: 'providers', icon: IconStethoscope, needs: ['clinic.manage'] },
  { id: 'voice', icon: IconVolume, needs: ['clinic.manage'] },
  { id: 'printers', icon: IconPrinter, needs: ['print.use'] },
  { id: 'devices', icon: IconDeviceWatch, needs: ['bedside.read'] },
  { id: 'analysers', icon: IconMicroscope, needs: ['devices.manage'] },
  { id: 'programs', icon: IconPlugConnected, needs: ['tokens.manage'] },
  { id: 'exchange', icon: IconFileImport, needs: ['patients.import', 'patients.export'] },
  { id: 'pcs', icon: IconDevices2, needs: ['sync.manage', 'conflicts.resolve'] },
  { id: 'audit', icon: IconHistory, needs: ['audit.read'] },
  { id: 'terms', icon: IconListSearch, needs: ['clinic.manage'] },
  { id: 'tables', icon: IconRulerMeasure, needs: ['clinic.manage'] },
  { id: 'sign-in', icon: IconKey, needs: [] },
  { id: 'about', icon: IconInfoCircle, needs: [] },
  { id: 'laboratory', icon: IconFlask2, needs: ['lab.manage'] },
  { id: 'forms', icon: IconForms, needs: ['forms.manage', 'forms.report'] },
  { id: 'stock', icon: IconPill, needs: ['stock.manage'] },
  { id: 'vaccines', icon: IconVaccine, needs: ['clinic.manage'] },
  { id: 'schedules', icon: IconCalendarTime, needs: ['schedules.manage'] },
  { id: 'prices', icon: IconReceipt, needs: ['billing.manage'] },
  { id: 'notifications', icon: IconBell, needs: ['notifications.read'] },
];

/** The pages a person may see, first one first. */
export function pagesFor(can: (permission: Permission) => boolean): SettingsPage[] {
  return settingsPages.filter(({ needs }) => needs.length === 0 || needs.some(can));
}

/** A page's bare key: `1` to `9`, then `0`, `-` and `=`, as they lie on the keyboard; pages beyond have none. */
export const pageKey = (index: number): string => '1234567890-='.charAt(index);
