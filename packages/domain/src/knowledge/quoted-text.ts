/** A text in which quotations are looked for; only the width of letters, blanks and line breaks do not count. */
export class QuotedText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = bare(text);
  }

  /** Whether the words stand in it; no words stand in every text. */
  has(quotation: string): boolean {
    return this.#text.includes(bare(quotation));
  }
}

function bare(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '');
}
