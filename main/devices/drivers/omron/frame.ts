import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { beginsWith, lineRule } from '../../bytes/line-rule.ts';

/** `bp`, twenty characters of number, date, time, systolic, mean, diastolic, pulse and a digit whose meaning is not documented. */
export const hbp9020Line = /^bp,([^,]{0,20}),(\d{4})\/(\d\d)\/(\d\d),(\d\d):(\d\d),(\d{3}),(\d{3}),(\d{3}),(\d{3}),[^,]*$/;

/** Ten columns or more; only systolic, diastolic and pulse (columns 7 to 9 from nought) are known. */
export const hbp9030Line = /^(?:[^,]*,){7}(\d{2,3}),(\d{2,3}),(\d{2,3})(?:,[^,]*)*$/;

export const hbp9020Framer = () => huntingFramer(lineRule({ longest: 256, begins: beginsWith('b'), matches: hbp9020Line }));
