import { addDays, addMonths } from '../kit/calendar.ts';
import type { ImportedSex } from '../exchange/records.ts';
import type { Culture, CultureName } from './cultures.ts';
import { cultures } from './cultures.ts';
import type { Seeded } from './seeded.ts';

/** People who live together: one address, mostly one phone, one family name. */
export interface Household {
  readonly culture: Culture;
  readonly members: readonly Member[];
  readonly phone: string;
  readonly address: string;
  readonly district: string;
}

export interface Member {
  readonly name: string;
  readonly sex: Extract<ImportedSex, 'female' | 'male'>;
  readonly birthDate: string;
  readonly birthEstimated: boolean;
  readonly ageYears: number;
}

/**
 * People in each five years of age, youngest first, a share of 100: the shape of a young population with a
 * clinic's many small children, rounded from the idea of published pyramids rather than from one country.
 */
const PYRAMID = [15, 13, 11.5, 10, 8.5, 7.5, 6.5, 5.5, 4.8, 4.2, 3.6, 3, 2.5, 1.9, 1.3, 0.8, 0.4, 0.2];
const SIZES = [14, 18, 20, 19, 14, 9, 6];

export function makeHousehold(random: Seeded, cultureName: CultureName, today: string, most: number): Household {
  const culture: Culture = cultures[cultureName];
  const size = Math.min(most, random.weighted(SIZES) + 1);
  const family = [random.pick(culture.family), random.pick(culture.family)] as const;
  const members = Array.from({ length: size }, (_, i) => makeMember(random, culture, family, today, i === 0 && size > 1));
  const district = random.pick(culture.districts);
  return { culture, members, phone: phoneOf(random), address: `${random.below(240) + 1} ${district}`, district };
}

function makeMember(random: Seeded, culture: Culture, family: readonly [string, string], today: string, grown: boolean): Member {
  let band = random.weighted(PYRAMID);
  if (grown && band < 4) band = 4 + random.below(6);
  const days = random.below(1826);
  const birth = addDays(addMonths(today, -band * 60), -days);
  // The older, the likelier that only the year is known.
  const birthEstimated = random.chance(band * 0.025);
  const sex = random.chance(0.53) ? 'female' : 'male';
  const given = random.pick(culture[sex]);
  const last = culture.twoFamilyNames === true ? `${family[0]} ${family[1]}` : family[0];
  return {
    name: random.chance(0.12) ? `${given} ${random.pick(culture[sex])} ${last}` : `${given} ${last}`,
    sex, birthEstimated, birthDate: birthEstimated ? yearOnly(birth, today) : birth, ageYears: band * 5 + Math.floor(days / 365.25),
  };
}

function yearOnly(date: string, today: string): string {
  const middle = `${date.slice(0, 4)}-07-01`;
  return middle > today ? today : middle;
}

/** +999 is assigned to no country: a number that looks right and rings nowhere. */
function phoneOf(random: Seeded): string {
  const digits = (n: number): string => String(random.below(10 ** n)).padStart(n, '0');
  return `+999 7${digits(2)} ${digits(3)} ${digits(3)}`;
}
