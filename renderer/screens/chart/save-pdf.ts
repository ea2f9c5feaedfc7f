/** Hands a document to the person as a file. @param data base64 */
export function savePdf({ data, mime, fileName }: { readonly data: string; readonly mime: string; readonly fileName: string }): void {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has its own hold on the bytes once it started.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
