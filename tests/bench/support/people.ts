import type { SyncedRow } from '#domain/sync/tables.ts';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const GIVEN = `Maria José Mohamed Fatima Ana Juan Grace Ali Amina John Mary Luis Carmen Hassan Aisha Peter Rosa Carlos Joseph Sara
Samuel Esther Ahmed Khadija David Ruth Miguel Elena Omar Zainab Daniel Mercy Pedro Lucía Ibrahim Halima James Faith Jorge Marta
Yusuf Mariam Paul Joyce Diego Sofía Abdul Salma Stephen Agnes Rafael Paula Rahul Priya Arjun Sunita Ravi Anita Vijay Lakshmi
Chen Wei Mei Nguyen Linh Minh Olu Ngozi Chidi Adaeze Kofi Ama Kwame Akosua Thabo Lerato Sipho Nomsa Tariq Layla Bilal Noor
Hamza Yasmin Karim Nadia Andrés Valentina Mateo Camila Santiago Isabella Alberto Gabriela Manuel Patricia Francisco Rosario`.split(/\s+/);

const FAMILY = `García Rodríguez Mohamed González Fernández López Hassan Martínez Otieno Wanjiku Sánchez Pérez Ali Gómez Kamau Ahmed
Abdi Mwangi Ruiz Hernández Díaz Moreno Njoroge Achieng Omar Okafor Mensah Silva Santos Oliveira Pereira Sharma Patel Kumar Singh Das
Reddy Nair Khan Hussain Malik Begum Chowdhury Tran Le Pham Li Wang Zhang Liu Nkosi Dlamini Ndlovu Moyo Banda Phiri Tembo Diallo Traoré
Keita Sow Ba Ndiaye Cissé Touré Bello Musa Abubakar Eze Adeyemi Balogun Ochieng Odhiambo Kiptoo Cheruiyot Wambui Njeri Vargas Rojas
Castillo Ortiz Ramos Mendoza Flores Cruz Reyes Torres Rivera Morales`.split(/\s+/);

const SYLLABLES = 'ba be bo ca ce da de do fa fe ga go ha hi ja jo ka ki ko la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve wa we ya yo za zo'.split(' ');

/** Rarer family names, so that the register has the long tail a real one has. */
function rareName(random: () => number): string {
  const syllables = Array.from({ length: 2 + Math.floor(random() * 3) }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]);
  const name = syllables.join('');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** One of the names, the first ones far more often than the last (Zipf, exponent about 1). */
const skewed = (names: readonly string[], random: () => number): string =>
  names[Math.floor((names.length + 1) ** random()) - 1] ?? '';

/** A patient row: names with the skew of a real register, seven in ten with a phone. `n` makes the number. */
export function personRow(id: string, n: number, random: () => number): SyncedRow<'patient'> {
  const family = random() < 0.35 ? rareName(random) : skewed(FAMILY, random);
  const second = random() < 0.4 ? ` ${skewed(FAMILY, random)}` : '';
  const day = String(1 + Math.floor(random() * 28)).padStart(2, '0');
  const month = String(1 + Math.floor(random() * 12)).padStart(2, '0');
  return {
    id, number: `KB7-3F-${String(n).padStart(5, '0')}-X`, name: `${skewed(GIVEN, random)} ${family}${second}`,
    sex: random() < 0.5 ? 'female' : 'male', birth_date: `${1935 + Math.floor(random() * 90)}-${month}-${day}`, birth_estimated: 0,
    phone: random() < 0.7 ? `07${String(Math.floor(random() * 1e8)).padStart(8, '0')}` : null, email: null, address: 'Market Road',
    district: 'Kibera', state: null, language: null, pronunciation: null, payer: null, policy_number: null, notes: null,
    pregnant: 0, disabled: 0, archived: 0, archived_reason: null, registered_at: '2026-03-14T09:21:07.412Z', deceased_at: null,
  };
}
