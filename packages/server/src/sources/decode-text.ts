/** How many bytes after the first that is not ASCII are looked at before the encoding is decided. */
const SAMPLE_BYTES = 64 * 1024;

/** What became of the decoding, filled while the text is read. */
export interface DecodingReport {
  encoding: string;
  /** Places that are no text in that encoding. */
  replaced: number;
  /** 1-based line of the first such place. */
  firstReplacedLine: number;
  chars: number;
}

export function decodingReport(): DecodingReport {
  return { encoding: 'utf-8', replaced: 0, firstReplacedLine: 0, chars: 0 };
}

function byteOrderMark(head: Uint8Array): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0x84 && head[1] === 0x31 && head[2] === 0x95 && head[3] === 0x33)
    return 'gb18030';
  return null;
}

/** UTF-16 without a mark: digits, spaces and line ends leave zeros at one parity only. */
function looksLikeUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i += 1) {
    if (head[i] === 0) {
      if (i % 2 === 0) even += 1;
      else odd += 1;
    }
  }
  const few = head.length / 50;
  if (odd > few && even * 10 < odd) return 'utf-16le';
  if (even > few && odd * 10 < even) return 'utf-16be';
  return null;
}

function damage(bytes: Uint8Array, encoding: string): number {
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count += 1;
  // Private-use characters are what wrongly read GB18030 bytes turn into.
  for (const _ of text.matchAll(/[\ue000-\uf8ff]/g)) count += 1;
  return count;
}

/** Characters beyond ASCII that the sample holds when it is read as UTF-8. */
function wholeCharacters(sample: Uint8Array): number {
  return new TextDecoder('utf-8').decode(sample).match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
}

/** The name the platform decodes an encoding by: the GB family is read as its superset GB18030; null when unknown. */
export function knownEncoding(label: string): string | null {
  const name = label
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '');
  if (/^(gb[_-]?2312(-80)?|gbk|cp936|windows-936|gb[_-]?18030|hz-gb-2312|x-gbk)$/.test(name))
    return 'gb18030';
  if (/^(ascii|us-ascii|iso-8859-1|latin1?|windows-1252)$/.test(name)) return null;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
}

/**
 * The encoding of a sample: byte order mark, then the shape of UTF-16, then valid UTF-8, then the
 * declared one, then whichever of UTF-8 and GB18030 is damaged least; null when it is no text.
 */
export function detectEncoding(sample: Uint8Array, declared?: string): string | null {
  const marked = byteOrderMark(sample) ?? looksLikeUtf16(sample);
  if (marked) return marked;
  const zeros = sample.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
  if (zeros > sample.length / 20) return null;
  const asUtf8 = damage(sample, 'utf-8');
  if (asUtf8 === 0) return 'utf-8';
  const asGb = damage(sample, 'gb18030');
  const named = declared === undefined ? null : knownEncoding(declared);
  if (named && named !== 'utf-8' && named !== 'gb18030' && damage(sample, named) <= asGb)
    return named;
  // Chinese in GB18030 hardly ever makes whole characters of UTF-8, so a few damaged ones among many are damage.
  const best = asGb < asUtf8 && wholeCharacters(sample) < 2 * asUtf8 ? 'gb18030' : 'utf-8';
  return Math.min(asGb, asUtf8) > sample.length / 10 ? null : best;
}

function firstHighByte(chunk: Uint8Array): number {
  for (let i = 0; i < chunk.length; i += 1) {
    const byte = chunk[i] as number;
    if (byte >= 0x80 || byte === 0) return i;
  }
  return -1;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Text of a stream of bytes. ASCII passes at once; the encoding is decided on the 64 KB from the
 * first other byte, so that a table whose Chinese begins late is still read right. A chunk need not outlive the next
 * being asked for. Yields nothing and reports encoding `''` when the bytes are no text.
 */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  report: DecodingReport,
  declared?: string,
): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let lines = 1;
  const emit = (text: string): string => {
    report.chars += text.length;
    const first = text.indexOf('\ufffd');
    if (first >= 0) {
      if (report.replaced === 0) report.firstReplacedLine = lines + countLines(text, first);
      for (let at = first; at >= 0; at = text.indexOf('\ufffd', at + 1)) {
        // One damaged character may show as several marks.
        if (text[at - 1] !== '\ufffd') report.replaced += 1;
      }
    }
    if (report.replaced === 0) lines += countLines(text, text.length);
    return text;
  };
  const decide = (): InstanceType<typeof TextDecoder> | null => {
    const sample = joined(waiting);
    const encoding = detectEncoding(sample.subarray(0, SAMPLE_BYTES), declared);
    if (encoding === null) return null;
    report.encoding = encoding;
    waiting = [sample];
    return new TextDecoder(encoding);
  };
  const ascii = new TextDecoder('utf-8');
  for await (const chunk of chunks) {
    if (decoder) {
      yield emit(decoder.decode(chunk, { stream: true }));
      continue;
    }
    let rest = chunk;
    if (waitingBytes === 0) {
      const high = firstHighByte(chunk);
      if (high < 0) {
        yield emit(ascii.decode(chunk));
        continue;
      }
      // UTF-16 needs its leading bytes, so only a long ASCII beginning is let through.
      if (high > 1024) {
        yield emit(ascii.decode(chunk.subarray(0, high)));
        rest = chunk.subarray(high);
      }
    }
    waiting.push(rest.slice());
    waitingBytes += rest.length;
    if (waitingBytes < SAMPLE_BYTES) continue;
    decoder = decide();
    if (!decoder) {
      report.encoding = '';
      return;
    }
    yield emit(decoder.decode(waiting[0], { stream: true }));
    waiting = [];
  }
  if (!decoder && waitingBytes > 0) {
    decoder = decide();
    if (!decoder) {
      report.encoding = '';
      return;
    }
    yield emit(decoder.decode(waiting[0], { stream: true }));
  }
  const tail = decoder?.decode() ?? '';
  if (tail) yield emit(tail);
}

function countLines(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1))
    count += 1;
  return count;
}
