import type { Newborn, NewbornDraft } from '#domain/contract/mothers.ts';
import { apgarParts, type ApgarPart } from '#domain/clinical/apgar.ts';
import { apgarMinutes, type BirthOutcome } from '#domain/mothers/words.ts';
import { decimalOf, typedOf, wholeOf } from './mothers-words.ts';

export type Minute = (typeof apgarMinutes)[number];
type ApgarTyped = Readonly<Record<Minute, Readonly<Partial<Record<ApgarPart, 0 | 1 | 2>>>>>;

/** A newborn as typed. */
export interface TypedNewborn {
  readonly id?: string | undefined;
  readonly sex: NewbornDraft['sex'];
  readonly outcome: BirthOutcome;
  readonly diedOn: string;
  readonly weightG: string;
  readonly lengthCm: string;
  readonly headCm: string;
  readonly apgar: ApgarTyped;
  readonly resuscitated: boolean;
  readonly note: string;
}

const NO_APGAR: ApgarTyped = { 1: {}, 5: {}, 10: {} };
export const emptyNewborn: TypedNewborn = { sex: 'unknown', outcome: 'live', diedOn: '', weightG: '', lengthCm: '', headCm: '', apgar: NO_APGAR, resuscitated: false, note: '' };

export function typedNewborn(newborn: Newborn): TypedNewborn {
  const points = (minute: Minute) => Object.fromEntries(Object.entries(newborn.apgar[minute] ?? {}).filter(([, value]) => value !== null)) as Partial<Record<ApgarPart, 0 | 1 | 2>>;
  return {
    id: newborn.id, sex: newborn.sex, outcome: newborn.outcome, diedOn: newborn.diedOn ?? '', weightG: typedOf(newborn.weightG), lengthCm: typedOf(newborn.lengthCm), headCm: typedOf(newborn.headCm),
    apgar: { 1: points('1'), 5: points('5'), 10: points('10') }, resuscitated: newborn.resuscitated, note: newborn.note ?? '',
  };
}

/** As it is sent. A minute of which nothing was said is left out. */
export function newbornOf({ id, sex, outcome, diedOn, weightG, lengthCm, headCm, apgar, resuscitated, note }: TypedNewborn): NewbornDraft {
  const scores = apgarMinutes.flatMap((minute) => {
    const said = apgar[minute];
    const parts = Object.fromEntries(apgarParts.map((part) => [part, said[part] ?? null])) as NonNullable<NewbornDraft['apgar']['1']>;
    return Object.keys(said).length === 0 ? [] : [[minute, parts] as const];
  });
  return {
    ...(id === undefined ? {} : { id }), sex, outcome, diedOn: diedOn === '' ? null : diedOn, weightG: wholeOf(weightG), lengthCm: decimalOf(lengthCm), headCm: decimalOf(headCm),
    apgar: Object.fromEntries(scores), resuscitated, note: note === '' ? null : note,
  };
}
