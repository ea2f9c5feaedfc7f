import { byArea } from './by-area.ts';

/** What the sign-in and a call that fails on it can say. The other areas come with the desk: `english.ts`. */
export const sentences = byArea(import.meta.glob<object>(['./en/everywhere.json', './en/errors.json', './en/roles.json', './en/shell.json', './en/sign-in.json'], { eager: true, import: 'default' }));
