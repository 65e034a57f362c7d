import type { AnnouncementLabel, Transcript } from './call-evidence.ts';

/** What words say of who speaks. */
export interface WordEvidence {
  /** What the words announce; null when they announce nothing that is known. */
  readonly label: AnnouncementLabel | null;
  /** Positive for a machine, negative for a person; 0 when the words tell neither. */
  readonly machine: number;
  readonly words: number;
}

/** What carriers and offices let machines say; the first that is found counts, so the more special stand first. */
const ANNOUNCEMENTS: readonly (readonly [AnnouncementLabel, RegExp])[] = [
  [
    'number_changed',
    /(号码|电话).{0,6}(已|己)?(更改|变更|改为|改号)|number (has )?(been )?changed/,
  ],
  [
    'unallocated',
    /空号|号码不存在|号码.{0,3}有误|does ?n[o']t exist|not (been )?(allocated|in service)/,
  ],
  ['suspended', /已?停机|暂停服务|(is|been) (suspended|disconnected)/],
  ['powered_off', /关机|(powered|switched|turned) off/],
  ['out_of_area', /不在服务区|out of (the )?(service )?area/],
  ['barred', /呼叫受限|限制呼(入|叫)|(calls?|number) (is|are) (barred|restricted)/],
  [
    'busy',
    /正在通话|正忙(?!线路)|用户忙|line is (busy|engaged)|(number|subscriber).{0,24} is busy/,
  ],
  [
    'network_congestion',
    /网络(繁)?忙|线路(繁)?忙|(network|circuits?|lines?) (is|are) (all )?(busy|congested)/,
  ],
  ['unreachable', /无法接通|暂时不能接通|(can ?not|could not|can't) be (reached|connected)/],
  ['no_answer', /无人(接听|应答)|(does not|no) answer/],
  [
    'after_hours',
    /非(工作|上班|办公)时间|已(经)?下班|工作时间(为|是)|office hours|(we are|office is) (now |currently )?closed/,
  ],
  ['voicemail', /留言|语音信箱|leave (a|your) message|voice ?mail|after the (tone|beep)/],
  ['fax', /传真(请|信号)|发送传真|fax (tone|machine)/],
  [
    'please_hold',
    /(请不要|请勿|不要)挂机|座席(全)?忙|排队|请耐心等(待|候)|please hold|stay on the line/,
  ],
  ['menu', /请(直)?(按|拨分机)|按.{1,4}(号)?键|press [\w]+|dial [\w]+ for/],
];
/** Only recordings say so, though it does not tell which. */
const RECORDED =
  /请稍后再拨|请查证后再拨|请核对后再拨|欢迎(致电|拨打)|您拨打的|please try again later|you have (dialled|dialed|reached)|thank you for calling/;
/** What is said by one who waits for an answer. */
const PERSONAL =
  /^(喂|诶|哎)|请讲|请说|哪位|找谁|什么事|怎么了|听得到吗|说话|打错|能帮(您|你)|speaking\b|who('s| is) (this|calling)|can i help|^(hello|yes|allo|allô|ja|pronto|moshi)\b/;
const ANNOUNCED = 4;
const RECORDED_WEIGHT = 5;
const PERSONAL_WEIGHT = -2.5;
/** A greeting has few words; the counts beyond it weigh a little each. */
const GREETING_WORDS = 10;
const PER_WORD = 0.12;
const MOST_BY_COUNT = 2;

/**
 * How many words a text has: by blanks where a script has them, and two thirds of the characters where it has none
 * (Chinese words are one and a half characters long on average).
 */
export function countWords(text: string): number {
  const unspaced = text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
  );
  const rest = text.replace(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
    ' ',
  );
  const spaced = rest.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu);
  return Math.round((unspaced?.length ?? 0) / 1.5) + (spaced?.length ?? 0);
}

/** What was understood, as evidence of what an announcement says and whether a machine or a person says it. */
export function readWords({ text, confidence }: Transcript): WordEvidence {
  const plain = text.normalize('NFKC').toLowerCase().trim();
  const words = countWords(plain);
  if (words === 0) return { label: null, machine: 0, words };
  const label = ANNOUNCEMENTS.find(([, said]) => said.test(plain))?.[0] ?? null;
  const byCount = Math.min(MOST_BY_COUNT, PER_WORD * Math.max(0, words - GREETING_WORDS));
  const bySaying =
    (label === null ? 0 : ANNOUNCED) +
    (RECORDED.test(plain) ? RECORDED_WEIGHT : 0) +
    (PERSONAL.test(plain) ? PERSONAL_WEIGHT : 0);
  return { label, machine: confidence * (byCount + bySaying), words };
}
