import { endsInPhoneLabel, namesTelephone } from '../find/labels.ts';
import { isHoursLabel } from '../find/hours.ts';

/** What a column or a named field holds, judged by its name. */
export type FieldKind =
  | 'phone'
  | 'extension'
  | 'owner'
  | 'service'
  | 'hours'
  | 'place'
  | 'area_code'
  | 'person'
  | 'other'
  | 'text';

const phoneName =
  /[电電] {0,4}[话話]|手 {0,4}[机機]|[传傳] {0,4}真|座机|热线|专线|总机|短号|联系方式|咨询方式|投诉渠道|监督方式|联系号码|^(?:办公|联系|咨询|投诉|监督)号码$|\b(?:tel|telephone|phone|fax|mobile|hotline|cell)\b|^(?:tel|phone|fax|mobile|hotline)|(?:tel|phone|fax|mobile|hotline)s?$/iu;
/** Names of fields that are the first letters of pinyin (`lxdh` 联系电话, `dwmc` 单位名称) or pinyin itself. */
const pinyinPhone =
  /^(?:[a-z]{0,6}(?:dh|dhhm|lxfs|zxfs|tsfs|jbfs|sjh|sjhm)|cz|czh|czhm|[a-z]*(?:dianhua|shouji|chuanzhen|rexian))$/iu;
const pinyinOwner =
  /^(?:(?:dw|jg|bm|ks|qy|xx|yy|wd|zz|ck|cbdw|ssdw|sszt|zgbm)?mc|danwei|bumen|jigou|mingcheng)$/iu;
const knownNames = new Map<string, FieldKind>();

function judge(name: string): FieldKind {
  const text = name.trim();
  if (text === '') return 'text';
  if (/^(?:分机|内线|内部)(?:号码?|电话)?$|^ext(?:ension)?\.?$/iu.test(text)) return 'extension';
  if (/^(?:长途)?区号$|^area ?code$/iu.test(text)) return 'area_code';
  if (/^(?:直线|直拨|外线|市话|宅电|小灵通|固话)(?:号码?)?$/u.test(text)) return 'phone';
  if (/(?:热线|电话|专线)(?:名称|类型|类别|性质)$/u.test(text)) return 'owner';
  if (/^(?:(?:电话|号码|线路)(?:的)?)?用途$|^purpose$/iu.test(text)) return 'service';
  if (/^(?:emergency|急救|报警|总值班|值班室|服务台|前台)$/iu.test(text)) return 'phone';
  if (/^(?:人工)?(?:客服|咨询|投诉|监督|举报|热线|值班)$/u.test(text)) return 'phone';
  if (isHoursLabel(text) || /^(?:时间|hours)$/iu.test(text)) return 'hours';
  if (phoneName.test(text) || pinyinPhone.test(text)) return 'phone';
  if (pinyinOwner.test(text)) return 'owner';
  if (/^(?:sx|yw|fw)mc$/iu.test(text)) return 'service';
  if (
    /编码|代码|邮编|学号|考号|考证|库存|[数总]量|人数|户数|人口|受理量|账号|帐号|证号|编号|日期|网址|链接|邮箱|微信|QQ|金额|数量|面积|经度|纬度|户名|开户|^(?:id|no\.?|序号|date|url|email|lat|lng|zip|type)$|(?:发布|更新|登记|成立)时间/iu.test(
      text,
    )
  )
    return 'other';
  if (/地址|地点|位置|住所|address/iu.test(text)) return 'other';
  if (
    /事项|业务|职责|职能|服务(?:内容|项目|名称)|受理范围|^服务$|项目名称|service|内容/iu.test(text)
  )
    return 'service';
  if (
    /联系人|负责人|姓名|人员|带班|民警|经办人|接待人|领导|contributor|contact(?:_?name|_?person)?$|职务|职称/iu.test(
      text,
    )
  )
    return 'person';
  if (
    /^(?:所在)?(?:省份?|市|区|县|区县|县区|县市区|市县区?|城市|地区|区域|地市|市州|辖区|行政区划?|省市|province|city|district|county|region|suburb|area)(?:名称)?$/iu.test(
      text,
    )
  )
    return 'place';
  if (
    /单位|机构|部门|名称|科室|处室|主体|医院|学校|企业|公司|网点|站点|组织|窗口|支行|中心|街道|乡镇|镇街|社区|党委|派出所|诊所|药店|大厅|^(?:name|org|organi[sz]ation|dept|department|office|agency|unit|title|institution|hospital|company|owner)$/iu.test(
      text,
    )
  )
    return 'owner';
  if (/(?:user|contact|person|nick|linkman|leader|file|real|full)_?name$/iu.test(text))
    return 'person';
  if (/(?:[a-z]N|_n)ame$/u.test(text)) return 'owner';
  if (/备注|说明|note|remark|描述|desc/iu.test(text)) return 'text';
  return endsInPhoneLabel(text) || namesTelephone(text) ? 'phone' : 'text';
}

/** Judges the name of a column or field (folded); judged names are remembered, at most a few thousand. */
export function fieldKind(name: string): FieldKind {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const kind = judge(name);
  if (knownNames.size < 4096) knownNames.set(name, kind);
  return kind;
}
