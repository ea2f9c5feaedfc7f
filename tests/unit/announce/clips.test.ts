import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLIP_NAMES, fallbackClips, PAUSE_CLIP } from '#domain/announce/announcement.ts';

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

  test('every clip asked for exists, whatever token and room are called', () => {
    const known = new Set([...CLIP_NAMES, PAUSE_CLIP]);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (label, room) => {
      for (const name of fallbackClips({ tokenLabel: label, room, language: 'ar' }).names) expect(known).toContain(name);
    }));
  });
});
