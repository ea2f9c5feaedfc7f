import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { announcementText, planAnnouncement, type Call, type Said } from '#domain/announce/announcement.ts';
import { PHRASES } from '#domain/announce/phrases.ts';
import { sayLabel, speakable } from '#domain/announce/said.ts';

const amina: Said = { tokenLabel: 'A-014', patientName: 'Amina Yusuf', room: '3', language: 'en', privacy: 'name' };
const text = (change: Partial<Said>): string => announcementText({ ...amina, ...change }).text;

// spec: QUE-3
describe('the words of an announcement', () => {
  test.each([
    ['en', 'Token A, zero one four. Amina Yusuf. Please go to room 3.'],
    ['es-MX', 'Turno a, cero uno cuatro. Amina Yusuf. Por favor, pase a la sala 3.'],
    ['fr', 'Numéro A, zéro un quatre. Amina Yusuf. Veuillez vous rendre en salle 3.'],
    ['pt_BR', 'Senha A, zero um quatro. Amina Yusuf. Por favor, dirija-se à sala 3.'],
    ['sw', 'Namba A, sifuri moja nne. Amina Yusuf. Tafadhali nenda chumba namba 3.'],
    ['hi', 'टोकन ए, शून्य एक चार। Amina Yusuf। कृपया कमरा नंबर 3 में जाएँ।'],
  ])('%s', (language, said) => expect(text({ language })).toBe(said));

  test('Arabic says letters and digits in its own words, once vowel marks are set aside', () => {
    const bare = text({ language: 'ar', patientName: 'أمينة يوسف' }).replace(/[\u064B-\u0652]/gu, '');
    expect(bare).toBe('رقم أي، صفر واحد أربعة. أمينة يوسف. يرجى التوجه إلى الغرفة رقم 3.');
  });

  test('a language without phrases is said, and labelled, in English', () => {
    expect(announcementText({ ...amina, language: 'so' })).toMatchObject({ language: 'en', text: expect.stringContaining('Token') });
  });

  test('the pronunciation is spoken in place of the name', () => {
    expect(text({ pronunciation: 'ah MEE nah' })).toBe('Token A, zero one four. ah MEE nah. Please go to room 3.');
    expect(text({ pronunciation: '  ' })).toContain('Amina Yusuf');
  });

  test.each([
    ['3', 'Please go to room 3.'], ['Room 3', 'Please go to room 3.'], ['room no. 12', 'Please go to room 12.'], ['غرفة ٣', 'Please go to room 3.'],
    ['Sala 2', 'Please go to room 2.'], ['12b', 'Please go to room 12 B.'], ['B', 'Please go to room B.'], ['#7', 'Please go to room 7.'],
    ['Laboratory', 'Please go to Laboratory.'], ['Roommates 3 wing', 'Please go to Roommates 3 wing.'],
  ])('room %s', (room, said) => expect(text({ room })).toContain(said));

  test('without a room nobody is sent anywhere', () => expect(text({ room: ' ' })).toBe('Token A, zero one four. Amina Yusuf.'));

  test.each([
    ['B7', 'B, seven'], ['AB-12-3', 'A B, one two, three'], ['a 9', 'A, nine'], ['--A--1--', 'A, one'], ['٠١٤', 'zero one four'],
    ['१२', 'one two'], ['', ''], ['Ａ－１', 'A, one'],
  ])('label %s is read %s', (label, said) => expect(sayLabel(label, PHRASES.en)).toBe(said));
});

describe('names that are not fit to be spoken', () => {
  test.each([
    ['NUL and line breaks', 'Amina\0\n\tYusuf', 'Amina Yusuf'],
    ['a lone surrogate', 'Amina\uD800 Yusuf', 'Amina Yusuf'],
    ['markup', '<speak>Amina & Yusuf</speak>', 'speak Amina Yusuf /speak'],
    ['pictures', 'Amina 😀 Yusuf', 'Amina Yusuf'],
    ['direction marks', '\u202EAmina\u202C Yusuf', 'Amina Yusuf'],
  ])('%s', (_, name, said) => expect(speakable(name)).toBe(said));

  test('joiners and combining marks stay, since names are spelled with them', () => {
    expect(speakable('क्‍ष')).toBe('क्‍ष');
    expect(speakable('O’Brien-Ngũgĩ')).toBe('O’Brien-Ngũgĩ');
  });

  test('a name of 10,000 characters does not hold up the queue', () => {
    expect(text({ patientName: 'x'.repeat(10_000) }).length).toBeLessThan(200);
  });

  test('no text whatever breaks the announcement', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (label, name, room) => {
      const said = text({ tokenLabel: label, patientName: name, room });
      expect(said).not.toMatch(/[\p{Cc}<>]/u);
      expect(said.isWellFormed()).toBe(true);
    }));
  });
});

describe('the plan of a call', () => {
  const call: Call = {
    callId: 'c1', tokenId: 't1', label: 'A-014', roomName: 'Room 3', patientName: 'Amina Yusuf', pronunciation: 'ameena',
    languages: ['ar', 'es-MX', 'en', 'es', 'xx', 'ar-EG'], urgent: false,
  };

  test('speaks the patient’s language first, each language once, and no language it has no words for', () => {
    const plan = planAnnouncement(call, { privacy: 'name', chime: true, repeats: 2 });
    expect(plan.utterances.map((one) => one.language)).toEqual(['ar', 'es-MX', 'en']);
    expect(plan).toMatchObject({ callId: 'c1', tokenId: 't1', chime: true, repeats: 2, urgent: false });
  });

  test('with token alone, neither name nor pronunciation is anywhere in it', () => {
    const plan = JSON.stringify(planAnnouncement(call, { privacy: 'token-only', chime: true, repeats: 1 }));
    expect(plan).not.toMatch(/Amina|Yusuf|ameena/);
    expect(plan).toContain('zero one four');
  });

  test('falls back to English when no language can be spoken, and keeps repeats within 1 to 5', () => {
    expect(planAnnouncement({ ...call, languages: ['xx'] }, { privacy: 'name', chime: false, repeats: 99 })).toMatchObject({ repeats: 5, utterances: [{ language: 'en' }] });
    expect(planAnnouncement({ ...call, languages: [] }, { privacy: 'name', chime: false, repeats: Number.NaN }).repeats).toBe(1);
  });

  test('clips for French alone are the English ones; beside English, French has none, so that nothing is said twice', () => {
    const settings = { privacy: 'name', chime: false, repeats: 1 } as const;
    expect(planAnnouncement({ ...call, languages: ['fr'] }, settings).utterances[0]?.clips?.language).toBe('en');
    expect(planAnnouncement({ ...call, languages: ['fr', 'en'] }, settings).utterances.map((one) => one.clips?.language)).toEqual([undefined, 'en']);
  });
});
