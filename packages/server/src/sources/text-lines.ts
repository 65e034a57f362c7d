/** One line of text with its 1-based number and the offset of its first character. */
export interface TextLine {
  readonly text: string;
  readonly line: number;
  readonly offset: number;
}

/** Cuts text that comes in pieces into lines; a line without end is cut at `maxChars`. */
export class TextLines {
  private readonly maxChars: number;
  private held = '';
  private line = 1;
  private offset = 0;

  constructor(maxChars: number) {
    this.maxChars = maxChars;
  }

  *push(text: string): Generator<TextLine> {
    const whole = this.held + text;
    let at = 0;
    for (let end = whole.indexOf('\n'); end >= 0; end = whole.indexOf('\n', at)) {
      const stop = end > at && whole.charCodeAt(end - 1) === 13 ? end - 1 : end;
      yield { text: whole.slice(at, stop), line: this.line, offset: this.offset + at };
      this.line += 1;
      at = end + 1;
    }
    while (whole.length - at > this.maxChars) {
      yield {
        text: whole.slice(at, at + this.maxChars),
        line: this.line,
        offset: this.offset + at,
      };
      at += this.maxChars;
    }
    this.held = whole.slice(at);
    this.offset += at;
  }

  *end(): Generator<TextLine> {
    if (this.held === '') return;
    // Files of old Macintoshes end their lines with a bare \r.
    for (const [index, text] of this.held.split('\r').entries()) {
      yield { text, line: this.line + index, offset: this.offset };
      this.offset += text.length + 1;
    }
  }
}
