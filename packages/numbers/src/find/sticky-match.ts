/** A sticky pattern at a place in a text, or null. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The digits of a text without what stands between them. */
export function digitsOf(text: string): string {
  return text.replace(/\D/gu, '');
}
