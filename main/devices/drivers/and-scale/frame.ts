import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { beginsWith, lineRule } from '../../bytes/line-rule.ts';

/** Header, perhaps what the comparator says, the number with its sign, and the unit. */
export const andScaleLine = /^(ST|US|QT|OL),(?:(?:HI|OK|LO),)?([+-][0-9. ]{7,9}|[+-]9+E[+-]\d+)\s*([A-Za-z%]{1,3})?\s*$/;

export const andScaleFramer = () => huntingFramer(lineRule({ longest: 48, begins: beginsWith('SUQO'), matches: andScaleLine }));
