import { byArea } from './by-area.ts';

export const sentences = byArea(import.meta.glob<object>('./ar/*.json', { eager: true, import: 'default' }));
