let doubleBytes: ReadonlyMap<string, number> | null = null;

/** Two-byte codes of GB18030 (lead 0x81–0xFE, trail 0x40–0xFE without 0x7F), turned round from the decoder's table. */
function twoByteCodes(): ReadonlyMap<string, number> {
  if (doubleBytes !== null) return doubleBytes;
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, number>();
  const pair = new Uint8Array(2);
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      pair[0] = lead;
      pair[1] = trail;
      const text = decoder.decode(pair);
      if (text.length === 1 && text !== '\ufffd' && !codes.has(text)) {
        codes.set(text, (lead << 8) | trail);
      }
    }
  }
  doubleBytes = codes;
  return codes;
}

/** Encodes text in GB18030; a character that needs four bytes does not occur in the sample city and is refused. */
export function encodeGb18030(text: string): Uint8Array {
  const codes = twoByteCodes();
  const bytes: number[] = [];
  for (const character of text) {
    const unit = character.charCodeAt(0);
    if (unit < 0x80) {
      bytes.push(unit);
      continue;
    }
    const code = codes.get(character);
    if (code === undefined) {
      throw new RangeError(`"${character}" has no two-byte code in GB18030`);
    }
    bytes.push(code >> 8, code & 0xff);
  }
  return Uint8Array.from(bytes);
}
