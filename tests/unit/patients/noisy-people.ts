/** Invented people and the ways in which a desk registers one of them a second time. Seeded: the same every run. */
import { addDays } from '#domain/kit/calendar.ts';
import type { Identity } from '#domain/patients/duplicates.ts';

/** Mulberry32: a small seeded generator, 0 ≤ n < 1. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Spellings of one name, the usual one first; a second registration may use any of them. */
const GIVEN = [
  'Mohammed Muhammad Mohamed Mohamad', 'Fatima Fatma Fatuma Fathima', 'Ahmed Ahmad', 'Aisha Aysha Aicha Aïcha', 'Yusuf Youssef Yousuf', 'Khadija Kadija Khadijah',
  'Ibrahim Ebrahim Ibraheem', 'Hussein Hussain Husein', 'Hassan Hasan', 'Zainab Zaynab Zeinab', 'José Jose', 'María Maria', 'Juan', 'Ana Anna', 'Luis Luiz', 'Guadalupe',
  'Francisco', 'Rosa', 'Javier Xavier', 'Guillermo', 'Jimena Ximena Gimena', 'Yolanda Llolanda', 'Esteban Estevan', 'Beatriz Beatris', 'Peter', 'Grace Grase', 'John Jon',
  'Mary', 'Joseph Josef', 'Esther Ester', 'Philip Phillip Filip', 'Sarah Sara', 'Daniel Danyel', 'Ruth Rut', 'Wanjiku', 'Kamau', 'Achieng', 'Otieno', 'Juma', 'Neema Nema',
  'Baraka', 'Amina Aminah', 'Rajesh', 'Sunita Suneeta', 'Lakshmi Laxmi', 'Vijay Bijay', 'Deepak Dipak', 'Priya Pria', 'Anil', 'Meena Mina', 'Chidi', 'Ngozi', 'Oluwaseun',
  'Kwame', 'Abena', 'Kofi Coffi', 'Thomas Tomas', 'Elizabeth Elisabeth', 'Stephen Steven', 'Catherine Katherine Kathryn',
];
const FAMILY = [
  'González Gonzales Gonsalez', 'Hernández Ernandez Hernandes', 'Rodríguez Rodrigues', 'Martínez Martines', 'López Lopes', 'Pérez Peres', 'Sánchez Sanches', 'Ramírez Ramires',
  'Torres', 'Flores', 'Vargas Bargas', 'Castillo Castiyo', 'Quispe Kispe', 'Mamani', 'Ñaupari', 'Chávez Chaves', 'Abdullah Abdallah', 'Hassan Hasan', 'Ali Aly', 'Omar Umar',
  'Abdulrahman Abdurrahman', 'Mwangi', 'Kariuki', 'Odhiambo', 'Njoroge', 'Mutua', 'Kipchoge', 'Okafor Okafour', 'Adeyemi', 'Mensah Mensa', 'Owusu', 'Diallo Dialo', 'Traoré Traore',
  'Sharma', 'Patel', 'Singh Sing', 'Kumar', 'Gupta', 'Khan Kahn', 'Begum', 'Reddy Redy', 'Nair', 'Das', 'Chowdhury Choudhury Chaudhary', 'Smith Smyth', 'Brown Browne',
  'Phiri Firi', 'Banda', 'Chirwa', 'Moyo', 'Ndlovu', 'Dlamini', 'Haile', 'Tesfaye', 'Bekele', 'Girma', 'Silva', 'Souza Sousa', 'Santos', 'Oliveira',
];

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!;
const usual = (spellings: string): string => spellings.split(' ')[0]!;

export interface Person extends Identity {
  /** The spelling groups the name was made of. */
  readonly groups: readonly string[];
}

export function person(random: () => number): Person {
  const groups = [pick(GIVEN, random), ...(random() < 0.3 ? [pick(GIVEN, random)] : []), pick(FAMILY, random)];
  const birthEstimated = random() < 0.25;
  const born = addDays('1945-01-01', Math.floor(random() * 29_500));
  return {
    groups, name: groups.map(usual).join(' '), sex: random() < 0.5 ? 'female' : 'male', birthDate: born, birthEstimated,
    phone: random() < 0.7 ? `+2547${String(Math.floor(random() * 1e8)).padStart(8, '0')}` : null,
  };
}

type Noise = (who: Person, random: () => number) => Person;

const respell: Noise = (who, random) => ({ ...who, name: who.groups.map((group) => pick(group.split(' '), random)).join(' ') });
const reorder: Noise = (who) => ({ ...who, name: who.name.split(' ').reverse().join(' ') });
const dropMiddle: Noise = (who) => {
  const parts = who.name.split(' ');
  return parts.length < 3 ? who : { ...who, name: [parts[0], parts.at(-1)].join(' ') };
};
const plainLetters: Noise = (who) => ({ ...who, name: who.name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase() });
const noPhone: Noise = (who) => ({ ...who, phone: null });
const localPhone: Noise = (who) => ({ ...who, phone: who.phone && `0${who.phone.slice(4, 7)} ${who.phone.slice(7)}` });
const swapDate: Noise = (who) => {
  const [year, month, day] = who.birthDate!.split('-');
  return Number(day) > 12 ? who : { ...who, birthDate: `${year}-${day}-${month}` };
};
const guessAge: Noise = (who, random) => ({ ...who, birthEstimated: true, birthDate: addDays(who.birthDate!, Math.floor((random() - 0.5) * 700)) });
const mistype: Noise = (who, random) => {
  const letters = [...who.name];
  const at = 1 + Math.floor(random() * (letters.length - 2));
  const kind = Math.floor(random() * 4);
  if (kind === 0) letters.splice(at, 1);
  else if (kind === 1) letters.splice(at, 0, pick([...'aeinrst'], random));
  else if (kind === 2) letters[at] = pick([...'aeinrst'], random);
  else [letters[at], letters[at + 1]] = [letters[at + 1]!, letters[at]!];
  return { ...who, name: letters.join('') };
};

const NOISES: readonly Noise[] = [respell, respell, reorder, dropMiddle, plainLetters, noPhone, localPhone, swapDate, guessAge, mistype];

/** The same person registered again: one to three of the usual deviations. */
export function twin(who: Person, random: () => number): Person {
  let again = who;
  for (let n = 1 + Math.floor(random() * 3); n > 0; n--) again = pick(NOISES, random)(again, random);
  return again;
}
