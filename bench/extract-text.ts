/** Uniform numbers in [0, 1) from a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const sentences = [
  '为进一步优化政务服务环境，方便企业和群众办事，现就有关事项公告如下。',
  '申请人应当如实提交有关材料，并对申请材料实质内容的真实性负责。',
  '各区县人民政府、市级有关部门要加强组织领导，明确责任分工，确保各项措施落实到位。',
  '符合条件的单位和个人可以通过网上办事大厅提交申请，也可以到政务服务中心综合窗口现场办理。',
  '对符合法定条件、标准的申请，应当自受理之日起作出书面决定，并送达申请人。',
  '本通知自印发之日起施行，由市住房和城乡建设局负责解释。',
];
const owners = [
  '市财政局',
  '高新区政务服务中心',
  '成都市住房公积金管理中心',
  '锦江区人力资源和社会保障局',
  '市不动产登记中心',
];
const labels = ['咨询电话', '联系电话', '监督投诉电话', '办公电话', '服务热线', '传真'];
const digitsOfNoNumber = [
  '根据《办法》（川办发〔2020〕53号）第12条规定，',
  '会议定于2024年3月15日14时30分召开，预算金额145.64万元。',
  '邮政编码：610041，地址：天府大道北段18号1209室。',
  '全年共受理各类事项12345件，办结率99.8%。',
  '账号：4402 0810 0910 0123 456，开户行：工商银行。',
];

/** Chinese office prose of about `characters` characters with a number in every fourth paragraph or so. */
export function synthesizeText(characters: number, seed: number): string {
  const random = seeded(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const digits = (count: number): string =>
    String(Math.floor(random() * 10 ** count)).padStart(count, '0');
  const parts: string[] = [];
  let length = 0;
  while (length < characters) {
    let paragraph = '';
    const count = 2 + Math.floor(random() * 4);
    for (let i = 0; i < count; i += 1) paragraph += pick(sentences);
    if (random() < 0.5) paragraph += pick(digitsOfNoNumber);
    const roll = random();
    if (roll < 0.1) paragraph += `${pick(owners)}${pick(labels)}：028-6${digits(7)}。`;
    else if (roll < 0.15) paragraph += `${pick(labels)}：8${digits(7)}转${digits(4)}；`;
    else if (roll < 0.2)
      paragraph += `\n${pick(owners)}\n${pick(labels)}：（０２８）8${digits(7)}、8${digits(7)}`;
    else if (roll < 0.25) paragraph += '如有疑问请拨打12345政务服务便民热线。';
    parts.push(paragraph);
    length += paragraph.length + 2;
  }
  return parts.join('\n\n');
}
