/** What a recording or an utterance is for; a closed list that the exchange chooses from. */
export type VoicePurpose =
  | 'unallocated'
  | 'suspended'
  | 'powered_off'
  | 'unreachable'
  | 'busy'
  | 'number_changed'
  | 'congestion'
  | 'barred'
  | 'no_answer'
  | 'voicemail'
  | 'after_hours'
  | 'ivr'
  | 'ivr_invalid'
  | 'queue'
  | 'menu_piece'
  | 'greeting'
  | 'greeting_office'
  | 'greeting_other_office'
  | 'repeat'
  | 'reaction';

/** One text to be spoken: what is heard in Chinese characters, and how it is read in numbered pinyin. */
export interface VoiceText {
  readonly purpose: VoicePurpose;
  readonly says: string;
  readonly pinyin: string;
  /** A second sentence in English, as carriers add it. */
  readonly english?: string;
}

/** Recordings: each is made with several voices, as each carrier has its own. */
export const recordings: readonly VoiceText[] = [
  {
    purpose: 'unallocated',
    says: '您好，您拨打的号码是空号，请核对后再拨。',
    pinyin: 'nin2 hao3, nin2 bo1 da3 de5 hao4 ma3 shi4 kong1 hao4, qing3 he2 dui4 hou4 zai4 bo1',
    english: 'Sorry, the number you dialled does not exist.',
  },
  {
    purpose: 'unallocated',
    says: '对不起，您拨打的号码不存在，请查证后再拨。',
    pinyin:
      'dui4 bu5 qi3, nin2 bo1 da3 de5 hao4 ma3 bu4 cun2 zai4, qing3 cha2 zheng4 hou4 zai4 bo1',
  },
  {
    purpose: 'suspended',
    says: '您好，您拨打的电话已停机。',
    pinyin: 'nin2 hao3, nin2 bo1 da3 de5 dian4 hua4 yi3 ting2 ji1',
    english: 'Sorry, the subscriber you dialled is out of service.',
  },
  {
    purpose: 'suspended',
    says: '对不起，您所拨打的用户已暂停服务。',
    pinyin: 'dui4 bu5 qi3, nin2 suo3 bo1 da3 de5 yong4 hu4 yi3 zan4 ting2 fu2 wu4',
  },
  {
    purpose: 'powered_off',
    says: '您好，您拨打的用户已关机，请稍后再拨。',
    pinyin: 'nin2 hao3, nin2 bo1 da3 de5 yong4 hu4 yi3 guan1 ji1, qing3 shao1 hou4 zai4 bo1',
    english: 'Sorry, the subscriber you dialled is powered off.',
  },
  {
    purpose: 'unreachable',
    says: '您好，您拨打的电话暂时无法接通，请稍后再拨。',
    pinyin:
      'nin2 hao3, nin2 bo1 da3 de5 dian4 hua4 zan4 shi2 wu2 fa3 jie1 tong1, qing3 shao1 hou4 zai4 bo1',
  },
  {
    purpose: 'unreachable',
    says: '您拨打的用户不在服务区。',
    pinyin: 'nin2 bo1 da3 de5 yong4 hu4 bu2 zai4 fu2 wu4 qu1',
    english: 'The subscriber you dialled can not be connected for the moment.',
  },
  {
    purpose: 'busy',
    says: '您好，您拨打的电话正在通话中，请稍后再拨。',
    pinyin:
      'nin2 hao3, nin2 bo1 da3 de5 dian4 hua4 zheng4 zai4 tong1 hua4 zhong1, qing3 shao1 hou4 zai4 bo1',
    english: 'Sorry, the subscriber you dialled is busy now.',
  },
  {
    purpose: 'number_changed',
    says: '您好，您拨打的号码已更改，请拨打六二八八幺二三四。',
    pinyin:
      'nin2 hao3, nin2 bo1 da3 de5 hao4 ma3 yi3 geng1 gai3, qing3 bo1 da3, liu4 er4 ba1 ba1, yao1 er4 san1 si4',
  },
  {
    purpose: 'congestion',
    says: '对不起，网络忙，请稍后再拨。',
    pinyin: 'dui4 bu5 qi3, wang3 luo4 mang2, qing3 shao1 hou4 zai4 bo1',
  },
  {
    purpose: 'barred',
    says: '对不起，您的呼叫受限，请挂机。',
    pinyin: 'dui4 bu5 qi3, nin2 de5 hu1 jiao4 shou4 xian4, qing3 gua4 ji1',
  },
  {
    purpose: 'no_answer',
    says: '您好，您拨打的电话暂时无人接听，请稍后再拨。',
    pinyin:
      'nin2 hao3, nin2 bo1 da3 de5 dian4 hua4 zan4 shi2 wu2 ren2 jie1 ting1, qing3 shao1 hou4 zai4 bo1',
  },
  {
    purpose: 'voicemail',
    says: '您好，我现在不方便接听电话，请在嘀声后留言。',
    pinyin:
      'nin2 hao3, wo3 xian4 zai4 bu4 fang1 bian4 jie1 ting1 dian4 hua4, qing3 zai4 di1 sheng1 hou4 liu2 yan2',
  },
  {
    purpose: 'after_hours',
    says: '您好，现在是下班时间，工作时间为周一至周五，上午九点至十二点，下午一点至五点，请在工作时间拨打。',
    pinyin:
      'nin2 hao3, xian4 zai4 shi4 xia4 ban1 shi2 jian1, gong1 zuo4 shi2 jian1 wei2 zhou1 yi1 zhi4 zhou1 wu3, shang4 wu3 jiu3 dian3 zhi4 shi2 er4 dian3, xia4 wu3 yi4 dian3 zhi4 wu3 dian3, qing3 zai4 gong1 zuo4 shi2 jian1 bo1 da3',
  },
  {
    purpose: 'ivr',
    says: '您好，欢迎致电，业务咨询请按一，办理进度查询请按二，投诉建议请按三，人工服务请按零，重听请按井号键。',
    pinyin:
      'nin2 hao3, huan1 ying2 zhi4 dian4, ye4 wu4 zi1 xun2 qing3 an4 yi1, ban4 li3 jin4 du4 cha2 xun2 qing3 an4 er4, tou2 su4 jian4 yi4 qing3 an4 san1, ren2 gong1 fu2 wu4 qing3 an4 ling2, chong2 ting1 qing3 an4 jing3 hao4 jian4',
  },
  {
    purpose: 'ivr',
    says: '欢迎拨打服务热线，请直拨分机号，查号请拨零。',
    pinyin:
      'huan1 ying2 bo1 da3 fu2 wu4 re4 xian4, qing3 zhi2 bo1 fen1 ji1 hao4, cha2 hao4 qing3 bo1 ling2',
  },
  {
    purpose: 'ivr_invalid',
    says: '您没有输入，请重新按键。',
    pinyin: 'nin2 mei2 you3 shu1 ru4, qing3 chong2 xin1 an4 jian4',
  },
  {
    purpose: 'queue',
    says: '坐席忙，请不要挂机，稍后将有人接听。',
    pinyin: 'zuo4 xi2 mang2, qing3 bu2 yao4 gua4 ji1, shao1 hou4 jiang1 you3 ren2 jie1 ting1',
  },
];

/** What persons say; each is spoken by one of many voices. */
export const utterances: readonly VoiceText[] = [
  { purpose: 'greeting', says: '喂，你好。', pinyin: 'wei2, ni3 hao3' },
  { purpose: 'greeting', says: '喂？', pinyin: 'wei2' },
  { purpose: 'greeting', says: '喂，哪位？', pinyin: 'wei2, na3 wei4' },
  { purpose: 'greeting', says: '你好，请讲。', pinyin: 'ni3 hao3, qing3 jiang3' },
  { purpose: 'greeting', says: '您好。', pinyin: 'nin2 hao3' },
  { purpose: 'greeting', says: '喂，你找谁？', pinyin: 'wei2, ni3 zhao3 shei2' },
  { purpose: 'greeting', says: '哎，你好，什么事？', pinyin: 'ai1, ni3 hao3, shen2 me5 shi4' },
  { purpose: 'greeting', says: '喂，喂，你好。', pinyin: 'wei2, wei2, ni3 hao3' },
  { purpose: 'greeting_office', says: '您好，办公室。', pinyin: 'nin2 hao3, ban4 gong1 shi4' },
  {
    purpose: 'greeting_office',
    says: '您好，这里是政务服务中心，请问有什么可以帮您？',
    pinyin:
      'nin2 hao3, zhe4 li3 shi4 zheng4 wu4 fu2 wu4 zhong1 xin1, qing3 wen4 you3 shen2 me5 ke3 yi3 bang1 nin2',
  },
  { purpose: 'greeting_office', says: '你好，民政局。', pinyin: 'ni3 hao3, min2 zheng4 ju2' },
  {
    purpose: 'greeting_office',
    says: '您好，人社局，请讲。',
    pinyin: 'nin2 hao3, ren2 she4 ju2, qing3 jiang3',
  },
  {
    purpose: 'greeting_office',
    says: '您好，八号坐席为您服务。',
    pinyin: 'nin2 hao3, ba1 hao4 zuo4 xi2 wei4 nin2 fu2 wu4',
  },
  {
    purpose: 'greeting_office',
    says: '喂，你好，值班室。',
    pinyin: 'wei2, ni3 hao3, zhi2 ban1 shi4',
  },
  { purpose: 'greeting_office', says: '你好，咨询科。', pinyin: 'ni3 hao3, zi1 xun2 ke1' },
  {
    purpose: 'greeting_other_office',
    says: '你好，这里是饭店，订餐吗？',
    pinyin: 'ni3 hao3, zhe4 li3 shi4 fan4 dian4, ding4 can1 ma5',
  },
  {
    purpose: 'greeting_other_office',
    says: '喂，这是私人电话，打错了。',
    pinyin: 'wei2, zhe4 shi4 si1 ren2 dian4 hua4, da3 cuo4 le5',
  },
  {
    purpose: 'greeting_other_office',
    says: '您好，这里是财务科，不是咨询电话。',
    pinyin: 'nin2 hao3, zhe4 li3 shi4 cai2 wu4 ke1, bu2 shi4 zi1 xun2 dian4 hua4',
  },
  { purpose: 'repeat', says: '喂？', pinyin: 'wei2' },
  { purpose: 'repeat', says: '喂，喂？', pinyin: 'wei2, wei2' },
  { purpose: 'repeat', says: '喂，说话。', pinyin: 'wei2, shuo1 hua4' },
  { purpose: 'repeat', says: '听得见吗？', pinyin: 'ting1 de5 jian4 ma5' },
  { purpose: 'repeat', says: '你好？', pinyin: 'ni3 hao3' },
  { purpose: 'reaction', says: '哦，好的，再见。', pinyin: 'o4, hao3 de5, zai4 jian4' },
  { purpose: 'reaction', says: '好，知道了。', pinyin: 'hao3, zhi1 dao4 le5' },
  { purpose: 'reaction', says: '嗯。', pinyin: 'en4' },
  { purpose: 'reaction', says: '啊？什么测试？', pinyin: 'a2, shen2 me5 ce4 shi4' },
  { purpose: 'reaction', says: '好的，谢谢。', pinyin: 'hao3 de5, xie4 xie5' },
];

/**
 * The pieces of which menus put their prompts together, as real ones do: one voice says greeting, topic, key and topic
 * again, so that prompts of different menus have pieces in common.
 */
const pieces: readonly (readonly [says: string, pinyin: string])[] = [
  ['您好，欢迎致电。', 'nin2 hao3, huan1 ying2 zhi4 dian4'],
  ['请听以下服务。', 'qing3 ting1 yi3 xia4 fu2 wu4'],
  ['社会保险', 'she4 hui4 bao3 xian3'],
  ['医疗保障', 'yi1 liao2 bao3 zhang4'],
  ['住房公积金', 'zhu4 fang2 gong1 ji1 jin1'],
  ['婚姻登记', 'hun1 yin1 deng1 ji4'],
  ['户籍办理', 'hu4 ji2 ban4 li3'],
  ['不动产登记', 'bu2 dong4 chan3 deng1 ji4'],
  ['企业开办', 'qi3 ye4 kai1 ban4'],
  ['税务办理', 'shui4 wu4 ban4 li3'],
  ['入学报名', 'ru4 xue2 bao4 ming2'],
  ['公交线路', 'gong1 jiao1 xian4 lu4'],
  ['供水供气', 'gong1 shui3 gong1 qi4'],
  ['投诉建议', 'tou2 su4 jian4 yi4'],
  ['进度查询', 'jin4 du4 cha2 xun2'],
  ['办事指南', 'ban4 shi4 zhi3 nan2'],
  ['语音留言', 'yu3 yin1 liu2 yan2'],
  ['人工服务', 'ren2 gong1 fu2 wu4'],
  ['返回上级菜单', 'fan3 hui2 shang4 ji2 cai4 dan1'],
  ['重听', 'chong2 ting1'],
  ['请按一', 'qing3 an4 yi1'],
  ['请按二', 'qing3 an4 er4'],
  ['请按三', 'qing3 an4 san1'],
  ['请按四', 'qing3 an4 si4'],
  ['请按五', 'qing3 an4 wu3'],
  ['请按六', 'qing3 an4 liu4'],
  ['请按七', 'qing3 an4 qi1'],
  ['请按八', 'qing3 an4 ba1'],
  ['请按九', 'qing3 an4 jiu3'],
  ['请按零', 'qing3 an4 ling2'],
  ['请按米字键', 'qing3 an4 mi3 zi4 jian4'],
  ['请按井号键', 'qing3 an4 jing3 hao4 jian4'],
  ['按键错误，请重新输入。', 'an4 jian4 cuo4 wu4, qing3 chong2 xin1 shu1 ru4'],
  ['正在为您转接，请稍候。', 'zheng4 zai4 wei4 nin2 zhuan3 jie1, qing3 shao1 hou4'],
  [
    '请登录政务服务网查询，感谢来电，再见。',
    'qing3 deng1 lu4 zheng4 wu4 fu2 wu4 wang3 cha2 xun2, gan3 xie4 lai2 dian4, zai4 jian4',
  ],
  ['感谢来电，再见。', 'gan3 xie4 lai2 dian4, zai4 jian4'],
];

export const menuPieces: readonly VoiceText[] = pieces.map(([says, pinyin]) => ({
  purpose: 'menu_piece',
  says,
  pinyin,
}));
