import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { WindowKind } from './app-origin.ts';

/**
 * The application menu. It shows on macOS only; elsewhere it stays hidden and carries the keys for zoom and editing.
 * Items with a role are worded by the system.
 */
export function setMenu(openWindow: (kind: WindowKind) => void, platform: NodeJS.Platform = process.platform): void {
  const windows: MenuItemConstructorOptions = {
    label: 'Daybook',
    submenu: [
      { id: 'new-desk', label: 'New window', accelerator: 'CmdOrCtrl+Shift+N', click: () => openWindow('desk') },
      { id: 'display', label: 'Waiting-room display', accelerator: 'CmdOrCtrl+Shift+D', click: () => openWindow('display') },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [{ role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'resetZoom' }, { role: 'togglefullscreen' }],
  };
  const template: MenuItemConstructorOptions[] = [windows, { role: 'editMenu' }, view, { role: 'windowMenu' }];
  if (platform === 'darwin') template.unshift({ role: 'appMenu' });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
