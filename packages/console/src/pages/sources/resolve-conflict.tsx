import type { Conflict } from '@everyline/contract';
import { Form, Input, Radio } from 'antd';

import { given } from '../../address.ts';
import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useWords } from '../../words/words.ts';
import { ListingText } from '../line/listings-card.tsx';

interface Fields {
  resolution: string;
  keepListingId?: string;
}

/** A person's decision about a conflict: in words, and which listing holds. */
export function ResolveConflict({
  conflict,
  onClose,
}: {
  conflict: Conflict;
  onClose: () => void;
}) {
  const words = useWords();
  const attempt = useAttempt();
  const [form] = Form.useForm<Fields>();
  const resolve = async (fields: Fields) => {
    const done = await attempt(() =>
      api.resolveConflict({
        params: { id: conflict.id },
        body: {
          resolution: fields.resolution,
          ...given({ keepListingId: fields.keepListingId }),
        },
      }),
    );
    if (!done) return;
    void queries.invalidateQueries({ queryKey: ['conflicts'] });
    onClose();
  };
  return (
    <FormModal
      width={640}
      title={words.sources.resolveTitle}
      onClose={onClose}
      form={form}
      onFinish={resolve}
    >
      <Form.Item name="keepListingId" label={words.sources.keep}>
        <Radio.Group className="radio-column">
          {conflict.listings.map((listing) => (
            <Radio key={listing.id} value={listing.id}>
              <ListingText listing={listing} />
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Form.Item name="resolution" label={words.sources.resolution} rules={[{ required: true }]}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
