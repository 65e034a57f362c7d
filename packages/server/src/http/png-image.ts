import { crc32, deflateSync } from 'node:zlib';

/** A colour as `#rrggbb`. */
export type Colour = `#${string}`;

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** 8 bits a sample, palette, deflate, no filter, not interlaced (PNG, section 11.2.1). */
const PALETTE_IMAGE = [8, 3, 0, 0, 0];

/**
 * A picture of upright rectangles, which is all that bars and columns need: no fonts and no smoothing.
 * Sizes are in pixels; the first colour is the ground.
 */
export class PngImage {
  readonly width: number;
  readonly height: number;
  private readonly pixels: Uint8Array;
  private readonly palette: Colour[];

  constructor(width: number, height: number, ground: Colour) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height);
    this.palette = [ground];
  }

  /** Fills a rectangle; what lies outside of the picture is cut off. */
  fill(left: number, top: number, width: number, height: number, colour: Colour): void {
    let index = this.palette.indexOf(colour);
    if (index < 0) index = this.palette.push(colour) - 1;
    const from = Math.max(0, Math.round(left));
    const to = Math.min(this.width, Math.round(left + width));
    const last = Math.min(this.height, Math.round(top + height));
    for (let row = Math.max(0, Math.round(top)); row < last && from < to; row += 1) {
      this.pixels.fill(index, row * this.width + from, row * this.width + to);
    }
  }

  /** The picture in the PNG format (ISO/IEC 15948). */
  encode(): Buffer {
    const rows = new Uint8Array((this.width + 1) * this.height);
    for (let row = 0; row < this.height; row += 1) {
      // The first byte of a row names its filter: none.
      rows.set(
        this.pixels.subarray(row * this.width, (row + 1) * this.width),
        row * (this.width + 1) + 1,
      );
    }
    const head = new Uint8Array(13);
    const view = new DataView(head.buffer);
    view.setUint32(0, this.width);
    view.setUint32(4, this.height);
    head.set(PALETTE_IMAGE, 8);
    const colours = this.palette.flatMap((colour) =>
      [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)),
    );
    return Buffer.concat([
      SIGNATURE,
      chunk('IHDR', head),
      chunk('PLTE', Uint8Array.from(colours)),
      chunk('IDAT', deflateSync(rows, { level: 9 })),
      chunk('IEND', new Uint8Array()),
    ]);
  }
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
