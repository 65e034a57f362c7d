import type { Language } from '@everyline/contract';
import type { Dispute } from '@everyline/domain';

/** What an owner says is wrong, in a sentence. */
export function disputeSentence(dispute: Dispute, language: Language): string {
  const zh = language !== 'en';
  const { whose = '', hours = '', number = '', services = [], note, sinceDay } = dispute;
  const said = {
    not_ours: zh
      ? `责任单位认为不是本单位的号码，应属：${whose}`
      : `not theirs; they name ${whose}`,
    wrong_hours: zh ? `服务时间有误，应为：${hours}` : `wrong hours; they are ${hours}`,
    wrong_service: zh
      ? `服务事项有误，应为：${services.join('、')}`
      : `wrong service; it is ${services.join(', ')}`,
    moved: zh ? `已改为新号码：${number}` : `moved to the new number ${number}`,
    closed: zh ? '号码已停用' : 'the number is closed',
  }[dispute.kind];
  const since = sinceDay === undefined ? '' : zh ? `（自 ${sinceDay} 起）` : ` (since ${sinceDay})`;
  const more = note.trim() === '' ? '' : zh ? `。${note.trim()}` : `. ${note.trim()}`;
  return `${said}${since}${more}`;
}
