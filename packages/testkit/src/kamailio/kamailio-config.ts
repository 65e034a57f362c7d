/** A user of the Kamailio under test: may register and call with this password. */
export interface KamailioUser {
  readonly name: string;
  readonly password: string;
}

/** What the Kamailio under test is: a registrar and a proxy of one domain, on loopback only. */
export interface KamailioSetting {
  /** Sockets as Kamailio writes them, e.g. `udp:127.0.0.1:5062`, `tcp:127.0.0.1:5062`, `tls:127.0.0.1:5063`. */
  readonly listen: readonly string[];
  /** The domain it answers for, and the realm of its challenges. */
  readonly domain: string;
  /** Who may register; with none, everybody may, without a password. */
  readonly users?: readonly KamailioUser[];
  /** Whether new INVITEs are challenged with 407 too. */
  readonly challengesCalls?: boolean;
  readonly algorithm?: 'MD5' | 'SHA-256';
  /** Life of a nonce in seconds; 300 unless given. */
  readonly nonceSeconds?: number;
  /** Shorter expiries are refused with 423; 0 unless given. */
  readonly minExpiresSeconds?: number;
  /** Paths of certificate and key, for `tls:` sockets and for WSS. */
  readonly tls?: { readonly certificate: string; readonly privateKey: string };
  /** Whether WebSocket handshakes are taken on the TCP and TLS sockets (RFC 7118). */
  readonly webSocket?: boolean;
  /** Statements for `request_route` before everything else, e.g. a route to a trunk. */
  readonly before?: string;
  /** Debug level, −1 to 3; warnings only (0) unless given. */
  readonly debug?: number;
}

const always = [
  'tm',
  'tmx',
  'sl',
  'rr',
  'pv',
  'maxfwd',
  'usrloc',
  'registrar',
  'textops',
  'siputils',
  'auth',
  'path',
  'nathelper',
  'kex',
  'corex',
  'xlog',
];

/** The text of a kamailio.cfg: registrar in memory, Path kept, record-routing proxy, digest by fixed passwords. */
export function kamailioConfig(setting: KamailioSetting): string {
  const { listen, domain, users = [], tls, webSocket = false } = setting;
  const streams = listen.some((socket) => !socket.startsWith('udp:'));
  const modules = [
    ...always,
    ...(tls === undefined ? [] : ['tls']),
    ...(webSocket ? ['xhttp', 'websocket'] : []),
  ];
  return [
    '#!KAMAILIO',
    `debug=${setting.debug ?? 0}`,
    'log_stderror=yes',
    'children=2',
    'auto_aliases=no',
    'dns=no',
    'rev_dns=no',
    'use_dns_cache=no',
    `alias="${domain}"`,
    ...(streams ? ['tcp_children=2', 'tcp_accept_no_cl=yes'] : ['disable_tcp=yes']),
    ...(tls === undefined ? [] : ['enable_tls=yes']),
    ...listen.map((socket) => `listen=${socket}`),
    ...modules.map((module) => `loadmodule "${module}.so"`),
    'modparam("usrloc", "db_mode", 0)',
    'modparam("usrloc", "timer_interval", 1)',
    `modparam("registrar", "min_expires", ${setting.minExpiresSeconds ?? 0})`,
    'modparam("registrar", "use_path", 1)',
    'modparam("registrar", "path_mode", 0)',
    'modparam("registrar", "gruu_enabled", 0)',
    'modparam("registrar|nathelper", "received_avp", "$avp(received)")',
    `modparam("auth", "nonce_expire", ${setting.nonceSeconds ?? 300})`,
    `modparam("auth", "algorithm", "${setting.algorithm ?? 'MD5'}")`,
    'modparam("auth", "nonce_count", 1)',
    'modparam("auth", "qop", "auth")',
    ...(tls === undefined
      ? []
      : [
          `modparam("tls", "certificate", "${tls.certificate}")`,
          `modparam("tls", "private_key", "${tls.privateKey}")`,
          'modparam("tls", "verify_certificate", 0)',
          'modparam("tls", "tls_method", "TLSv1.2+")',
        ]),
    requestRoute(setting, users),
    webSocket ? webSocketRoute : '',
  ].join('\n');
}

function requestRoute(setting: KamailioSetting, users: readonly KamailioUser[]): string {
  const { domain } = setting;
  const check = (kind: 'www' | 'proxy'): string =>
    users.length === 0
      ? ''
      : `    $var(password) = "";
${users.map(({ name, password }) => `    if ($au == "${name}") $var(password) = "${password}";`).join('\n')}
    if ($var(password) == "" || !pv_${kind}_authenticate("${domain}", "$var(password)", "0")) {
      ${kind}_challenge("${domain}", "1");
      exit;
    }
    consume_credentials();`;
  return `
request_route {
${setting.before ?? ''}
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  force_rport();
  if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
  if (has_totag()) {
    if (loose_route()) { t_relay(); exit; }
    if (is_method("ACK")) { if (t_check_trans()) t_relay(); exit; }
    sl_send_reply("404", "Not Here");
    exit;
  }
  t_check_trans();
  if (is_method("OPTIONS") && uri == myself) { sl_send_reply("200", "OK"); exit; }
  if (is_method("REGISTER")) {
${check('www')}
    fix_nated_register();
    if (!save("location")) sl_reply_error();
    exit;
  }
  if (is_method("INVITE")) {
${setting.challengesCalls === true ? check('proxy') : ''}
    record_route();
  }
  if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
  if (!t_relay()) sl_reply_error();
}
`;
}

const webSocketRoute = `
event_route[xhttp:request] {
  if ($hdr(Upgrade) =~ "websocket" && $rm =~ "GET") {
    if (ws_handle_handshake()) exit;
  }
  xhttp_reply("404", "Not Found", "", "");
}
`;
