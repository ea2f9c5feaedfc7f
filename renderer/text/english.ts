import { byArea } from './by-area.ts';

export const sentences = byArea(import.meta.glob<object>('./en/*.json', { eager: true, import: 'default' }));
