/** Asks about the telephone of somebody, rather than about what they do. */
const ASKS_NUMBER =
  /电话|号码|热线|打哪(?:个|里)|联系方式|怎么联系|打得通|打通|\b(?:phone|telephone|number|call|hotline)\b/iu;

/** Words of asking that are no part of a name. */
const ASKING =
  /请问|你好|您好|谢谢|麻烦|我想|想要|我要|问一下|问问|查一下|查询一下|告诉我|有没有|知道|一下|咨询电话|服务电话|联系电话|办公电话|电话号码|服务热线|电话|号码|热线|联系方式|是多少|多少号|多少|是什么|什么|打哪一个|打哪个|打哪里|打哪|哪一个|哪个|怎么联系|如何联系|怎么打|能不能|打不打得通|打得通|能打通|打通|现在|今天|\b(?:what|which|is|the|of|phone|telephone|number|hotline|call|for|please|tell|me|can|i|a|an|does|it|get|through)\b/giu;

/** Single letters of asking, which stand within names as well (新能源): they go at the ends only. */
const AT_ENDS = /^[\s的是能个]+|[\s吗呢么啊的是能个]+$/gu;

/** A follow-up about the line that was spoken of last, and nothing else. */
const FOLLOW_UP =
  /^(?:那么?|请问|现在|今天|这个|这条|它|该|电话|号码|能|可以|会|还)*(?:打得通|打不打得通|打通|开门|开着|上班|下班|有人接|有人|几点(?:上班|下班|开门|关门|开始|结束)|什么时候(?:打|上班|开门|好打)?|好打|占线|忙)(?:吗|呢|么|好|最好|比较好|合适)*[?？。!！\s]*$/u;
const FOLLOW_UP_EN =
  /^(?:and\s+)?(?:is it (?:open|busy)(?: now)?|does it get through|when (?:does it open|should i call|is it best to call))[?.!\s]*$/iu;

/** Whether a message asks about the line that was spoken of before. */
export function asksOfSameLine(message: string): boolean {
  const text = message.normalize('NFKC').trim();
  return FOLLOW_UP.test(text.replace(/\s+/gu, '')) || FOLLOW_UP_EN.test(text);
}

/** The office or service whose telephone a message asks for; null where it asks for none. */
export function nameWhoseNumberIsAsked(message: string): string | null {
  const text = message.normalize('NFKC');
  if (!ASKS_NUMBER.test(text)) return null;
  const name = text
    .replace(ASKING, ' ')
    .replace(/[^\p{L}\p{N}（）()·]+/gu, ' ')
    .replace(AT_ENDS, '');
  return [...name].length >= 2 && [...name].length <= 30 ? name : null;
}
