/** What a document is, by its bytes first and its name second. */
export type DocumentFormat =
  | 'xlsx'
  | 'docx'
  | 'pdf'
  | 'html'
  | 'csv'
  | 'text'
  | 'markdown'
  | 'json'
  | 'jsonl'
  | 'js'
  | 'yaml'
  | 'sql'
  | 'office'
  | 'empty'
  | 'unknown';

const BY_ENDING: Readonly<Record<string, DocumentFormat>> = {
  csv: 'csv',
  tsv: 'csv',
  tab: 'csv',
  xls: 'csv',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  docx: 'docx',
  docm: 'docx',
  pdf: 'pdf',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  shtml: 'html',
  mht: 'html',
  gsp: 'html',
  jsp: 'html',
  asp: 'html',
  aspx: 'html',
  php: 'html',
  vue: 'html',
  txt: 'text',
  text: 'text',
  log: 'text',
  md: 'markdown',
  markdown: 'markdown',
  json: 'json',
  geojson: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  js: 'js',
  mjs: 'js',
  ts: 'js',
  json5: 'js',
  yaml: 'yaml',
  yml: 'yaml',
  sql: 'sql',
};

const BY_MEDIA_TYPE: Readonly<Record<string, DocumentFormat>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/csv': 'csv',
  'text/tab-separated-values': 'csv',
  'text/plain': 'text',
  'text/markdown': 'markdown',
  'application/json': 'json',
  'application/x-ndjson': 'jsonl',
  'application/javascript': 'js',
  'text/javascript': 'js',
  'application/yaml': 'yaml',
  'text/yaml': 'yaml',
  'application/x-yaml': 'yaml',
};

/** Formats that LibreOffice opens, and what to save them as without it. */
export const OFFICE_FORMATS: Readonly<Record<string, 'xlsx' | 'docx' | 'pdf'>> = {
  xls: 'xlsx',
  et: 'xlsx',
  ett: 'xlsx',
  ods: 'xlsx',
  doc: 'docx',
  wps: 'docx',
  wpt: 'docx',
  odt: 'docx',
  rtf: 'docx',
  ofd: 'pdf',
  ppt: 'pdf',
  pptx: 'pdf',
  dps: 'pdf',
  odp: 'pdf',
};

/** The ending of a name without its dot, in lower case. */
export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})(?:[?#].*)?$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}

/** Decides on the format of a document from its first bytes (64 KB are enough), its name and its media type. */
export function detectFormat(head: Uint8Array, name: string, mediaType?: string): DocumentFormat {
  if (head.length === 0) return 'empty';
  const ending = endingOf(name);
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06]))
    return zipFormat(head, ending);
  if (new TextDecoder('latin1').decode(head.subarray(0, 1024)).includes('%PDF-')) return 'pdf';
  // Compound files of Office 97–2003, WPS, and encrypted new ones.
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return 'office';
  if (startsWith(head, [0x7b, 0x5c, 0x72, 0x74, 0x66])) return 'office';
  // Excel before 97: a bare BIFF stream.
  if (head[0] === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(head[1] ?? -1) && ending === 'xls')
    return 'office';
  return textFormat(head, ending, mediaType);
}

function zipFormat(head: Uint8Array, ending: string): DocumentFormat {
  const names = new TextDecoder('latin1').decode(head);
  if (names.includes('xl/')) return 'xlsx';
  if (names.includes('word/')) return 'docx';
  const known = BY_ENDING[ending];
  if (known === 'xlsx' || known === 'docx') return known;
  if (ending in OFFICE_FORMATS) return 'office';
  return 'unknown';
}

function textFormat(
  head: Uint8Array,
  ending: string,
  mediaType: string | undefined,
): DocumentFormat {
  const start = new TextDecoder('latin1')
    .decode(head.subarray(0, 2048))
    .replace(/\0/g, '')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*/, '');
  // Many "xls" files of government systems are html tables under another name.
  if (/^<(?:!doctype html|html|head|body|table|meta|div|style)\b/i.test(start)) return 'html';
  if (/^(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b/i.test(start)) return 'html';
  const known = BY_ENDING[ending];
  if (known && known !== 'xlsx' && known !== 'docx' && known !== 'pdf') return known;
  const declared = BY_MEDIA_TYPE[(mediaType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''];
  if (declared) return declared;
  if (ending in OFFICE_FORMATS) return 'office';
  if (known) return 'unknown';
  if (/^[[{]/.test(start)) return 'json';
  if (/<\/?(?:p|div|td|span|br|a|table)\b/i.test(start)) return 'html';
  const zeros = head.subarray(0, 1024).reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
  return zeros > 300 ? 'unknown' : 'text';
}
