import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { decodeALaw } from '@everyline/telephony';

/** What a person who answers hears: the recording of the city, else the one that comes with the program. */
export async function probeAnnouncement(
  data: string,
  language: 'zh-CN' | 'en',
): Promise<Int16Array> {
  const own = join(data, 'probe-announcement.alaw');
  const shipped = join(
    import.meta.dirname,
    '..',
    '..',
    'assets',
    `probe-announcement.${language}.alaw`,
  );
  const bytes = await readFile(own).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    return readFile(shipped);
  });
  return decodeALaw(bytes);
}
