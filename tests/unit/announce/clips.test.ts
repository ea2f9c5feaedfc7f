import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLIP_NAMES, clipLanguages, fallbackClips, PAUSE_CLIP, planAnnouncement } from '#domain/announce/announcement.ts';

const names = (tokenLabel: string, room: string): string => fallbackClips({ tokenLabel, room, language: 'en' }).names.join(' ');

// spec: QUE-3
describe('the clips that say the same', () => {
  test.each([
    ['A-014', '3', 'token letter-a pause number-0 number-1 number-4 pause go-to-room number-3'],
    ['B7', 'Room 12', 'token letter-b pause number-7 pause go-to-room number-12'],
    ['C1', '12B', 'token letter-c pause number-1 pause go-to-room number-12 letter-b'],
    ['C1', '207', 'token letter-c pause number-1 pause go-to-room number-2 number-0 number-7'],
    ['C1', 'B', 'token letter-c pause number-1 pause go-to-room letter-b'],
    ['C1', 'Laboratory', 'token letter-c pause number-1 pause look-at-screen'],
    ['ج-٥', '1', 'token pause number-5 pause go-to-room number-1'],
  ])('token %s to room %s', (label, room, said) => expect(names(label, room)).toBe(said));

  test.each([
    [['en'], ['en']], [['ar', 'en'], ['ar', 'en']], [['es-MX', 'es'], ['es']], [['fr'], ['en']], [['fr', 'ar'], ['ar']], [[], ['en']],
  ])('a clinic that speaks %j takes them from %j, and a call there from no other', (languages, sprites) => {
    expect(clipLanguages(languages)).toEqual(sprites);
    const call = { callId: 'c', tokenId: 't', label: 'A-014', roomName: '3', patientName: null, pronunciation: null, languages, urgent: false };
    const { utterances } = planAnnouncement(call, { privacy: 'token-only', chime: false, repeats: 1 });
    expect(utterances.flatMap(({ clips }) => (clips ? [clips.language] : []))).toEqual(sprites);
  });

  test('every clip asked for exists, whatever token and room are called', () => {
    const known = new Set([...CLIP_NAMES, PAUSE_CLIP]);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (label, room) => {
      for (const name of fallbackClips({ tokenLabel: label, room, language: 'ar' }).names) expect(known).toContain(name);
    }));
  });
});
