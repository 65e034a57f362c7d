import type { TextRun } from '@everyline/numbers';
import type { ReadingLimits } from './limits.ts';
import { ReadingFault } from './rejected.ts';
import { readXml } from './xml-events.ts';
import { isOn } from './xlsx-styles.ts';
import type { ZipArchive } from './zip-archive.ts';

/** A text of the workbook: plain, or in runs where a part of it is struck through. */
export type SharedText = string | readonly TextRun[];

/** Collects the runs of one rich text (`<si>` or `<is>`). */
export class RichText {
  private runs: TextRun[] = [];
  private text = '';
  private struck = false;
  private reading = false;
  private phonetic = 0;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 't') this.reading = this.phonetic === 0;
    else if (name === 'rPh') this.phonetic += 1;
    else if (name === 'strike') this.struck = isOn(attributes.val);
  }

  close(name: string): void {
    if (name === 't') this.reading = false;
    else if (name === 'rPh') this.phonetic -= 1;
    else if (name === 'r') this.endRun();
  }

  add(text: string): void {
    if (this.reading) this.text += text;
  }

  /** The text so far, and an empty one from here. */
  take(): SharedText {
    this.endRun();
    const { runs } = this;
    this.runs = [];
    if (!runs.some((run) => run.struck)) return runs.map((run) => run.text).join('');
    return runs;
  }

  private endRun(): void {
    const text = escapedControls(this.text);
    if (text !== '') this.runs.push(this.struck ? { text, struck: true } : { text });
    this.text = '';
    this.struck = false;
  }
}

/** `_x000D_` stands for a control character (ECMA-376 part 1, 22.9.2.19). */
function escapedControls(text: string): string {
  if (!text.includes('_x')) return text.replace(/\r\n?/g, '\n');
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .replace(/\r\n?/g, '\n');
}

/** The shared strings of a workbook; refused when they would not fit into memory. */
export async function readSharedStrings(
  zip: ZipArchive,
  part: string,
  limits: ReadingLimits,
): Promise<SharedText[]> {
  const strings: SharedText[] = [];
  if (!zip.has(part)) return strings;
  const rich = new RichText();
  let chars = 0;
  await readXml(
    zip.chunks(part),
    {
      open: (name, attributes) => rich.open(name, attributes),
      close(name) {
        rich.close(name);
        if (name !== 'si') return;
        const text = rich.take();
        strings.push(text);
        chars +=
          16 +
          (typeof text === 'string'
            ? text.length
            : text.reduce((sum, run) => sum + run.text.length, 0));
        if (chars > limits.sharedStringChars) {
          const limit = Math.round(limits.sharedStringChars / 1024 / 1024);
          throw new ReadingFault('file_too_large', { size: `> ${limit}`, limit });
        }
      },
      text: (text) => rich.add(text),
    },
    part,
    limits,
  );
  return strings;
}
