const CERTIFICATE = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_)|^(EPROTO)$/;

/** Whether a connection failed, by the code of its error, because the other side could not prove who it is, or does not speak TLS. */
export const isTlsFault = (code: unknown): boolean => typeof code === 'string' && CERTIFICATE.test(code);
