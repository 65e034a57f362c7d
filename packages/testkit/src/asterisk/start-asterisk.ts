import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freeUdpPort } from '../free-ports.ts';

const run = promisify(execFile);

/** An Asterisk that answers whoever calls it on loopback. */
export interface RunningAsterisk {
  readonly port: number;
  readonly pid: number;
  /** The folder for recordings and sounds, as the dial plan names it. */
  readonly spool: string;
  /** A file of that folder. */
  read(name: string): Promise<Uint8Array>;
  /** What it has logged so far. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** What runs a program with the folder as its root. */
const enter: string = 'chroot';

const modules = [
  ...['res_sorcery_config', 'res_sorcery_memory', 'res_sorcery_astdb', 'res_pjproject'],
  ...['res_pjsip', 'res_pjsip_session', 'res_pjsip_sdp_rtp', 'res_pjsip_caller_id'],
  ...['res_pjsip_pubsub', 'res_pjsip_endpoint_identifier_anonymous', 'res_pjsip_dtmf_info'],
  ...['res_pjsip_refer', 'res_pjsip_rfc3326', 'res_rtp_asterisk', 'res_timing_timerfd'],
  ...['chan_pjsip', 'codec_alaw', 'codec_ulaw', 'format_wav', 'format_pcm', 'pbx_config'],
  ...[
    'app_playback',
    'app_mixmonitor',
    'app_playtones',
    'app_echo',
    'app_dial',
    'bridge_simple',
    'func_channel',
  ],
] as const;

/**
 * Starts Asterisk inside the folder that `requireAsterisk` gave, with a dial plan whose context takes every call;
 * `sounds` are WAV files for its spool. Rejects with its log when it does not come up within 60 s.
 */
export async function startAsterisk(
  root: string,
  setting: {
    /** Lines of extensions.conf; `SPOOL` stands for the folder of recordings and sounds. */
    readonly dialPlan: readonly string[];
    readonly sounds?: Readonly<Record<string, Uint8Array>>;
    /** Modules that the dial plan needs beside the usual ones. */
    readonly modules?: readonly string[];
  },
): Promise<RunningAsterisk> {
  const outside = await mkdtemp(join(root, 'everyline-'));
  const inside = `/${basename(outside)}`;
  const spool = `${inside}/spool`;
  for (const name of ['etc', 'log', 'run', 'lib', 'spool'])
    await mkdir(join(outside, name), { recursive: true });
  // Asterisk looks for its own address by names; it is to find this machine and to ask nobody.
  const names = `localhost ${hostname()} A.ROOT-SERVERS.NET`;
  await writeFile(join(root, 'etc', 'hosts'), `127.0.0.1 ${names}\n`);
  await writeFile(join(root, 'etc', 'resolv.conf'), 'nameserver 127.0.0.1\n');
  const port = await freeUdpPort();
  const files: Readonly<Record<string, readonly string[]>> = {
    'asterisk.conf': [
      '[directories]',
      `astetcdir => ${inside}/etc`,
      'astmoddir => /usr/lib/asterisk/modules',
      'astvarlibdir => /var/lib/asterisk',
      `astdbdir => ${inside}/lib`,
      `astkeydir => ${inside}/lib`,
      'astdatadir => /usr/share/asterisk',
      'astagidir => /usr/share/asterisk/agi-bin',
      `astspooldir => ${spool}`,
      `astrundir => ${inside}/run`,
      `astlogdir => ${inside}/log`,
    ],
    'modules.conf': [
      '[modules]',
      'autoload=no',
      ...[...modules, ...(setting.modules ?? [])].map((name) => `load => ${name}.so`),
    ],
    'logger.conf': ['[general]', '[logfiles]', 'full => notice,warning,error,verbose'],
    'rtp.conf': ['[general]', 'rtpstart=17000', 'rtpend=17400', 'strictrtp=no'],
    'pjsip.conf': [
      ...['[loopback]', 'type=transport', 'protocol=udp', `bind=127.0.0.1:${port}`],
      ...['[anonymous]', 'type=endpoint', 'context=everyline', 'disallow=all'],
      ...['allow=alaw,ulaw', 'direct_media=no', 'timers=yes', '100rel=yes', 'dtmf_mode=auto_info'],
    ],
    'indications.conf': [
      '[general]',
      'country=cn',
      '[cn]',
      'description = China',
      'busy = 450/350,0/350',
    ],
    'extensions.conf': [
      '[everyline]',
      ...setting.dialPlan.map((line) => line.replaceAll('SPOOL', spool)),
    ],
  };
  for (const [name, lines] of Object.entries(files))
    await writeFile(join(outside, 'etc', name), `${lines.join('\n')}\n`);
  for (const [name, bytes] of Object.entries(setting.sounds ?? {}))
    await writeFile(join(outside, 'spool', name), bytes);
  const program = ['/usr/sbin/asterisk', '-C', `${inside}/etc/asterisk.conf`];
  const child = spawn(enter, [root, ...program, '-f', '-v'], { stdio: 'ignore' });
  let ended = false;
  const exit = new Promise<void>((done) => {
    child.once('exit', () => {
      ended = true;
      done();
    });
  });
  const log = (): Promise<string> => readFile(join(outside, 'log', 'full'), 'utf8').catch(() => '');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exit;
    await rm(outside, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 300 && !ended; tries += 1) {
    const up = await run(enter, [root, ...program, '-rx', 'core waitfullybooted']).then(
      ({ stdout }) => stdout.includes('fully booted'),
      () => false,
    );
    if (up)
      return {
        port,
        pid: child.pid ?? 0,
        spool,
        read: (name) => readFile(join(outside, 'spool', name)),
        log,
        stop,
      };
    await wait(200);
  }
  const told = await log();
  await stop();
  throw new Error(`Asterisk did not come up: ${told.slice(-2000)}`);
}
