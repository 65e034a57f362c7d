const encoder = new TextEncoder();

/** So many octets are had from the machine at once; an array of its own for each message costs more than its text. */
const sheetBytes = 8192;
let sheet = new Uint8Array(sheetBytes);
let written = 0;

/** The octets of a text in UTF-8; short texts share the memory behind them, of which nothing is written twice. */
export function encodeUtf8(text: string): Uint8Array {
  const most = text.length * 3;
  if (most > sheetBytes / 2) return encoder.encode(text);
  if (written + most > sheetBytes) {
    sheet = new Uint8Array(sheetBytes);
    written = 0;
  }
  const start = written;
  written += encoder.encodeInto(text, sheet.subarray(start)).written;
  return sheet.subarray(start, written);
}
