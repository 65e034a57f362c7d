import { Type, type Static } from 'typebox';

import { nullable } from './schema.ts';

/** What every failed request answers: one clear sentence, the place and the way out, never a stack. */
export const Fault = Type.Object({
  code: Type.String(),
  message: Type.String({ description: 'In the language of Accept-Language: zh-CN or en.' }),
  place: nullable(
    Type.String({ description: 'The field, file, sheet, row or column where it happened.' }),
  ),
  wayOut: nullable(Type.String({ description: 'What to do now.' })),
  requestId: Type.String({ description: 'Names the line in the server log.' }),
});
export type Fault = Static<typeof Fault>;
