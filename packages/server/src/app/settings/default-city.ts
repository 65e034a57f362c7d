import type { CitySettings, Language } from '@everyline/contract';

/** The settings of a city as they are before anybody changed them. */
export function defaultCity(given: {
  name: string;
  areaCode: string;
  timeZone?: string;
  announcement?: string;
  language: Language;
  sample?: boolean;
}): CitySettings {
  const areaCode = given.areaCode.startsWith('0') ? given.areaCode : `0${given.areaCode}`;
  return {
    cityName: given.name,
    areaCode,
    country: 'CN',
    timeZone: given.timeZone ?? 'Asia/Shanghai',
    language: given.language,
    announcement:
      given.announcement ?? `您好，这是${given.name}公布电话的自动拨测，无需应答，打扰了，再见。`,
    recordingDays: 180,
    observationDays: 1095,
    sample: given.sample ?? false,
  };
}
