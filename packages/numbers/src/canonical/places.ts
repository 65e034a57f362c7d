import { callingAreas } from './area-codes.ts';

/** A place name found in a text, with the code of its calling area. */
export interface PlaceFound {
  readonly name: string;
  readonly areaCode: string;
  readonly index: number;
  /** `named`: the place itself; `school`: the name of a university that may have its hospitals elsewhere. */
  readonly weight: 'named' | 'school';
}

/** Names that are also ordinary words, hospitals, roads or provinces: they count only before 市, 州, 县, 区, 地区 or 盟. */
const ambiguousNames = new Set(
  (
    '吉林 朝阳 中山 安康 大同 兴安 阿里 红河 海西 海北 黄南 合作 东方 安宁 同仁 永安 海南州 福安 大安 集安 北安 安达 沙河 三河 ' +
    '白银 长安 延安 南安 海安 长治 通化 太和 平安 凤城 海城 新民 灯塔 东港 开原 清远 开远 弥勒 水富 江山 龙泉 安吉 长兴 海盐 海门 ' +
    '天长 明光 无为 建德 永康 和田 普宁 兴宁 台山 乐平 德兴 高安 丰城 樟树 永城 长葛 义马 灵宝 应城 安陆 赤壁 当阳 广水 常宁 资兴 ' +
    '津市 临湘 兴仁 福泉 赤水 兴义 东兴 合山 平果 清镇 安顺 大方 华亭 玉门 子长 兴平 文昌 万宁 高平 永济 新乐 安国 南宫 平泉 ' +
    '大庆 双辽 和龙 龙井 扶余 临江 海林 宁安 同江 富锦 海伦 铁力 宜城 利川 兴化 泰兴 东台 大丰 乐清 龙港 宁国 潜山 龙海 福清 长乐 ' +
    '青州 安丘 高密 龙口 海阳 栖霞 新泰 乐陵 禹城 荣成 孟州 登封 横州 怀仁 兴城 东阳 东胜 庐山 黄山 武夷山 峨眉山 华阴 白山 文山 武冈 临海 玉环 平湖 奉化'
  ).split(' '),
);

interface Entry {
  readonly name: string;
  readonly areaCode: string;
  readonly ambiguous: boolean;
}

function indexByFirstCharacter(): Map<string, Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const area of callingAreas()) {
    for (const name of area.places) {
      const first = name.charAt(0);
      const entries = index.get(first) ?? [];
      entries.push({ name, areaCode: area.code, ambiguous: ambiguousNames.has(name) });
      entries.sort((a, b) => b.name.length - a.name.length);
      index.set(first, entries);
    }
  }
  return index;
}

const placesByFirstCharacter = indexByFirstCharacter();
const administrative = /^(?:市|地区|自治州|州|盟|县|区|特区|新区)/u;
/** After a name these make it a road, a bank or a brand, not the place of the office. */
const notAPlace =
  /^(?:[东西南北中]?[一二三四五六七八九十]?(?:路|街|大道|大街|巷|道|桥|胡同|银行|酒店|宾馆|牌))/u;
const school = /^[\p{Script=Han}]{0,6}?(?:大学|学院)/u;

/** Finds the cities and prefectures of mainland China that a name or sentence mentions, in order of appearance. */
export function findPlaces(text: string): PlaceFound[] {
  const found: PlaceFound[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const entries = placesByFirstCharacter.get(text.charAt(index));
    if (entries === undefined) continue;
    for (const entry of entries) {
      if (!text.startsWith(entry.name, index)) continue;
      const rest = text.slice(index + entry.name.length, index + entry.name.length + 10);
      if (notAPlace.test(rest)) break;
      if (entry.ambiguous && !administrative.test(rest)) break;
      found.push({
        name: entry.name,
        areaCode: entry.areaCode,
        index,
        weight: school.test(rest) && !administrative.test(rest) ? 'school' : 'named',
      });
      index += entry.name.length - 1;
      break;
    }
  }
  return found;
}

/**
 * The calling area in which an owner's name places it: the last place that is not the name of a university,
 * or null when the name tells no place. `北京大学深圳医院` is in 0755.
 */
export function areaCodeOfOwner(name: string): string | null {
  const places = findPlaces(name);
  const named = places.filter((place) => place.weight === 'named');
  return named.at(-1)?.areaCode ?? null;
}

/** The area code of a city given by its bare or full name (`成都`, `成都市`), or null. */
export function areaCodeOfCity(name: string): string | null {
  const bare = name.trim().replace(/(?:市|地区|自治州|盟)$/u, '');
  for (const entry of placesByFirstCharacter.get(bare.charAt(0)) ?? []) {
    if (entry.name === bare) return entry.areaCode;
  }
  return null;
}

const addressLike =
  /^(?:中国)?[\p{Script=Han}]{2,8}(?:省|市|自治区|自治州|地区|县)[\p{Script=Han}\d]{2,}/u;

/** Tells whether a text is a postal address (`上海市金山区金山卫镇新卫公路838号`), not a name. */
export function looksLikeAddress(text: string): boolean {
  return (
    addressLike.test(text) &&
    (/\d号|[路街道巷弄村镇]\d|[路街巷弄村镇]$/u.test(text) ||
      /^[\p{Script=Han}]{2,3}省?[\p{Script=Han}]{2,4}市.*(?:工业区|开发区|园区|工业园)$/u.test(
        text,
      ))
  );
}

/** The calling area in which an address lies, when its field says so or it is written like one. */
export function areaCodeOfAddress(fieldName: string, text: string): string | null {
  if (text.length < 5 || text.length > 100) return null;
  if (
    !/地址|住址|住所|^addr(?:ess)?$|address$|^adress$/iu.test(fieldName) &&
    !looksLikeAddress(text)
  )
    return null;
  return findPlaces(text)[0]?.areaCode ?? null;
}
