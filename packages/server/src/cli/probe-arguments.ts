import { parseArgs } from 'node:util';

import type { Localised } from '@everyline/contract';
import {
  isEncrypted,
  isLoopbackHost,
  isWebSocket,
  trunkTransports,
  type TrunkTransport,
} from '@everyline/domain';
import { defaultPort } from '@everyline/telephony';

import { wrongArguments } from './wrong-arguments.ts';

/** How `probe` is called. */
export const usage =
  'everyline probe --trunk sip:HOST:PORT[;transport=tcp|tls|ws|wss] --numbers FILE.csv [--certificate FILE [--private-key FILE]] [--authority FILE] [--script FILE [--wait]] [--concurrency N] [--area-code 028] [--json]\n       everyline probe --campaign ID [--json]';

/** Calls to a list over a trunk on loopback. The city's area code is used where neither the list nor the command gives one. */
export interface Called {
  readonly host: string;
  readonly transport: TrunkTransport;
  readonly port: number;
  /** Files in PEM: what the trunk is shown, its key, and who may certify the trunk. */
  readonly certificates: {
    readonly certificate: string | null;
    readonly privateKey: string | null;
    readonly authority: string | null;
  };
  readonly numbers: string;
  readonly concurrency: number;
  readonly areaCode: string | null;
  readonly script: string | null;
  readonly wait: boolean;
  readonly json: boolean;
}

/** Reads what `probe` was called with; `wrong` says what cannot be, and how it is written. */
export function probeArguments(
  args: readonly string[],
):
  Called | { readonly campaignId: string; readonly json: boolean } | { readonly wrong: Localised } {
  const wrong = (zh: string, en: string) => ({ wrong: { zh, en } });
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        trunk: { type: 'string' },
        numbers: { type: 'string' },
        concurrency: { type: 'string' },
        campaign: { type: 'string' },
        script: { type: 'string' },
        wait: { type: 'boolean' },
        'area-code': { type: 'string' },
        certificate: { type: 'string' },
        'private-key': { type: 'string' },
        authority: { type: 'string' },
        json: { type: 'boolean' },
      },
    }));
  } catch (fault) {
    const { zh, en } = wrongArguments(fault);
    return wrong(zh, en);
  }
  const json = values.json ?? false;
  if (values.campaign !== undefined && values.script !== undefined) {
    return wrong(
      '--script 只能与 --trunk 和 --numbers 一起使用。',
      '--script goes with --trunk and --numbers only.',
    );
  }
  const ofTrunk = values.certificate ?? values['private-key'] ?? values.authority;
  if (values.campaign !== undefined && ofTrunk !== undefined) {
    return wrong(
      '行动的中继在设置中填写证书；--certificate、--private-key 和 --authority 只能与 --trunk 一起使用。',
      'The certificates of a campaign’s trunk are those of the settings; --certificate, --private-key and --authority go with --trunk only.',
    );
  }
  if (values.campaign !== undefined) return { campaignId: values.campaign, json };
  if (values.trunk === undefined || values.numbers === undefined) {
    return wrong(
      '请给出 --trunk 和 --numbers，或 --campaign。',
      'Give --trunk and --numbers, or --campaign.',
    );
  }
  const address =
    /^sip(s)?:(\[[0-9a-fA-F:.]+\]|[^:@;]+)(?::(\d{1,5}))?(?:;transport=(udp|tcp|tls|ws|wss))?$/i.exec(
      values.trunk,
    );
  const host = address?.[2]?.replace(/^\[|\]$/g, '');
  const written = trunkTransports.find((known) => known === address?.[4]?.toLowerCase());
  const isSecure = address?.[1] !== undefined;
  const isWeb = written !== undefined && isWebSocket(written);
  const transport = isSecure ? (isWeb ? 'wss' : 'tls') : (written ?? 'udp');
  const port = Number(address?.[3] ?? defaultPort(transport));
  if (host === undefined || port < 1 || port > 65_535) {
    return wrong(
      `“${values.trunk}”不是中继地址，应写成 sip:127.0.0.1:5060，或加上 ;transport=tcp、tls、ws 或 wss。`,
      `“${values.trunk}” is no address of a trunk; write it as sip:127.0.0.1:5060, with ;transport=tcp, tls, ws or wss behind it where it is not UDP.`,
    );
  }
  if (!isLoopbackHost(host)) {
    return wrong(
      `命令行只能经本机回环地址拨测；${host} 不是。真实中继只供已登记的行动使用（--campaign）。`,
      `The command line dials over loopback only, and ${host} is not; a real trunk is for campaigns (--campaign).`,
    );
  }
  const certificates = {
    certificate: values.certificate ?? null,
    // One file may hold both.
    privateKey: values['private-key'] ?? values.certificate ?? null,
    authority: values.authority ?? null,
  };
  if (certificates.privateKey !== null && certificates.certificate === null) {
    return wrong(
      '--private-key 须与 --certificate 一起使用。',
      '--private-key goes with --certificate only.',
    );
  }
  const isCertified = certificates.certificate !== null || certificates.authority !== null;
  if (isCertified && !isEncrypted(transport)) {
    return wrong(
      '--certificate 和 --authority 只用于 TLS 和 WSS；请在中继地址后加 ;transport=tls 或 ;transport=wss。',
      '--certificate and --authority are for TLS and WSS alone; write ;transport=tls or ;transport=wss behind the address of the trunk.',
    );
  }
  const concurrency = Number(values.concurrency ?? '10');
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 500) {
    return wrong(
      '--concurrency 是 1 到 500 的整数。',
      '--concurrency is a whole number from 1 to 500.',
    );
  }
  return {
    host,
    port,
    transport,
    certificates,
    numbers: values.numbers,
    concurrency,
    areaCode: values['area-code'] ?? null,
    script: values.script ?? null,
    wait: values.wait ?? false,
    json,
  };
}
