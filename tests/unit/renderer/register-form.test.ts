import { describe, expect, test } from 'vitest';
import { draftOf, EMPTY_FORM, hasMore, isEmptyForm, readForm } from '#renderer/screens/desk/register-form-state.ts';

describe('the registration form', () => {
  test('sends only what was filled in', () => {
    const form = { ...EMPTY_FORM, name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' as const };
    expect(draftOf(form)).toEqual({ name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' });
  });
  test('splits allergies at commas of any script and drops empty contacts', () => {
    const form = {
      ...EMPTY_FORM, name: 'A', allergies: 'penicillin, dust،  أسبرين ;', phone: ' 0712 ',
      contacts: [{ name: '', relation: 'mother', phone: '' }, { name: 'Zawadi', relation: '', phone: '' }],
    };
    expect(draftOf(form)).toMatchObject({
      phone: '0712', contacts: [{ name: 'Zawadi' }],
      allergies: [{ substance: 'penicillin' }, { substance: 'dust' }, { substance: 'أسبرين' }],
    });
  });
  test('a kept draft comes back as it was', () => {
    const form = { ...EMPTY_FORM, name: 'Half', pregnant: true, contacts: [{ name: 'B', relation: '', phone: '1' }] };
    expect(readForm(JSON.stringify(form))).toEqual(form);
    expect([isEmptyForm(form), hasMore(form), isEmptyForm(EMPTY_FORM), hasMore(EMPTY_FORM)]).toEqual([false, true, true, false]);
  });
  test('a draft of another shape does not break the form', () => {
    expect(readForm('{"name":7,"contacts":{},"phone":"1"}')).toEqual({ ...EMPTY_FORM, phone: '1' });
    expect(readForm('not json')).toEqual(EMPTY_FORM);
  });
});
