/** Edge of a stored photo in pixels, and the most its data may weigh: it travels with every chart. */
export const PHOTO_EDGE = 256;
export const PHOTO_BYTES = 60_000;

const QUALITIES = [0.85, 0.7, 0.55, 0.4, 0.25];
/** A base64 text is a third longer than its bytes, plus the prefix of the address. */
const LONGEST_URL = Math.ceil(PHOTO_BYTES * 4 / 3) + 32;

/** The largest square in the middle of a picture, so that a face is not squeezed. */
export function middleSquare(width: number, height: number): { readonly x: number; readonly y: number; readonly edge: number } {
  const edge = Math.min(width, height);
  return { x: Math.floor((width - edge) / 2), y: Math.floor((height - edge) / 2), edge };
}

/**
 * A picture file, or what a video shows now, as a `data:` URL of a small square JPEG; undefined when the browser cannot
 * read it as a picture. A file is turned upright as its camera meant it.
 */
export async function reducePhoto(source: Blob | HTMLVideoElement): Promise<string | undefined> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(source, { imageOrientation: 'from-image' });
  } catch {
    return undefined;
  }
  const canvas = document.createElement('canvas');
  canvas.width = PHOTO_EDGE;
  canvas.height = PHOTO_EDGE;
  const pen = canvas.getContext('2d');
  if (!pen) return undefined;
  // Transparent parts of a PNG would come out black.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, PHOTO_EDGE, PHOTO_EDGE);
  const { x, y, edge } = middleSquare(picture.width, picture.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, x, y, edge, edge, 0, 0, PHOTO_EDGE, PHOTO_EDGE);
  picture.close();
  return QUALITIES.map((quality) => canvas.toDataURL('image/jpeg', quality)).find((url) => url.length <= LONGEST_URL);
}
