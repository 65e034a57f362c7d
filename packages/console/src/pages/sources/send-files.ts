import {
  addressOf,
  type Fault,
  RequestFault,
  type Source,
  type UploadQuery,
} from '@everyline/contract';

import { storedLanguage } from '../../api.ts';

/** Uploads files and tells how far it is (0 to 1); `fetch` cannot tell that, so this is the older way. */
export function sendFiles(
  files: readonly File[],
  query: UploadQuery,
  progress: (share: number) => void,
): Promise<Source[]> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const file of files) form.append('file', file, file.name);
    const request = new XMLHttpRequest();
    request.open('POST', addressOf('uploadSource', { query }));
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('accept-language', storedLanguage());
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    const fail = () => {
      const zh = storedLanguage() === 'zh-CN';
      reject(
        new RequestFault(request.status, {
          code: 'network',
          message: zh ? '上传没有完成。' : 'The upload did not finish.',
          place: null,
          wayOut: zh ? '请检查网络后重试。' : 'Check the connection and try again.',
          requestId: '',
        }),
      );
    };
    request.addEventListener('error', fail);
    request.addEventListener('abort', fail);
    request.addEventListener('load', () => {
      try {
        const body: unknown = JSON.parse(request.responseText);
        if (request.status >= 200 && request.status < 300) resolve(body as Source[]);
        else reject(new RequestFault(request.status, body as Fault));
      } catch {
        fail();
      }
    });
    request.send(form);
  });
}
