/** The part of the package that tests use: another implementation of Amazon's signatures. */
declare module 'aws4' {
  interface Request {
    method?: string; path?: string; host?: string | undefined; service?: string; region?: string; body?: string; headers?: Record<string, unknown>; extraHeadersToIgnore?: Record<string, boolean>;
  }
  const aws4: { sign(request: Request, keys: { accessKeyId: string; secretAccessKey: string }): Request };
  // eslint-disable-next-line no-restricted-syntax -- the package has it so
  export default aws4;
}
