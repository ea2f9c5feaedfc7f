interface Document {
  /** Base64. */
  readonly data: string;
  readonly mime: string;
  readonly fileName: string;
}

/** How long a file's address is kept for the browser to fetch it. */
const KEPT_MS = 60_000;

/** Hands a document to the browser to be kept or printed: it goes to the downloads, or where the person says. */
export function saveDocument({ data, mime, fileName }: Document): void {
  saveFile(new Blob([Uint8Array.from(atob(data), (character) => character.charCodeAt(0))], { type: mime }), fileName);
}

/** The same for a file the program sent. */
export function saveFile(file: Blob, fileName: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
