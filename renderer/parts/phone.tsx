/** A phone number: never broken over two lines, and written from the left in every language. */
export const Phone = ({ children }: { readonly children: string }) => <bdi dir="ltr" className="db-whole">{children}</bdi>;
