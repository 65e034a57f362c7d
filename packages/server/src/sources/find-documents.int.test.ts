import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { FoundDocument } from '../app/ports/document-reader.ts';
import { FETCH_OPTIONS, type FetchOptions } from './fetch-document.ts';
import { findDocuments } from './find-documents.ts';
import { readBlocks } from './read-blocks.ts';
import { sketch } from './fixtures/read-all.ts';

let folder = '';
let server: Server;
let host = '';

const answers: Readonly<Record<string, RequestListener>> = {
  '/page': (_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end('<p>电话 028-61881111</p>');
  },
  '/packed': (_, response) => {
    response.setHeader('content-encoding', 'gzip').end(gzipSync('电话 12345'));
  },
  '/bomb': (_, response) => {
    response.setHeader('content-encoding', 'gzip').end(gzipSync(new Uint8Array(8 * 1024 * 1024)));
  },
  '/loop': (_, response) => {
    response.writeHead(302, { location: '/loop' }).end();
  },
  '/inside': (_, response) => {
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
  },
  '/file': (_, response) => {
    response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  },
  '/slow': (_, response) => {
    response.write('<p>');
  },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everyline-find-'));
  server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true, force: true });
});

/** What is found behind a name: the text of documents, the code of what was refused. */
async function found(named: string, change: Partial<FetchOptions> = {}): Promise<string[]> {
  const options = { ...FETCH_OPTIONS, allowedPrivateHosts: [host], ...change };
  const texts: string[] = [];
  for await (const one of findDocuments(named, options)) texts.push(await shown(one));
  return texts;
}

async function shown(one: FoundDocument): Promise<string> {
  if ('kind' in one) return one.reason.code;
  const parts: string[] = [];
  for await (const block of readBlocks(one)) {
    parts.push(block.kind === 'rejected' ? block.reason.code : sketch(block));
  }
  return parts.join('/');
}

describe('addresses', () => {
  test('are fetched, also when they are compressed', async () => {
    expect(await found(`http://${host}/page`)).toEqual(['电话 028-61881111']);
    expect(await found(`http://${host}/packed`)).toEqual(['电话 12345']);
  });

  test('inside the own network are refused unless they are allowed', async () => {
    const none = { allowedPrivateHosts: [] };
    expect(await found(`http://${host}/page`, none)).toEqual(['address_private']);
    expect(await found(`http://localhost:${host.split(':')[1]}/page`, none)).toEqual([
      'address_private',
    ]);
    expect(await found('http://[::ffff:127.0.0.1]/', none)).toEqual(['address_private']);
    expect(await found('http://2130706433/', none)).toEqual(['address_private']);
  });

  test('cannot lead inside by a redirect, to a file, or round in circles', async () => {
    expect(await found(`http://${host}/inside`)).toEqual(['address_private']);
    expect(await found(`http://${host}/file`)).toEqual(['address_invalid']);
    expect(await found(`http://${host}/loop`)).toEqual(['address_redirects']);
  });

  test('that answer too much, too slowly or not at all are given up', async () => {
    expect(await found(`http://${host}/bomb`, { maxBytes: 1024 * 1024 })).toEqual([
      'address_too_large',
    ]);
    expect(await found(`http://${host}/slow`, { timeoutMs: 300 })).toEqual(['address_failed']);
    expect(await found(`http://${host}/nothing`)).toEqual(['address_status']);
  });
});

describe('paths', () => {
  test('a list of addresses is followed line by line', async () => {
    const list = join(folder, 'addresses.txt');
    await writeFile(list, `# portal\nhttp://${host}/page\n\nhttp://${host}/nothing\n`);
    expect(await found(list)).toEqual(['电话 028-61881111', 'address_status']);
  });

  test('a folder is read in order, through its folders, once, however links go round', async () => {
    const root = join(folder, 'root');
    await mkdir(join(root, 'b'), { recursive: true });
    await writeFile(join(root, 'c.txt'), '三 12366');
    await writeFile(join(root, 'a.txt'), '一 12345');
    await writeFile(join(root, 'b', 'x.csv'), '二,12333\n');
    await writeFile(join(root, '.hidden.txt'), 'no');
    await writeFile(join(root, 'photo.png'), 'no');
    await symlink(root, join(root, 'b', 'loop'));
    await symlink(join(root, 'a.txt'), join(root, 'z.txt'));
    expect(await found(root)).toEqual(['一 12345', '二|12333', '三 12366']);
  });

  test('an empty folder and a missing file are said so', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    expect(await found(empty)).toEqual(['folder_empty']);
    expect(await found(join(folder, 'nowhere.csv'))).toEqual(['file_missing']);
  });
});
