import type { CitySettings, Policy, PolicyRules } from '@everyline/contract';

export interface SettingStore {
  /** The city's settings, null before the set-up. */
  city(): Promise<CitySettings | null>;
  saveCity(city: CitySettings): Promise<void>;
  policies(): Promise<Policy[]>;
  policy(id: string): Promise<Policy | null>;
  insertPolicy(policy: Policy): Promise<void>;
  updatePolicy(id: string, change: { name: string; rules: PolicyRules }): Promise<void>;
}
