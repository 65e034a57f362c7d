import { MergeModeWord, type ConsolidationProposal } from '@everyline/contract';
import { say, useLanguage } from '@everyline/ui';
import { App, Form, Input, Select } from 'antd';

import { api, queries } from '../../api.ts';
import { useAttempt } from '../../failure.ts';
import { FormModal } from '../../form-modal.tsx';
import { useFormat } from '../../formatting.ts';
import { useWords } from '../../words/words.ts';

interface Fields {
  readonly note?: string;
  readonly keptLineId?: string;
  readonly mergeMode?: MergeModeWord;
}

/** Accepts a proposal, with another number kept or another way of merging if one wants, or rejects it with a reason. */
export function DecideProposal({
  proposal,
  accept,
  onClose,
}: {
  proposal: ConsolidationProposal;
  accept: boolean;
  onClose: () => void;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const format = useFormat();
  const attempt = useAttempt();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const kept = proposal.lines.find((line) => line.kept);
  const mayKeepAnother = accept && kept !== undefined && proposal.lines.length > 1;
  const mayMergeOtherwise = accept && proposal.mergeMode !== null;
  const decide = async ({ note, keptLineId, mergeMode }: Fields) => {
    const done = await attempt(async () => {
      const { decision } = await api.decideProposal({
        body: {
          key: proposal.key,
          accept,
          note: note ?? '',
          ...(keptLineId !== undefined && { keptLineId }),
          ...(mergeMode !== undefined && { mergeMode }),
        },
      });
      message.success(
        accept
          ? words.consolidation.accepted(format.count(decision?.ticketIds.length ?? 0))
          : words.consolidation.rejectedNow,
      );
    });
    // Also where somebody else was faster: the page then shows what they decided.
    for (const key of ['consolidation', 'tickets']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
    if (done) onClose();
  };
  return (
    <FormModal
      title={accept ? words.consolidation.acceptTitle : words.consolidation.rejectTitle}
      okText={accept ? words.consolidation.acceptOk : words.consolidation.rejectOk}
      width={640}
      form={form}
      initialValues={{
        ...(mayKeepAnother && { keptLineId: kept.lineId }),
        ...(mayMergeOtherwise && { mergeMode: proposal.mergeMode }),
      }}
      onClose={onClose}
      onFinish={decide}
    >
      <p>{say(proposal.sentence, language)}</p>
      {mayKeepAnother && (
        <Form.Item name="keptLineId" label={words.consolidation.keep}>
          <Select
            options={proposal.lines.map(({ lineId, display }) => ({
              value: lineId,
              label: display,
            }))}
          />
        </Form.Item>
      )}
      {mayMergeOtherwise && (
        <Form.Item name="mergeMode" label={words.consolidation.mode}>
          <Select
            options={MergeModeWord.enum.map((value) => ({
              value,
              label: words.consolidation.modes[value],
            }))}
          />
        </Form.Item>
      )}
      <Form.Item
        name="note"
        label={accept ? words.consolidation.note : words.consolidation.reason}
        extra={accept ? words.consolidation.acceptHelp : words.consolidation.rejectHelp}
        rules={
          accept
            ? []
            : [{ required: true, whitespace: true, message: words.consolidation.reasonNeeded }]
        }
      >
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </FormModal>
  );
}
