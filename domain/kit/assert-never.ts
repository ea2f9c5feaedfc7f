/** Ends a `switch` over a closed union: a new member then fails to compile instead of falling through. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case of type ${typeof value}`);
}
