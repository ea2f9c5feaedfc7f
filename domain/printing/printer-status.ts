/** Questions for `10 04 n` (DLE EOT): answered at once, even by a printer that is off-line or out of paper. */
export const askStatus = (about: 'printer' | 'paper'): Uint8Array => Uint8Array.from([0x10, 0x04, about === 'printer' ? 1 : 4]);

export interface PrinterStatus {
  readonly online: boolean;
  readonly paper: 'present' | 'low' | 'out';
}

/** Bits 0, 1, 4 and 7 of every answer are 0, 1, 1, 0: this tells it from flow control (11, 13) and from noise. */
export const isStatusByte = (byte: number): boolean => (byte & 0x93) === 0x12;

/** @param printer answer to n = 1  @param paper answer to n = 4; absent when the printer keeps silent about it */
export function readStatus(printer: number, paper: number | undefined): PrinterStatus {
  return { online: (printer & 0x08) === 0, paper: paperOf(paper ?? 0) };
}

function paperOf(byte: number): PrinterStatus['paper'] {
  if ((byte & 0x60) !== 0) return 'out';
  return (byte & 0x0c) !== 0 ? 'low' : 'present';
}
