import { byArea } from './by-area.ts';

export const sentences = byArea(import.meta.glob<object>('./es/*.json', { eager: true, import: 'default' }));
