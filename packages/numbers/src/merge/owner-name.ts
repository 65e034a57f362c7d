import { areaCodeOfOwner } from '../canonical/places.ts';

/** Short forms that offices use for themselves, and the full form by which they are compared. */
const shortForms: readonly (readonly [RegExp, string])[] = [
  [/人社局|人力社保局|人力资源社会保障局/gu, '人力资源和社会保障局'],
  [/住建局|住房城乡建设局/gu, '住房和城乡建设局'],
  [/市场监管局|市监局/gu, '市场监督管理局'],
  [/发改委|发展改革委(?!员会)/gu, '发展和改革委员会'],
  [/卫健委|卫生健康委(?!员会)/gu, '卫生健康委员会'],
  [/卫健局/gu, '卫生健康局'],
  [/医保局/gu, '医疗保障局'],
  [/公积金中心|住房公积金中心/gu, '住房公积金管理中心'],
  [/城管局/gu, '城市管理局'],
  [/规资局|自然资源规划局/gu, '自然资源和规划局'],
  [/经信局/gu, '经济和信息化局'],
  [/文旅局|文化广电旅游局/gu, '文化和旅游局'],
  [/退役军人局/gu, '退役军人事务局'],
  [/应急局/gu, '应急管理局'],
  [/生态环境局|环保局/gu, '生态环境局'],
  [/农业农村局|农业局/gu, '农业农村局'],
  [/交通局|交通运输局/gu, '交通运输局'],
  [/教体局/gu, '教育和体育局'],
  [/政务服务管理局|政务局|行政审批局/gu, '政务服务管理局'],
  [/委(?=$|[^员])/gu, '委员会'],
];

/**
 * The form of an owner's or a service's name by which listings are compared: width, blanks, brackets and signs
 * folded, short forms of offices written out. Not for display.
 */
export function nameKey(name: string): string {
  let key = name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/的/gu, '')
    .toLowerCase();
  for (const [pattern, full] of shortForms) key = key.replace(pattern, full);
  return key;
}

const regionPrefix =
  /^(?:[\p{Script=Han}]{2,8}?(?:省|自治区))?(?:[\p{Script=Han}]{2,7}?(?:市|地区|自治州|盟))?/u;

function pairs(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let index = 0; index + 1 < text.length; index += 1) {
    const pair = text.slice(index, index + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** Share of the character pairs that two texts have in common (Dice), 0…1. */
function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const left = pairs(one);
  const right = pairs(other);
  let common = 0;
  for (const [pair, count] of left) common += Math.min(count, right.get(pair) ?? 0);
  const total = Math.max(0, one.length - 1) + Math.max(0, other.length - 1);
  return total === 0 ? 0 : (2 * common) / total;
}

/**
 * Tells whether two written names can mean one owner: the same after folding, or the one is the other with its
 * province, city or a finer unit added. Names that stand in different cities never agree.
 */
export function ownersAgree(one: string, other: string): boolean {
  const a = nameKey(one);
  const b = nameKey(other);
  if (a === '' || b === '' || a === b) return true;
  const placeA = areaCodeOfOwner(one);
  const placeB = areaCodeOfOwner(other);
  if (placeA !== null && placeB !== null && placeA !== placeB) return false;
  const bareA = a.replace(regionPrefix, '');
  const bareB = b.replace(regionPrefix, '');
  const shorter = bareA.length <= bareB.length ? bareA : bareB;
  const longer = shorter === bareA ? bareB : bareA;
  if (shorter.length >= 2 && longer.includes(shorter)) return true;
  return likeness(bareA, bareB) >= 0.8;
}
