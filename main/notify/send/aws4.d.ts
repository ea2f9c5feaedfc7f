/** The part of the package that is used; it comes without types. */
declare module 'aws4' {
  interface Request {
    readonly host: string;
    readonly path: string;
    readonly method: string;
    readonly service: string;
    readonly region: string;
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
    /** In small letters: headers that are sent and not signed. */
    readonly extraHeadersToIgnore: Readonly<Record<string, boolean>>;
  }
  const aws4: { sign(request: Request, keys: { readonly accessKeyId: string; readonly secretAccessKey: string }): { readonly headers: Readonly<Record<string, string | number>> } };
  // eslint-disable-next-line no-restricted-syntax -- the package has it so
  export default aws4;
}
