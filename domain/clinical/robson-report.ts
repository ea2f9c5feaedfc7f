import { robsonGroups, type RobsonGroup } from './robson.ts';

export interface RobsonBirth {
  /** Null for a birth that could not be classified. */
  readonly group: RobsonGroup | null;
  readonly caesarean: boolean;
}

export interface RobsonLine {
  /** Null for the births that could not be classified, which the manual wants shown. */
  readonly group: RobsonGroup | null;
  readonly births: number;
  readonly caesareans: number;
  /** Percent of all births; null where there are none. */
  readonly size: number | null;
  /** Percent of the births of the group; null where there are none. */
  readonly caesareanRate: number | null;
  /** Percent of all births that were caesareans of this group; the contributions add up to the rate of all. */
  readonly contribution: number | null;
}

/** The report table of the manual (WHO 2017): one line a group, the unclassifiable last. One birth a woman. spec: MAT-2 */
export function robsonReport(births: readonly RobsonBirth[]): readonly RobsonLine[] {
  const percent = (share: number, of: number): number | null => (of === 0 ? null : (share / of) * 100);
  return [...robsonGroups, null].map((group) => {
    const inGroup = births.filter((birth) => birth.group === group);
    const caesareans = inGroup.filter((birth) => birth.caesarean).length;
    return {
      group, births: inGroup.length, caesareans, size: percent(inGroup.length, births.length), caesareanRate: percent(caesareans, inGroup.length),
      contribution: percent(caesareans, births.length),
    };
  });
}
