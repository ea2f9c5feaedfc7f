/** A paper roll as a column of blocks: one description for receipt printers and for the roll-sized PDF. */
export type Block =
  | {
    readonly kind: 'text'; readonly text: string; readonly bold: boolean;
    /** Times the ordinary letter. */
    readonly scale: number;
    readonly maxLines: number;
  }
  /** One line as large as the paper allows, up to `maxScale`: the token itself. */
  | { readonly kind: 'headline'; readonly text: string; readonly maxScale: number }
  /** A word at the start of the line and its value at the end, the way the language reads. */
  | { readonly kind: 'pair'; readonly label: string; readonly value: string }
  | { readonly kind: 'qr'; readonly text: string }
  /** A line of bars (Code 128) with its text below: what analysers and hand scanners read off a tube. */
  | {
    readonly kind: 'bars'; readonly text: string;
    /** Draws a square code instead where the bars would be too thin for a scanner. */
    readonly orSquare?: boolean;
  }
  | { readonly kind: 'rule' }
  /** Empty paper, in tenths of an ordinary line. */
  | { readonly kind: 'gap'; readonly tenths: number };
