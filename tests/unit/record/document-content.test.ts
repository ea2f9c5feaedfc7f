import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentTypeOf, titleOfFile } from '#domain/record/document-content.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what a file is', () => {
  test('is told by its content, never by its name', () => {
    expect(documentTypeOf(bytes('%PDF-1.7\n'))).toBe('application/pdf');
    expect(documentTypeOf(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0]))).toBe('image/jpeg');
    expect(documentTypeOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]))).toBe('image/png');
    for (const text of ['Referred by the district hospital', '<script>alert(1)</script>', 'نتيجة الفحص\r\n\t12', '🩺']) expect(documentTypeOf(bytes(text)), text).toBe('text/plain');
    for (const none of [[], [0], [0x4d, 0x5a, 0x90, 0], [0x50, 0x4b, 3, 4], [0xc3], [0xff, 0xfe, 0x41, 0]]) expect(documentTypeOf(new Uint8Array(none))).toBeUndefined();
  });

  test('is plain text for every text that UTF-8 can say without control characters, and for nothing with a zero in it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const hasControl = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text);
      expect(documentTypeOf(bytes(text))).toBe(hasControl ? undefined : 'text/plain');
    }));
    fc.assert(fc.property(fc.string(), fc.string(), (before, after) => { expect(documentTypeOf(bytes(`a${before}\0${after}`))).toBeUndefined(); }));
  });

  test('has a title from its name, without folder and ending', () => {
    expect(['C:\\scans\\x-ray_chest 2026.PDF', '/tmp/letter.v2.txt', 'IMG_0001.jpeg', '.pdf', ''].map(titleOfFile)).toEqual(['x-ray chest 2026', 'letter.v2', 'IMG 0001', '', '']);
  });
});
