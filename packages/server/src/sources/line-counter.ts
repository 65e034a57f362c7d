/** Follows a text that comes in pieces and says on which line an offset stands; offsets must not go back. */
export class LineCounter {
  private piece = '';
  private pieceStart = 0;
  private nextBreak = -1;
  private line = 1;
  private lineStart = 0;

  push(piece: string): void {
    this.settle(this.pieceStart + this.piece.length);
    this.pieceStart += this.piece.length;
    this.piece = piece;
    this.nextBreak = piece.indexOf('\n');
  }

  /** 1-based line and column of an offset in UTF-16 units from the beginning of the text. */
  at(offset: number): { line: number; column: number; offset: number } {
    this.settle(offset);
    return { line: this.line, column: Math.max(1, offset - this.lineStart + 1), offset };
  }

  private settle(offset: number): void {
    const end = offset - this.pieceStart;
    while (this.nextBreak >= 0 && this.nextBreak < end) {
      this.line += 1;
      this.lineStart = this.pieceStart + this.nextBreak + 1;
      this.nextBreak = this.piece.indexOf('\n', this.nextBreak + 1);
    }
  }
}
