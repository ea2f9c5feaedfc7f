/** Marks, in index.html, where the nonce of the response goes. */
export const NONCE_MARK = '__CSP_NONCE__';

/** A nonce of 128 random bits, new for every response that carries a page. */
export function newNonce(random: (bytes: Uint8Array) => Uint8Array): string {
  return Buffer.from(random(new Uint8Array(16))).toString('base64');
}

/**
 * What a page of the program may load: its own files and nothing else. Styles made at run time (Mantine) carry the nonce.
 * @param nonce base64, as made by `newNonce`
 */
export function contentSecurityPolicy({ nonce }: { readonly nonce: string }): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Browser features no screen uses; announcement speech needs no permission. */
const DENIED_FEATURES = ['microphone', 'geolocation', 'payment', 'usb', 'serial', 'hid', 'midi', 'display-capture'];

/** Headers of every response, page or file, on both hosts. */
export function fileSecurityHeaders(): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}

/** Headers of a response that is a page: those of a file, plus the policy with this response's nonce. */
export function pageSecurityHeaders(nonce: string): Record<string, string> {
  return {
    ...fileSecurityHeaders(),
    'content-security-policy': contentSecurityPolicy({ nonce }),
    // The camera takes a patient's photo; pages of others, were one ever framed, get none.
    'permissions-policy': ['camera=(self)', ...DENIED_FEATURES.map((feature) => `${feature}=()`)].join(', '),
    'x-frame-options': 'DENY',
  };
}

/** Puts the nonce where the page expects it. */
export const withNonce = (html: string, nonce: string): string => html.replaceAll(NONCE_MARK, nonce);
