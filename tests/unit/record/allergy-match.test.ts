import { describe, expect, test } from 'vitest';
import { drugNames } from '#domain/record/drugs/names.ts';
import { allergyMatches } from '#domain/record/drugs/allergy-match.ts';
import { drugClasses, relatedClasses } from '#domain/record/drugs/classes.ts';

const against = (drug: string, substance: string) => allergyMatches(drug, [{ id: 'a', substance }]).map(({ kind, drugClass }) => [kind, drugClass])[0] ?? null;

describe('an allergy speaks against', () => {
  test.each([
    ['Amoxicillin', 'Penicillin', 'class', 'penicillin'], ['Amoxicilina 500 mg', 'penicilina', 'class', 'penicillin'], ['أموكسيسيلين', 'بنسلين', 'class', 'penicillin'],
    ['Amoxicillin + clavulanic acid', 'amoxicilina', 'same', 'penicillin'], ['Benzathine benzylpenicillin', 'Penicillin', 'class', 'penicillin'], ['Ceftriaxone', 'Penicillin', 'related', 'cephalosporin'],
    ['Ibuprofen', 'Aspirin', 'class', 'nsaid'], ['Diclofenaco', 'aspirina', 'class', 'nsaid'], ['Sulfamethoxazole + trimethoprim', 'Sulfa drugs', 'class', 'sulfonamide'], ['Glibenclamide', 'sulfadiazine', 'related', 'sulfonylurea'],
    ['Levofloxacin', 'ciprofloxacin', 'class', 'quinolone'], ['Doxycycline', 'tetracycline', 'class', 'tetracycline'], ['Enalapril', 'Lisinopril', 'class', 'ace-inhibitor'], ['Codeine', 'morphine', 'class', 'opioid'],
    ['Paracetamol', 'paracetamol', 'same', null], ['Azithromycin', 'erythromycin', 'class', 'macrolide'],
  ])('%s where %s is recorded: %s', (drug, substance, kind, drugClass) => { expect(against(drug, substance)).toEqual([kind, drugClass]); });
});

describe('nothing speaks against', () => {
  test.each([
    ['Ferrous sulfate', 'Sulfa'], ['Zinc sulfate', 'ferrous sulfate'], ['Sulfato ferroso', 'sulfonamide'], ['Paracetamol', 'Penicillin'], ['Amoxicillin', 'Peanuts'], ['Folic acid', 'Acetylsalicylic acid'],
    ['Warfarin', 'heparin'], ['Aciclovir', 'tetracycline'], ['Amoxicillin', 'Latex'], ['', 'Penicillin'],
  ])('%s where %s is recorded', (drug, substance) => { expect(against(drug, substance)).toBeNull(); });
});

test('the closest comes first', () => {
  const matches = allergyMatches('Cefalexin', [{ id: 'a', substance: 'Penicillin' }, { id: 'b', substance: 'cefalexin' }, { id: 'c', substance: 'Ceftriaxone' }]);
  expect(matches.map(({ allergyId, kind }) => [allergyId, kind])).toEqual([['b', 'same'], ['c', 'class'], ['a', 'related']]);
});

test('a name in any of the three languages is of the same groups', () => {
  const groups = (name: string): string[] => drugClasses.filter(({ id }) => allergyMatches(name, [{ id: '', substance: SAMPLE[id] ?? '' }]).some(({ drugClass, kind }) => drugClass === id && kind !== 'related')).map(({ id }) => id);
  const SAMPLE: Readonly<Record<string, string>> = { penicillin: 'penicillin', quinolone: 'quinolone', macrolide: 'macrolide', statin: 'statin' };
  for (const [en, es, ar] of drugNames) {
    expect(groups(es), en).toEqual(groups(en));
    expect(groups(ar), en).toEqual(groups(en));
  }
});

test('groups that are related exist', () => {
  const known = drugClasses.map(({ id }) => id);
  expect(new Set(known).size).toBe(known.length);
  for (const pair of relatedClasses) for (const id of pair) expect(known).toContain(id);
});
