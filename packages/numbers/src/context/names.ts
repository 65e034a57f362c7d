/** Endings of the names of offices, institutions and counters. */
const unitEnding =
  /(?:局|委员会|[政纪党工团监改建健信计管科经教农环住贸宣体城]委|办公室|[厅部处科室股组队院所站馆园]|中心|公司|集团|学校|[小中大]学|学院|政府|街道办?|办事处|[镇乡村]|社区|居委会|村委会|[支分]?行|窗口|协会|学会|联合会|总会|慈善会|基金会|商会|工会|红十字会|法院|检察院|专班|指挥部|总台|服务台|前台|门诊|药房|病区|诊所|客运站|机场|物业|水厂|营业厅|营业所|网点|库|庭|署|[总分支]社|热力|燃气|电力|办|区|县|市|CA|银行|大厦|监狱|海关|关|司|台|厂|店|校|[一二三四五六七八九十高初县市区]中|一小|会|处长|窗|点|本级)(?:\([^()]{1,20}\))?$/u;

const englishUnit =
  /^(?=.{6,100}$)(?:[A-Za-z][A-Za-z ,.&'()-]*)?\b(?:Bureau|Administration|Office|Cent(?:er|re)|Department|Division|Hospital|University|College|Commission|Committee|Court|Company|Ltd\.?|Embassy|Consulate|Authority|Agency|Ministry|Bank|School|Library|Station|Government|Council|Limited|Corporation|Inc\.?)\b[A-Za-z ,.&'()-]*$/u;

/** Tells whether a line is the English name of an office. */
export function looksLikeEnglishUnit(text: string): boolean {
  return englishUnit.test(text);
}

const englishUnitWords =
  /(?:[A-Z][A-Za-z.&'-]*[ ])*(?:(?:of|and|for|the)[ ](?:[A-Z][A-Za-z.&'-]*[ ])*)*(?:Hospital|University|College|Institute|Bureau|Cent(?:er|re)|Laboratory|Academy|Company|Limited|School)(?:[ ](?:of|for)(?:[ ](?:the[ ])?[A-Z][A-Za-z.&'-]*)+)?/gu;

/** The first office that an English sentence names, or null. */
export function englishUnitInProse(text: string): string | null {
  for (const match of text.slice(-240).matchAll(englishUnitWords))
    if (match[0].includes(' ') && match[0].length >= 10) return match[0].trim();
  return null;
}

/** Tells whether a short, folded piece of text ends like the name of an office or institution. */
export function looksLikeUnit(text: string): boolean {
  return (
    text.length >= 2 &&
    text.length <= 60 &&
    unitEnding.test(text) &&
    !/(?:时间|地点|地区|以下|如下|情况|小区)$/u.test(text)
  );
}

const unitInProse =
  /[\p{Script=Han}]{2,28}?(?:委员会|管委会|办公室|管理局|[\p{Script=Han}]局|[省市区县]政府|人民政府|街道办事处|服务中心|管理中心|交易中心|指挥中心|[\p{Script=Han}]中心|公司|医院|大学|学院|小学|中学|派出所|检察院|法院|督察组|巡视组|巡察组|工作组|支队|大队|管理处|监管处|[省市区县]委|红十字会|慈善总会|联合会|协会|研究院|研究所|检验院|(?:海洋|博物|图书|体育|科技|文化|档案|美术|纪念|展览)馆|[\p{Script=Han}]厅|业务部|[\p{Script=Han}]{2}[科股])(?:[\p{Script=Han}]{2,10}?(?:办公室|管理部|服务中心|分局|支队|大队|窗口|服务站|[处科室部]))?/gu;
const prosePrefix =
  /^.*?(?:由|在|向|到|请|与|根据|经|对|及|如|可|是|为|给|按照|至|从|被|让|联系|咨询|拨打|登录|关注|前往|提交|办理|和(?=[\p{Script=Han}]{4})|[一二三四五六七八九十]是)(?=[\p{Script=Han}]{4,})/u;

/** The last office that a sentence names, or null. */
export function lastUnitInProse(sentence: string): string | null {
  let last: string | null = null;
  for (const match of sentence.slice(-240).matchAll(unitInProse)) {
    const name = match[0].replace(prosePrefix, '').replace(/^号/u, '');
    if (name.length >= 4 && !/^(?:份|有限)/u.test(name)) last = name;
  }
  return last;
}

const personTitle =
  /^(?:联系人)?[\p{Script=Han}×xX*＊某○]{1,4}(?:老师|先生|女士|主任|科长|处长|经理|同志|医生|部长|队长|所长|书记|局长|校长|院长|师傅|警官|法官|小姐|馆长|站长|股长|秘书|干事|会长|主管|助理|护士|医师|委员|文书|干部|专干|网格员|网格长|志愿者|工)$|^(?:[副村]?(?:书记|主任)|文书|会计|出纳|网格员|专干|法官助理|书记员)$/u;

/** Tells whether a piece of text is a person (`包老师`, `张××`), who is no owner of a line. */
export function looksLikePerson(text: string): boolean {
  return personTitle.test(text) || /^[\p{Script=Han}][×xX*＊○某]{1,2}$/u.test(text);
}

const genericHeading =
  /^(?:联系|联络)(?:我们|方式|电话|地址|信息|人)?$|^(?:电话|地址|备注|附件|公告|通知|简介|首页|目录|其他|其它|说明|通讯录|办公电话|咨询电话|服务电话|监督电话|投诉电话|常用电话|contact(?: us)?|phone|telephone|about(?: us)?|home)[::]?$/iu;

/** Tells whether a heading says nothing about whose numbers stand under it. */
export function isGenericTitle(text: string): boolean {
  const bare = stripOrdinal(text).replace(/[ :]/gu, '');
  return (
    bare === '' ||
    genericHeading.test(bare) ||
    /^[\d\W_]*$/u.test(bare.replace(/\p{Script=Han}/gu, 'x'))
  );
}

const ordinal =
  /^[ ]*(?:[-*+•·●○■□▪◆◇★☆>#|&〖]+[ ]*|\(?[一二三四五六七八九十]{1,3}[)、,.][ ]*|\(?\d{1,2}(?:\.\d{1,2}){0,2}(?:[)、,]|\.(?!\d))[ ]*|第[一二三四五六七八九十\d]{1,3}[章节条部分项、,: ]+|[①-⑳㈠-㈩][ ]*|[☎📞📱✆℡📠🚨📰🏥🖨🙋]\uFE0F?[ ]*)+/u;

/** A line without its bullet, number or pictogram (`1，【…】`, `一、`, `- 📞`). */
export function stripOrdinal(text: string): string {
  const line = /^\s*(?:\/[/*]|\*)/u.test(text)
    ? text.replace(/^\s*\/?[/*]+[\s-]*|[\s*-]*\*\/\s*$|[\s-]{3,}$/gu, '')
    : text;
  return line.replace(ordinal, '').trim();
}

/** The unit in the first column of a line whose columns blanks set apart (`市委办公室   张 红   2332145`), or null. */
export function nameOfRow(left: string): string | null {
  if (left.length > 80 || !/[ ]{2}/u.test(left.trimStart())) return null;
  const columns = stripOrdinal(left).split(/[ ]{2,}/u);
  const name = (columns[0] ?? '').replace(/ /gu, '');
  const tidy = columns.every((part) => part.length <= 24 && !/[:。;,]/u.test(part));
  return tidy && looksLikeUnit(name) ? name : null;
}

/** The name before or behind 版权所有, whatever its ending. */
const copyrightName =
  /([\p{Script=Han}()]{4,30})[\s:]*版权所有|版权所有[\s:©]*(?:\(c\))?[\s:©]*([\p{Script=Han}()]{4,40})/iu;

/** Whose rights a copyright line keeps (`All rights reserved 淘车乐二手车交易网 版权所有`), or null. */
export function copyrightOwner(text: string): string | null {
  const match = copyrightName.exec(text);
  return match?.[1] ?? match?.[2] ?? null;
}

const copyrightBelow =
  /(?:版权(?:所有)?|主办(?:单位)?|copyright|©|\(c\))[\s:©-]*(?:\(c\))?[\s:©]*(?:\d{4}(?:[ ]?[-~][ ]?\d{4})?)?[\s:©]*(?:版权所有[\s:]*)?([\p{Script=Han}()]{4,40})|([\p{Script=Han}()]{4,40})[\s:©]*版权所有/iu;

/** The office that the foot of a page names below its numbers (`版权所有:河北工业职业技术学院`), or null. */
export function ownerBelow(text: string): string | null {
  const match = copyrightBelow.exec(text);
  if (match === null && /copyright|©|保留所有权利|版权所有/iu.test(text))
    return lastUnitInProse(text);
  const name = (match?.[1] ?? match?.[2] ?? '').replace(/^(?:由|版权所有|网易)/u, '');
  return name.length >= 4 && looksLikeUnit(name) ? name : null;
}
