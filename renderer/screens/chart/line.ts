/** One line of a small picture: instants in ms, values as read here, oldest first. */
export interface Line { readonly code: string; readonly times: readonly number[]; readonly values: readonly number[] }
