import { loud } from './unsupported.ts';

interface ItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly submenu?: readonly ItemOptions[];
  readonly click?: (item: MenuItem) => void;
}

class MenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly role: string | undefined;
  readonly submenu: MenuTree | undefined;
  private readonly onClick: ((item: MenuItem) => void) | undefined;

  constructor(options: ItemOptions) {
    this.id = options.id;
    this.label = options.label ?? options.role ?? '';
    this.role = options.role;
    this.submenu = options.submenu && new MenuTree(options.submenu);
    this.onClick = options.click;
  }

  click(): void {
    this.onClick?.(this);
  }
}

/** A menu that can be read and clicked by a test, but is drawn nowhere. */
class MenuTree {
  readonly items: readonly MenuItem[];

  constructor(items: readonly ItemOptions[]) {
    this.items = items.map((item) => new MenuItem(item));
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

let applicationMenu: MenuTree | null = null;

export const Menu = loud('Menu', {
  buildFromTemplate: (template: readonly ItemOptions[]): MenuTree => new MenuTree(template),
  setApplicationMenu(menu: MenuTree | null): void {
    applicationMenu = menu;
  },
  getApplicationMenu: (): MenuTree | null => applicationMenu,
});
