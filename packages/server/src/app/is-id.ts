/** Whether a word is a UUID in hexadecimal (RFC 9562, section 4), and so may be looked up as an identity. */
export function isId(word: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(word);
}
