import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { ReadingLimits } from './limits.ts';
import { faultDetail, ReadingFault } from './rejected.ts';

/** What stands in an xml part, without namespace prefixes of the office formats (`w:t` is `t`). */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/**
 * Feeds an xml part to a handler and yields after every chunk, so that the caller can hand on what
 * has become complete. Entities of a document type are never expanded. Throws `xml_broken` with
 * the line and `nesting_too_deep`.
 */
export async function* parseXml(
  chunks: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
  part: string,
  limits: ReadingLimits,
): AsyncGenerator<undefined> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let depth = 0;
  const failed: ReadingFault[] = [];
  const fail = (fault: ReadingFault): void => {
    failed.push(fault);
  };
  parser.on('opentag', (tag: SaxesTagPlain) => {
    depth += 1;
    if (depth > limits.depth) {
      fail(new ReadingFault('nesting_too_deep', { limit: limits.depth }, { line: parser.line }));
      return;
    }
    if (failed.length === 0) handler.open(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    if (failed.length === 0) handler.close(localName(tag.name));
  });
  parser.on('text', (text) => {
    if (failed.length === 0 && depth > 0) handler.text(text);
  });
  parser.on('cdata', (text) => {
    if (failed.length === 0 && depth > 0) handler.text(text);
  });
  parser.on('error', (error) => {
    fail(new ReadingFault('xml_broken', { part, detail: faultDetail(error) }));
  });
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(
      chunk[0] === 0xff && chunk[1] === 0xfe
        ? 'utf-16le'
        : chunk[0] === 0xfe && chunk[1] === 0xff
          ? 'utf-16be'
          : 'utf-8',
    );
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
    if (failed[0]) throw failed[0];
  }
  parser.close();
  yield;
  if (failed[0]) throw failed[0];
}

/** Reads a whole small part (styles, relations). */
export async function readXml(
  chunks: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
  part: string,
  limits: ReadingLimits,
): Promise<void> {
  for await (const _ of parseXml(chunks, handler, part, limits));
}

/** Relations of a part: id → target, with the folder of the part in front unless it is an address. */
export async function readRelations(
  zip: { has(name: string): boolean; chunks(name: string): AsyncGenerator<Uint8Array> },
  part: string,
  limits: ReadingLimits,
): Promise<Map<string, { target: string; type: string }>> {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, slash + 1);
  const name = `${folder}_rels/${part.slice(slash + 1)}.rels`;
  const relations = new Map<string, { target: string; type: string }>();
  if (!zip.has(name)) return relations;
  await readXml(
    zip.chunks(name),
    {
      open(tag, { Id = '', Target = '', TargetMode = '', Type = '' }) {
        if (tag !== 'Relationship') return;
        const target =
          TargetMode === 'External'
            ? Target
            : Target.startsWith('/')
              ? Target.slice(1)
              : resolved(folder + Target);
        relations.set(Id, { target, type: Type.slice(Type.lastIndexOf('/') + 1) });
      },
      close() {},
      text() {},
    },
    name,
    limits,
  );
  return relations;
}

function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
