import { codePages } from '#domain/printing/escpos/code-pages.ts';

/** What a receipt printer would do with a job, read back from its bytes by the command reference alone. */
export type PrintedItem =
  | { kind: 'line'; text: string; align: number; bold: boolean; scale: number; columns: number }
  | { kind: 'qr'; text: string; moduleDots: number; level: number; align: number }
  | { kind: 'code128'; text: string }
  | { kind: 'raster'; width: number; height: number; data: Uint8Array }
  | { kind: 'feed'; dots: number }
  | { kind: 'cut' };

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
  line: number[];
  align: number;
  bold: boolean;
  scale: number;
  page: number;
  qr: { moduleDots: number; level: number; data: Uint8Array };
  readonly items: PrintedItem[];
}

/** @throws on any byte that is neither printable nor part of a command known here */
export function readEscpos(bytes: Uint8Array): PrintedItem[] {
  const reader: Reader = {
    bytes, at: 0, line: [], align: 0, bold: false, scale: 1, page: 0, items: [],
    qr: { moduleDots: 0, level: 0, data: new Uint8Array() },
  };
  while (reader.at < bytes.length) step(reader);
  if (reader.line.length > 0) throw new Error('text left in the line buffer');
  return reader.items;
}

function step(reader: Reader): void {
  const byte = take(reader);
  if (byte === 0x1b) return escape(reader);
  if (byte === 0x1d) return group(reader);
  if (byte === 0x1c) return expect(reader, take(reader) === 0x2e, 'FS .');
  if (byte === 0x0a) return endLine(reader);
  expect(reader, byte >= 0x20 && byte !== 0x7f, 'a printable byte');
  reader.line.push(byte);
}

function escape(reader: Reader): void {
  const command = take(reader);
  // Settings apply between lines only in the jobs written here: one inside a line would be a leak.
  if (command === 0x40) Object.assign(reader, { align: 0, bold: false, scale: 1, page: 0, line: [] });
  else if (command === 0x74) reader.page = take(reader);
  else if (command === 0x61) reader.align = atLineStart(reader, take(reader));
  else if (command === 0x45) reader.bold = take(reader) === 1;
  else if (command === 0x4a) reader.items.push({ kind: 'feed', dots: take(reader) });
  else if (command === 0x64) reader.items.push({ kind: 'feed', dots: take(reader) * 30 });
  else throw new Error(`unknown ESC ${command} at ${reader.at}`);
}

function group(reader: Reader): void {
  const command = take(reader);
  if (command === 0x21) {
    const n = take(reader);
    expect(reader, n >> 4 === (n & 15), 'equal width and height');
    reader.scale = (n & 15) + 1;
  } else if (command === 0x56) {
    expect(reader, take(reader) === 0x42, 'partial cut');
    take(reader);
    reader.items.push({ kind: 'cut' });
  } else if (command === 0x76) raster(reader);
  else if (command === 0x28) qr(reader);
  else if (command === 0x68 || command === 0x77 || command === 0x48) take(reader);
  else if (command === 0x6b) code128(reader);
  else throw new Error(`unknown GS ${command} at ${reader.at}`);
}

function raster(reader: Reader): void {
  expect(reader, take(reader) === 0x30 && take(reader) === 0, 'GS v 0 normal');
  atLineStart(reader, 0);
  const rowBytes = take(reader) + take(reader) * 256;
  const height = take(reader) + take(reader) * 256;
  const data = takeMany(reader, rowBytes * height);
  reader.items.push({ kind: 'raster', width: rowBytes * 8, height, data });
}

function qr(reader: Reader): void {
  expect(reader, take(reader) === 0x6b, 'GS ( k');
  const length = take(reader) + take(reader) * 256;
  const [type, fn, ...rest] = takeMany(reader, length);
  expect(reader, type === 0x31, 'QR');
  if (fn === 0x43) reader.qr.moduleDots = rest[0] ?? 0;
  if (fn === 0x45) reader.qr.level = rest[0] ?? 0;
  if (fn === 0x50) reader.qr.data = Uint8Array.from(rest.slice(1));
  if (fn !== 0x51) return;
  const { moduleDots, level, data } = reader.qr;
  reader.items.push({ kind: 'qr', text: new TextDecoder('utf-8', { fatal: true }).decode(data), moduleDots, level, align: reader.align });
}

function code128(reader: Reader): void {
  expect(reader, take(reader) === 0x49, 'CODE128');
  const data = takeMany(reader, take(reader));
  expect(reader, data[0] === 0x7b && data[1] === 0x42, 'set B');
  reader.items.push({ kind: 'code128', text: String.fromCharCode(...data.slice(2)).replaceAll('{{', '{') });
}

function endLine(reader: Reader): void {
  const text = reader.line.map((byte) => decode(byte, reader.page)).join('');
  const { align, bold, scale } = reader;
  if (text !== '') reader.items.push({ kind: 'line', text, align, bold, scale, columns: text.length * scale });
  reader.line = [];
}

function decode(byte: number, select: number): string {
  if (byte < 0x80) return String.fromCharCode(byte);
  const page = Object.values(codePages).find((known) => known.select === select && known.upper !== '');
  const char = page?.upper[byte - 0x80];
  if (char === undefined || char === '\0') throw new Error(`byte ${byte} is unused in code page ${select}`);
  return char;
}

function take(reader: Reader): number {
  const byte = reader.bytes[reader.at];
  if (byte === undefined) throw new Error('a command is cut short');
  reader.at += 1;
  return byte;
}

function takeMany(reader: Reader, count: number): Uint8Array {
  expect(reader, reader.at + count <= reader.bytes.length, `${count} more bytes`);
  reader.at += count;
  return reader.bytes.slice(reader.at - count, reader.at);
}

function atLineStart<T>(reader: Reader, value: T): T {
  expect(reader, reader.line.length === 0, 'an empty line buffer');
  return value;
}

function expect(reader: Reader, holds: boolean, what: string): void {
  if (!holds) throw new Error(`expected ${what} before byte ${reader.at}`);
}
