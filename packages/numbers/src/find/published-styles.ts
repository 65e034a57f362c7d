import type { Block, Cell, TextRun } from '../document/block.ts';

/** A number that a snippet publishes: canonical number (or null), extension, part of the owner or service, and more where it matters. */
export interface Published {
  readonly number: string | null;
  readonly extension?: string;
  /** A part of owner or service, folded; undefined where the snippet names none. */
  readonly owner?: string;
  readonly purpose?: string;
  readonly status?: string;
  readonly hours?: string;
}

export interface Snippet {
  readonly name: string;
  readonly areaCode?: string;
  readonly blocks: readonly Block[];
  readonly published: readonly Published[];
}

const p = (text: string | TextRun[]): Block => ({
  kind: 'paragraph',
  text: typeof text === 'string' ? [{ text }] : text,
  position: { line: 1 },
});
const h = (text: string, level = 2): Block => ({
  kind: 'heading',
  level,
  text: [{ text }],
  position: { line: 1 },
});
const cell = (text: string): Cell => ({ text: [{ text }], position: { line: 1 } });
const table = (rows: readonly (readonly string[])[], headerRows = 0): Block => ({
  kind: 'table',
  rows: rows.map((row) => row.map(cell)),
  position: { line: 1 },
  ...(headerRows > 0 ? { headerRows } : {}),
});

/**
 * Snippets written in the style of pages of Chinese authorities, each with its labels, which were fixed before the
 * finder was first run on them.
 */
export const snippets: readonly Snippet[] = [
  {
    name: 'table of offices with two columns of numbers',
    areaCode: '0571',
    blocks: [
      h('市市场监督管理局机关处室联系方式'),
      table(
        [
          ['序号', '科室', '职务', '负责人', '办公电话', '监督电话'],
          ['1', '办公室', '主任', '王某某', '87001234', '87009999'],
          ['2', '法规处', '处长', '李某', '87001235', '87009999'],
          ['3', '食品生产安全监督管理处', '副处长', '陈某', '87001236转802', ''],
        ],
        1,
      ),
    ],
    published: [
      { number: '+8657187001234', owner: '办公室' },
      { number: '+8657187009999', purpose: 'complaint' },
      { number: '+8657187001235', owner: '法规处' },
      { number: '+8657187009999', purpose: 'complaint' },
      { number: '+8657187001236', extension: '802', owner: '食品生产安全' },
    ],
  },
  {
    name: 'public notice with contact person',
    areaCode: '028',
    blocks: [
      h('关于2024年第三季度住房租赁补贴发放的公告', 1),
      p(
        '现将拟发放名单（共1284户）予以公示，公示期为2024年9月10日至2024年9月16日。公示期间如有异议，请以书面形式向区住建局反映。',
      ),
      p(
        '联系人：张女士；联系电话：（028）8451 3307；地址：成华区一环路东三段148号3楼312室；邮编：610051。',
      ),
      p('成都市成华区住房建设和交通运输局\n2024年9月9日'),
    ],
    published: [{ number: '+862884513307' }],
  },
  {
    name: 'footer with fax, postcode and ICP record',
    areaCode: '0512',
    blocks: [
      p(
        '主办单位：苏州市人力资源和社会保障局  地址：苏州市姑苏区平泷路251号  邮编：215031  电话：0512－65231234  传真：0512－65236543',
      ),
      p('苏ICP备05009038号-1  苏公网安备32050802010123号  网站标识码：3205000021'),
    ],
    published: [
      { number: '+8651265231234', owner: '人力资源和社会保障局' },
      { number: '+8651265236543', purpose: 'fax' },
    ],
  },
  {
    name: 'service guide with enquiry, complaint and office hours',
    areaCode: '020',
    blocks: [
      h('食品经营许可证核发'),
      p('实施编码：11440106007509132N3440131002000'),
      p('咨询方式：020-38622888'),
      p('监督投诉方式：020-12345'),
      p('办公时间：周一至周五（法定节假日除外）上午9:00-12:00，下午13:00-17:00'),
      p('法定办结时限：20个工作日'),
    ],
    published: [
      { number: '+862038622888', owner: '食品经营许可证', purpose: 'enquiry' },
      { number: '12345', purpose: 'complaint' },
    ],
  },
  {
    name: 'list of exchanges with shared area code and extension on the last',
    blocks: [p('报名咨询电话：（0571）88888801、88888802转801；传真：88888803')],
    published: [
      { number: '+8657188888801' },
      { number: '+8657188888802', extension: '801' },
      { number: '+8657188888803', purpose: 'fax' },
    ],
  },
  {
    name: 'tender notice with bank account',
    areaCode: '0551',
    blocks: [
      p(
        '七、保证金：人民币贰万元整（20000.00元），户名：合肥公共资源交易中心，开户行：中国建设银行合肥城西支行，账号：3400 1458 6080 5304 7777，行号：105361000017。',
      ),
      p(
        '八、联系方式\n1.采购人信息\n名称：合肥市第八中学\n地址：合肥市潜山路200号\n联系方式：0551-62345678\n2.采购代理机构信息\n名称：安徽中技工程咨询有限公司\n地址：合肥市政务区绿地中心A座2108室\n联系方式：0551-63321122/13800551234\n项目编号：2024BFFWZ01234',
      ),
    ],
    published: [
      { number: '+8655162345678', owner: '合肥市第八中学' },
      { number: '+8655163321122', owner: '安徽中技工程咨询有限公司' },
      { number: '+8613800551234', owner: '安徽中技工程咨询有限公司' },
    ],
  },
  {
    name: 'recruitment notice with dates and group number',
    areaCode: '0731',
    blocks: [
      p('报名时间：2024.01.02-2024.03.04，每日8:30-17:00。报名费100元。'),
      p(
        '考生QQ群：738291045；微信公众号：csrsj2024；咨询邮箱：84665012@qq.com；咨询电话：0731—84665012（工作日）',
      ),
    ],
    published: [{ number: '+8673184665012', hours: '工作日', purpose: 'enquiry' }],
  },
  {
    name: 'hospital with clinic hours and emergency room',
    areaCode: '0510',
    blocks: [
      h('无锡市第二人民医院'),
      p(
        '门诊时间：上午8:00～11:30 下午13:30～17:00\n急诊：24小时\n预约挂号电话：0510-68562222\n急救电话：120\n医院总值班：68562110\n投诉接待：68562345（工作时间）',
      ),
    ],
    published: [
      { number: '+8651068562222', owner: '无锡市第二人民医院', purpose: 'casework' },
      { number: '120', purpose: 'emergency' },
      { number: '+8651068562110', purpose: 'duty' },
      { number: '+8651068562345', purpose: 'complaint' },
    ],
  },
  {
    name: 'English and Chinese mixed',
    blocks: [
      p(
        'Exit-Entry Administration, Beijing Municipal Public Security Bureau\nTel: +86-10-84020101 (24h)   Fax: (010) 8402 0102\nAdd: No.2 Andingmen East Street, Dongcheng District, Beijing 100007',
      ),
    ],
    published: [{ number: '+861084020101' }, { number: '+861084020102', purpose: 'fax' }],
  },
  {
    name: 'range said by the owner',
    areaCode: '028',
    blocks: [
      p('市公安局交通管理局服务热线：028-86699061至5（五线）'),
      p('值班室电话：028-86644112-3'),
    ],
    published: [
      { number: '+862886699061' },
      { number: '+862886699062' },
      { number: '+862886699063' },
      { number: '+862886699064' },
      { number: '+862886699065' },
      { number: '+862886644112', status: 'undecided', purpose: 'duty' },
    ],
  },
  {
    name: 'newspaper prose',
    areaCode: '0771',
    blocks: [
      p(
        '本报讯 昨日，记者从市人社局获悉，今年以来全市共受理欠薪投诉1236件，涉及劳动者12345人，追回工资8600余万元。市民如遇欠薪问题，可拨打12333或市劳动保障监察支队举报投诉电话0771-5501234，也可在工作日到民族大道68号现场反映。',
      ),
    ],
    published: [
      { number: '12333' },
      { number: '+867715501234', owner: '劳动保障监察支队', purpose: 'complaint' },
    ],
  },
  {
    name: 'retired and replaced numbers',
    areaCode: '0531',
    blocks: [
      p(
        '因电话系统升级，我局原咨询电话0531-82051234自2024年5月1日起停用，新咨询电话为0531-51701234。',
      ),
      p('12350安全生产举报投诉热线已并入12345政务服务便民热线。'),
    ],
    published: [
      { number: '+8653182051234', status: 'retired' },
      { number: '+8653151701234', status: 'active' },
      { number: '12350', status: 'retired' },
      { number: '12345', purpose: 'mention' },
    ],
  },
  {
    name: 'switchboard and extensions in a list',
    areaCode: '024',
    blocks: [
      h('各部门分机表'),
      p('总机：024-23456000'),
      p('行政审批科 转 8101'),
      p('财务科 8102'),
      p('人事科：8103'),
      p('监察室 -8104'),
    ],
    published: [
      { number: '+862423456000' },
      { number: '+862423456000', extension: '8101', owner: '行政审批科' },
      { number: '+862423456000', extension: '8102', owner: '财务科' },
      { number: '+862423456000', extension: '8103', owner: '人事科' },
      { number: '+862423456000', extension: '8104', owner: '监察室' },
    ],
  },
  {
    name: 'number split by a line end and glued to the next label',
    areaCode: '0755',
    blocks: [
      p(
        '联系电话：0755-8281\n3456地址：深圳市福田区深南大道1006号邮编：518035传真：0755-82813457联系人：刘工',
      ),
    ],
    published: [{ number: '+8675582813456' }, { number: '+8675582813457', purpose: 'fax' }],
  },
  {
    name: 'row of a table whose unit stands in the blank cell above',
    areaCode: '0592',
    blocks: [
      table(
        [
          ['单位', '窗口', '咨询电话'],
          ['思明区行政服务中心', '社保窗口', '2667001'],
          ['', '税务窗口', '2667002'],
          ['', '公积金窗口', '12329'],
          ['湖里区行政服务中心', '综合窗口', '5722501'],
        ],
        1,
      ),
    ],
    published: [
      { number: '+865922667001', owner: '思明区行政服务中心 社保窗口' },
      { number: '+865922667002', owner: '思明区行政服务中心 税务窗口' },
      { number: '12329', owner: '思明区行政服务中心 公积金窗口' },
      { number: '+865925722501', owner: '湖里区行政服务中心' },
    ],
  },
  {
    name: 'spreadsheet without its zeros',
    blocks: [
      {
        kind: 'row',
        header: ['单位名称', '联系电话', '邮政编码', '在册人数'],
        cells: [
          cell('成都市双流区司法局'),
          { ...cell('2885812345'), numeric: true },
          { ...cell('610200'), numeric: true },
          { ...cell('86'), numeric: true },
        ],
        position: { sheet: '通讯录', row: 2 },
      },
      {
        kind: 'row',
        header: ['单位名称', '联系电话', '邮政编码', '在册人数'],
        cells: [
          cell('绵阳市涪城区司法局'),
          { ...cell('8162345678'), numeric: true },
          { ...cell('621000'), numeric: true },
          { ...cell('12345'), numeric: true },
        ],
        position: { sheet: '通讯录', row: 3 },
      },
    ],
    published: [
      { number: '+862885812345', owner: '双流区司法局' },
      { number: '+868162345678', owner: '涪城区司法局' },
    ],
  },
  {
    name: 'malformed numbers with their labels',
    areaCode: '0591',
    blocks: [
      p(
        '福州市台江区卫生健康局\n咨询电话：0591-8327123\n投诉电话：0591-832712345\n手机：1380591234\n400热线：400-123-456',
      ),
    ],
    published: [
      { number: null, status: 'malformed', purpose: 'enquiry' },
      { number: null, status: 'malformed', purpose: 'complaint' },
      { number: null, status: 'malformed' },
      { number: null, status: 'malformed' },
    ],
  },
  {
    name: 'area code without number of another city in the owner',
    blocks: [
      p('南昌市行政审批局：83986600'),
      p('赣州市行政审批局：8391234'),
      p('九江市行政审批局电话 8216600'),
    ],
    published: [
      { number: '+8679183986600', owner: '南昌市行政审批局' },
      { number: '+867978391234', owner: '赣州市行政审批局' },
      { number: '+867928216600', owner: '九江市行政审批局' },
    ],
  },
  {
    name: 'bulleted national codes with carriers',
    blocks: [
      p('常用服务电话：'),
      p('● 中国移动客服 10086'),
      p('● 中国铁路客户服务中心 12306'),
      p('● 国家电网 95598'),
      p('● 工商银行 95588'),
      p('● 匪警 110 火警 119 急救 120 交通事故 122'),
    ],
    published: [
      { number: '10086', owner: '中国移动' },
      { number: '12306', owner: '铁路' },
      { number: '95598', owner: '国家电网' },
      { number: '95588', owner: '工商银行' },
      { number: '110', purpose: 'emergency' },
      { number: '119', purpose: 'emergency' },
      { number: '120', purpose: 'emergency' },
      { number: '122', purpose: 'emergency' },
    ],
  },
  {
    name: 'amounts, cases and plates that look like numbers',
    areaCode: '0371',
    blocks: [
      p(
        '截至2023年12月31日，全市机动车保有量4985632辆，驾驶人5678901人。统一社会信用代码：11410100005252123X。行政处罚决定书〔2023〕第41010512号，罚款20000元。执法证号：16010120088。',
      ),
      p(
        '房屋面积88.88平方米，建筑面积85123456平方米，坐标：113.665412,34.757975。订单号：202312310001。客服工号：80012。',
      ),
    ],
    published: [],
  },
  {
    name: 'chat log',
    areaCode: '029',
    blocks: [
      p(
        '【市民】2024-05-06 09:12:33\n请问高新区医保中心的电话是多少？\n【客服小安】2024-05-06 09:12:41\n您好，西安高新区医疗保障经办中心咨询电话是029-88333456，工作日9:00-17:00，或拨打12393咨询。工单编号：20240506091233。',
      ),
    ],
    published: [
      { number: '+862988333456', owner: '医疗保障经办中心', hours: '工作日' },
      { number: '12393' },
    ],
  },
  {
    name: 'markdown list with numbers first and strike-through',
    blocks: [
      p([{ text: '12348 公共法律服务热线' }]),
      p([{ text: '12355 青少年服务台' }]),
      p([{ text: '旅游投诉 ' }, { text: '12301', struck: true }, { text: '（请改拨12345）' }]),
    ],
    published: [
      { number: '12348', owner: '公共法律服务热线' },
      { number: '12355', owner: '青少年服务台' },
      { number: '12301', status: 'retired' },
      { number: '12345' },
    ],
  },
  {
    name: 'IVR keys behind short codes',
    areaCode: '0451',
    blocks: [p('办税咨询请拨打12366转人工按2；医保咨询：0451-12393按1，社保咨询：0451－12333')],
    published: [
      { number: '12366' },
      { number: '12393', purpose: 'enquiry' },
      { number: '12333', purpose: 'enquiry' },
    ],
  },
  {
    name: 'two numbers with a shared stem',
    areaCode: '0351',
    blocks: [p('太原市不动产登记中心咨询电话：0351-4185001/02/03；迎泽分中心：4185101、4185102')],
    published: [
      { number: '+863514185001', owner: '不动产登记中心' },
      { number: '+863514185002', owner: '不动产登记中心' },
      { number: '+863514185003', owner: '不动产登记中心' },
      { number: '+863514185101', owner: '迎泽分中心' },
      { number: '+863514185102', owner: '迎泽分中心' },
    ],
  },
  {
    name: 'tel link without text of its own',
    areaCode: '0574',
    blocks: [
      p([{ text: '宁波市海曙区教育局 ' }, { text: '点击拨打', href: 'tel:0574-87123456' }]),
      p([{ text: '学前教育科：' }, { text: '0574-87123457', href: 'tel:057487123457' }]),
    ],
    published: [
      { number: '+8657487123456', owner: '教育局' },
      { number: '+8657487123457', owner: '学前教育科' },
    ],
  },
  {
    name: 'mobiles with WeChat, service accounts and a WeChat account that looks like a mobile',
    blocks: [
      p(
        '联系人：周主任 电话（微信同号）：138 1234 5678；微信号：13998765432；客服热线 400 820 8820',
      ),
    ],
    published: [{ number: '+8613812345678' }, { number: '+864008208820' }],
  },
  {
    name: 'unit in prose with 和 between two numbers',
    areaCode: '0311',
    blocks: [
      p(
        '如需帮助，请与石家庄市民政局社会救助处联系，电话0311-86688001和86688002，节假日请拨值班电话86688000。',
      ),
    ],
    published: [
      { number: '+8631186688001', owner: '社会救助处' },
      { number: '+8631186688002', owner: '社会救助处' },
      { number: '+8631186688000', purpose: 'duty' },
    ],
  },
  {
    name: 'key and value in four columns',
    areaCode: '0898',
    blocks: [
      table([
        ['单位名称', '海口市美兰区人民政府办公室', '邮政编码', '570203'],
        ['办公地址', '海口市文明东路60号', '办公时间', '8:30-12:00 14:30-17:30'],
        ['联系电话', '0898-65332345', '传真电话', '0898-65332346'],
      ]),
    ],
    published: [
      { number: '+8689865332345', owner: '美兰区人民政府办公室' },
      { number: '+8689865332346', purpose: 'fax' },
    ],
  },
  {
    name: 'bus routes, codes and standards',
    areaCode: '0755',
    blocks: [
      p(
        '乘坐地铁1号线或公交101、104、113路到市民中心站下车。执行标准GB/T 33358-2016、GB 18581-2020。产品批号20230918，条码6901234567892。房间密码已更改。高度8848米，排名第12315位。',
      ),
    ],
    published: [],
  },
  {
    name: 'full-width everything',
    blocks: [
      p('西宁市城东区民政局电话：（０９７１）８１７１２３４　传真：０９７１－８１７１２３５'),
    ],
    published: [
      { number: '+869718171234', owner: '城东区民政局' },
      { number: '+869718171235', purpose: 'fax' },
    ],
  },
  {
    name: 'repair lines and duty in one cell',
    areaCode: '0452',
    blocks: [
      table(
        [
          ['企业名称', '服务热线', '地址'],
          ['齐齐哈尔市自来水公司', '抢修：2422222\n收费查询：2425678', '龙沙区卜奎大街88号'],
          ['齐齐哈尔阳光热力集团', '24小时值班：0452-6121212', '建华区中华路321号'],
        ],
        1,
      ),
    ],
    published: [
      { number: '+864522422222', owner: '自来水公司', purpose: 'repair' },
      { number: '+864522425678', owner: '自来水公司', purpose: 'enquiry' },
      { number: '+864526121212', owner: '阳光热力', purpose: 'duty', hours: '24小时' },
    ],
  },
  {
    name: 'old seven digit number in an eight digit area',
    areaCode: '0591',
    blocks: [p('福州市图书馆  电话：7553737  83720000')],
    published: [
      { number: null, status: 'malformed' },
      { number: '+8659183720000', owner: '图书馆' },
    ],
  },
  {
    name: 'Hong Kong and toll free abroad',
    blocks: [p('香港入境事务处查询热线：+852 2824 6111；中国驻外使领馆领保热线：+86-10-12308')],
    published: [
      { number: '+85228246111', owner: '入境事务处' },
      { number: '12308', owner: '领保' },
    ],
  },
  {
    name: 'a prefecture site with counties',
    areaCode: '0839',
    blocks: [
      h('广元市各县区12345分中心联系方式'),
      p('苍溪县：0839-5222345'),
      p('旺苍县：4212345'),
      p('剑阁县 0839-6601234，夜间6601235'),
    ],
    published: [
      { number: '+868395222345', owner: '苍溪县' },
      { number: '+868394212345', owner: '旺苍县' },
      { number: '+868396601234', owner: '剑阁县' },
      { number: '+868396601235' },
    ],
  },
];
