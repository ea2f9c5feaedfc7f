import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allergiesOf, allergiesText, EMPTY_FORM, hasMore, holdsOnly, isEmptyForm, newPatientOf, readForm, readForms } from '#renderer/screens/desk/register-form-state.ts';

describe('the registration form', () => {
  test('sends only what was filled in', () => {
    const form = { ...EMPTY_FORM, name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' as const };
    expect(newPatientOf(form)).toEqual({ name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' });
    expect(newPatientOf({ ...form, sex: '', emergency: true, photo: 'data:image/jpeg;base64,AA==', language: 'ar' }))
      .toEqual({ name: 'Amina Yusuf', ageOrBirth: '34', sex: 'unknown', language: 'ar', priority: 'emergency', photo: 'data:image/jpeg;base64,AA==' });
  });
  test('splits allergies at commas of any script and drops empty contacts', () => {
    const form = {
      ...EMPTY_FORM, name: 'A', allergies: allergiesOf('penicillin, dust،  أسبرين ;'), phone: ' 0712 ',
      contacts: [{ name: '', relation: 'mother', phone: '' }, { name: 'Zawadi', relation: '', phone: '' }],
    };
    expect(newPatientOf(form)).toMatchObject({
      phone: ' 0712 ', contacts: [{ name: 'Zawadi' }],
      allergies: [{ substance: 'penicillin' }, { substance: ' dust' }, { substance: '  أسبرين ' }],
    });
  });
  test('shows allergies as they were typed, so that the cursor stays where it is', () => {
    expect(['', 'dust', 'dust, ', 'dust,,pollen', 'أسبرين، غبار'].map((typed) => allergiesText(allergiesOf(typed)))).toEqual(['', 'dust', 'dust, ', 'dust,,pollen', 'أسبرين، غبار']);
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'ا', ' ', ',', '،', ';', '\n') }), (typed) => {
      expect(allergiesText(allergiesOf(typed))).toHaveLength(typed.length);
    }));
  });
  test('a kept draft comes back as it was', () => {
    const form = { ...EMPTY_FORM, name: 'Half', pregnant: true, photo: 'data:image/jpeg;base64,AA==', contacts: [{ name: 'B', relation: '', phone: '1' }] };
    expect(readForm(JSON.stringify(form))).toEqual(form);
    expect([isEmptyForm(form), hasMore(form), isEmptyForm(EMPTY_FORM), hasMore(EMPTY_FORM)]).toEqual([false, true, true, false]);
    expect([isEmptyForm({ ...EMPTY_FORM, photo: 'data:' }), hasMore({ ...EMPTY_FORM, name: 'Half' })]).toEqual([false, false]);
  });
  test('forms set aside come back as they were, without those in which nothing is typed', () => {
    const half = { ...EMPTY_FORM, name: 'Half', ageOrBirth: '7m' };
    expect(readForms(JSON.stringify([half, EMPTY_FORM, { phone: '1' }]))).toEqual([half, { ...EMPTY_FORM, phone: '1' }]);
    expect([readForms('not json'), readForms('{"name":"Half"}'), readForms('[7,null]')]).toEqual([[], [], []]);
    expect([holdsOnly(half, 'Half'), holdsOnly({ ...EMPTY_FORM, name: 'Half' }, 'Half'), holdsOnly({ ...EMPTY_FORM, name: 'Half' }, 'Otto')]).toEqual([false, true, false]);
  });
  test('a draft of another shape does not break the form', () => {
    expect(readForm('{"name":7,"contacts":{},"phone":"1","photo":7}')).toEqual({ ...EMPTY_FORM, phone: '1' });
    expect(readForm('not json')).toEqual(EMPTY_FORM);
  });
});
