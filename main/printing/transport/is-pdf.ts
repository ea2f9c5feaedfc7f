/** Whether a job is a PDF file; everything else this program prints is ESC/POS. */
export const isPdf = (bytes: Uint8Array): boolean =>
  bytes.length >= 5 && String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-';
