/** A word that says that a telephone number follows (or stands before). Blanks inside `电 话` are layout. */
const phoneWords =
  /[电電] {0,6}[话話]|手 {0,6}[机機]|[传傳] {0,6}真|座 {0,4}机|[热熱][线線]|[专專][线線]|固话|[总總][机機]|总台|直拨|拨打|致电|来电|请拨|可拨|联系方式|咨询方式|投诉方式|监督方式|举报方式|联系号码|电联|\b(?:tel|telephone|phone|fax|hotline|mobile|mob|cell|call|dial|whatsapp)\b|\b[TFM](?=[.:])|[☎📞📱✆℡📠🚨]/giu;

/** A word that says that the digits behind it are something else. */
const otherWords =
  /邮 {0,6}编|邮政编码|邮码|账 {0,4}号|帐 {0,4}号|账户|帐户|卡号|身份证|证件|信用代码|纳税人|税号|识别号|许可证|备案|ICP|公网安备|网安备|编 {0,4}号|文号|\bQQ|[Qq]群|群号|微信|微博|公众号|行号|联行|工号|门牌|车牌|版本|订单|序号|代码|证号|编码|学号|档案|案号|字号|批号|条码|邮 {0,4}箱|\be-?mail|网 {0,4}址|金额|预算|限价|报价|面积|[￥¥$]|人民币|投资|资本|密码|验证码|会议号|会议 {0,2}ID|\bID\b|UID|发票|合同号|信箱|浏览|阅读|点击量|访问量|次数|人数|户数|坐标|经度|纬度|流水号|备案号|户 {0,4}名|开户行|\b(?:GB|DB|ISO|HJ|YY|JB)(?:\/T)?\b|\bcode\b|抖音|快手|淘宝|支付宝|包裹|运单|快递单|药准字|国械|注册号|登记号|统一社会|项目号|标段|短 {0,2}号|小号|虚拟网/giu;

const joined =
  /((?:电 {0,6}话|手 {0,6}机(?:号码?)?|联系方式|号码))[ ]*[/、和及与或&(|][ ]*(?:微信|QQ|邮箱|wechat)(?:同号|同步|号码?|同)?\)?|(?:微信|QQ|wechat)[ ]*[/、和及与或&(|]?[ ]*(?:同)?(?=电 {0,6}话|手 {0,6}机)/giu;

/** The nearest label before a number and how it speaks. */
export interface LabelSense {
  readonly says: 'phone' | 'other' | 'nothing';
  /** Characters between the end of the label word and the number. */
  readonly distance: number;
  /** Only `：`, blanks, 为 or 是 stand between. */
  readonly direct: boolean;
}

function lastEnd(pattern: RegExp, text: string): number {
  pattern.lastIndex = 0;
  let end = -1;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    end = found.index + found[0].length;
  }
  return end;
}

const nothing: LabelSense = { says: 'nothing', distance: Infinity, direct: false };

/** Reads folded text that ends where a number begins: does its last label announce a telephone or something else? */
export function senseOfLabel(left: string): LabelSense {
  const text = left.replace(joined, (whole) => `${' '.repeat(Math.max(0, whole.length - 2))}电话`);
  const phone = lastEnd(phoneWords, text);
  const other = lastEnd(otherWords, text);
  if (phone < 0 && other < 0) return nothing;
  if (other > phone) {
    const between = text.slice(other);
    // 微信同号、QQ同号 behind another number: the label is not for the number that comes.
    if (/^同/u.test(between)) return nothing;
    if (/[。；;!?]/u.test(between)) return nothing;
    return { says: 'other', distance: between.length, direct: directBetween.test(between) };
  }
  const between = text.slice(phone);
  if (/[。!?]/u.test(between)) return nothing;
  return { says: 'phone', distance: between.length, direct: directBetween.test(between) };
}

const directBetween =
  /^(?:号码?|号)?[ ]*(?:\([^()]{0,16}\)|【[^】]{0,12}】)?[ ]*(?:[:;,.、]|为|是|就是|即|分别是|分别为)?[ :"“'「*(【-]*$/u;

/** Tells whether folded text names a telephone anywhere (`热线`, `Tel`, `☎`). */
export function namesTelephone(text: string): boolean {
  phoneWords.lastIndex = 0;
  return phoneWords.test(text);
}

/** Tells whether folded text is the label of something that is no telephone (`邮编`, `账号`, `地址`). */
export function namesOther(text: string): boolean {
  otherWords.lastIndex = 0;
  return otherWords.test(text);
}

const phoneLabelEnd =
  /(?:[电電] {0,6}[话話]|手 {0,6}[机機]|[传傳] {0,6}真|座 {0,4}机|[热熱][线線]|[专專][线線]|固话|[总總][机機]|总台|直拨|联系方式|咨询方式|投诉方式|监督方式|举报方式|联系号码|\b(?:tel|telephone|phone|fax|hotline|mobile|mob|[TFM])\b\.?|[☎📞📱✆℡📠🚨]\uFE0F?)(?:号码|号)?(?:\([^()]{0,12}\))?$/iu;

/** Tells whether folded, trimmed text ends in a telephone label. */
export function endsInPhoneLabel(text: string): boolean {
  return phoneLabelEnd.test(text);
}
