/** The most a document may weigh, in bytes: it travels to every PC of the clinic. */
export const MOST_DOCUMENT_BYTES = 15 * 1024 * 1024;
/** Bytes of one piece. Pieces travel like other rows, so one must fit into a page of the clinic's log. */
export const DOCUMENT_PIECE_BYTES = 192 * 1024;

export const documentTypes = ['application/pdf', 'image/jpeg', 'image/png', 'text/plain'] as const;
export type DocumentType = (typeof documentTypes)[number];

const begins: readonly (readonly [DocumentType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** What a file is by what it holds, whatever its name says; undefined for kinds that are not kept. */
export function documentTypeOf(bytes: Uint8Array): DocumentType | undefined {
  const known = begins.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
  if (known) return known[0];
  return bytes.length > 0 && isPlainText(bytes) ? 'text/plain' : undefined;
}

const TAB_AND_LINE_ENDS = [0x09, 0x0a, 0x0d];

/** How many bytes of a character follow its first one; undefined where no character of a text begins so. */
function bytesAfter(first: number): number | undefined {
  if (first < 0x20) return TAB_AND_LINE_ENDS.includes(first) ? 0 : undefined;
  if (first < 0x80) return 0;
  if (first < 0xc2 || first >= 0xf5) return undefined;
  if (first < 0xe0) return 1;
  return first < 0xf0 ? 2 : 3;
}

/** UTF-8 without control characters other than tabs and ends of lines. */
function isPlainText(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    const further = bytesAfter(bytes[at] ?? 0);
    if (further === undefined) return false;
    for (let next = 1; next <= further; next++) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return false;
    at += 1 + further;
  }
  return true;
}

export const documentKinds = ['result', 'letter', 'consent-form', 'picture', 'identity', 'other'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** A title from a file's name: without its folder and ending, of what people can read. */
export function titleOfFile(fileName: string): string {
  const name = (fileName.split(/[\\/]/).at(-1) ?? '').replace(/\.[A-Za-z0-9]{1,5}$/, '').replace(/[_\s]+/g, ' ').trim();
  return name.slice(0, 200);
}
