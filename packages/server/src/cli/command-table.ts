import type { Localised } from '@everyline/contract';

/** One command of `everyline` as its help tells of it. */
export interface CommandHelp {
  readonly usage: string;
  readonly summary: Localised;
  readonly details: Localised;
}

/** Every command, in the order of the help. */
export const COMMANDS = {
  serve: {
    usage:
      'everyline serve [--role all|web|voice|worker] [--port 8080] [--host 127.0.0.1] [--data DIR]',
    summary: {
      zh: '启动服务（网页、拨测、后台任务）',
      en: 'run the server (screens, test calls, background work)',
    },
    details: {
      zh: '首次启动时在浏览器中完成设置；终端会打印一次性设置码。数据目录默认为 ./data（EVERYLINE_DATA），一个目录同时只能有一个服务。',
      en: 'The first start asks for the set-up in the browser; the terminal prints its one-time code. Data is kept in ./data (EVERYLINE_DATA); one directory has one server at a time.',
    },
  },
  demo: {
    usage: 'everyline demo [--seed N] [--lines 400] [--port 8080] [--data DIR] [--exit]',
    summary: { zh: '用样例城市演示全过程', en: 'show the whole job on the sample city' },
    details: {
      zh: '先用真实套接字拨测，再以虚拟时间跑完一周，与真值对照，最后留下可登录的管理页面；--exit 则跑完即结束。只呼叫本机的模拟交换机。',
      en: 'Calls over real sockets first, then the rest of the week in virtual time, holds the verdicts against the truth and leaves the console running; with --exit it ends instead. Only the simulated exchange on this machine is called.',
    },
  },
  extract: {
    usage: 'everyline extract FILE… [--area-code 028] [--country CN] [--json]',
    summary: { zh: '从文档中找出公布的号码', en: 'find the numbers published in documents' },
    details: {
      zh: '可给文件、文件夹、网址或网址清单；不写入数据库。',
      en: 'Takes files, folders, addresses or lists of addresses; nothing is stored.',
    },
  },
  import: {
    usage: 'everyline import FILE… [--area-code 028] [--json]',
    summary: {
      zh: '把文档中的号码导入城市台账',
      en: 'bring the numbers of documents into the inventory',
    },
    details: {
      zh: '同一文档只导入一次；好的行保留，读不出的行列出位置和原因。服务运行时也可使用。',
      en: 'The same document is imported once; good rows are kept, the others are listed with place and reason. Works while the server runs.',
    },
  },
  exchange: {
    usage: 'everyline exchange --port P [--city FILE] [--channels N] [--json]',
    summary: {
      zh: '在本机运行模拟电话网',
      en: 'run the simulated telephone network on this machine',
    },
    details: {
      zh: '只在 127.0.0.1 上接听，直到停止。不给城市文件时，每种情形一条线路，并列出号码。',
      en: 'Listens on 127.0.0.1 only, until it is stopped. Without a city there is one line for each behaviour, and their numbers are listed.',
    },
  },
  probe: {
    usage:
      'everyline probe (--trunk sip:HOST:PORT[;transport=tcp|tls|ws|wss] --numbers FILE.csv [--certificate FILE [--private-key FILE]] [--authority FILE] [--script FILE [--wait]] [--concurrency N] [--area-code 028] | --campaign ID) [--json]',
    summary: { zh: '从命令行拨测', en: 'place test calls from the command line' },
    details: {
      zh: '号码清单只能经本机回环中继拨测；外线须经行动。每次呼叫都经过守卫并先行登记。经模拟交换机拨测时不限时段，因为那里没有人会被打扰。--script 给出每次呼叫应答后要做的步骤，或逐次走遍菜单（walk）；可能是人接听时不按键、不播放。',
      en: 'Lists are called over trunks on loopback only; other trunks need a campaign. Every call passes the guard and is on record first. Over the simulated exchange the allowed hours do not hold: nobody can be disturbed there. --script names the steps that each call follows after the answer, or a walk through the menus, call by call; where a person may have answered, nothing is pressed or said.',
    },
  },
  verdicts: {
    usage: 'everyline verdicts [--campaign ID] [--json]',
    summary: {
      zh: '由已登记的结果重新计算每条线路的定性',
      en: 'recompute every line’s verdict from the outcomes on record',
    },
    details: {
      zh: '每行一个 JSON 对象：number, verdict, confidence, attempts, reachRate, interval, evidence。',
      en: 'One JSON object a line: number, verdict, confidence, attempts, reachRate, interval, evidence.',
    },
  },
  plan: {
    usage:
      'everyline plan [--campaign ID | --calls FILE.csv [--shrinkage 15%]] [--busy 5%] [--answered 80%] [--within 15] [--handling 180] [--patience 120] [--json]',
    summary: {
      zh: '由拨测推算每个号码需要几条线、几个人',
      en: 'reckon from test calls the lines and people that each number needs',
    },
    details: {
      zh: '只凭登记的拨测推算占线线路的话务量及其范围；不知道号码有几条线时，逐一列出可能的条数。每个电话的时长（--handling）和来电者的耐心（--patience）以秒计，拨测无法得知，须给定。有号码需要增加线路时退出码为 1。--calls 则由通话记录（time 与 calls 两列，或每行一个来电）预测下一周，给出每刻钟的人数。',
      en: 'From the test calls on record alone, with ranges; where nobody knows how many lines a number has, each possible one is shown. How long a call takes (--handling) and how long callers wait (--patience), in seconds, cannot be told from test calls and are taken as given. Exits with 1 when a number needs more lines. With --calls the next week is forecast from a record of calls (columns time and calls, or a row a call), with the people of each quarter hour.',
    },
  },
  announcements: {
    usage:
      'everyline announcements (export FILE.json [--licence TEXT] | import FILE.json… [--accept]) [--json]',
    summary: {
      zh: '导出或导入已确认的提示音，供各城市互换',
      en: 'export or import confirmed announcements, for cities to exchange',
    },
    details: {
      zh: '只导出经人工确认、至少在两次拨测中听到的提示音，绝不含真人说话。导入的标注带有来源，作为建议等待本市确认；--accept 则把不与本市矛盾的直接采用。有条目被拒或与本市标注矛盾时退出码为 1。',
      en: 'Only what a person has confirmed and what was heard in two calls is exported, never live speech. Imported labels carry their origin and wait for confirmation here; with --accept those that contradict nothing are taken over. Exits with 1 when entries were rejected or contradict labels of this city.',
    },
  },
  ask: {
    usage:
      'everyline ask "…" [--knowledge DIR|FILE] [--region DISTRICT] [--threshold 0.92] [--json]',
    summary: {
      zh: '按已发布的知识条目回答一个问题，注明出处；没有把握就不答',
      en: 'answer a question from published entries with its citation, or not at all',
    },
    details: {
      zh: '不给 --knowledge 时用本市已发布且在有效期内的条目；也可以给条目文件（.jsonl）、文档或文件夹。几个条目只差区县或人员类别时反问；把握低于 --threshold 时不答。--region 说明提问人在哪个区（县）。',
      en: 'Without --knowledge from the entries that the city has published and that hold today; else from a file of entries (.jsonl), a document or a folder. Asks back where entries differ by district or people only; below --threshold nothing is answered. --region tells in which district the asker is.',
    },
  },
  evaluate: {
    usage:
      'everyline evaluate (retrieval (--set FOLDER | --corpus FILE --queries FILE --out FILE) [--titles] | answers --set FOLDER [--threshold 0.92] [--day YYYY-MM-DD]) [--json]',
    summary: {
      zh: '用一组问题评测知识条目的检索和作答',
      en: 'measure on a set of questions how well knowledge entries are found and questions answered',
    },
    details: {
      zh: '文件夹中有 corpus.jsonl（id、text，可有 title）、queries.jsonl（id、text）和 qrels.tsv（问题、条目、分值）；queries.名称.jsonl 是同一组问题的其他写法，例如语音识别的误写。--titles 把标题当作条目的问题。给出 --corpus、--queries、--out 时，写出 TREC 格式的结果，供其他程序评分。answers 的文件夹中有 entries.jsonl 和 questions.jsonl（id、group、text、right）。',
      en: 'The folder has corpus.jsonl (id, text, perhaps title), queries.jsonl (id, text) and qrels.tsv (question, entry, score); queries.NAME.jsonl are the same questions otherwise, for instance as speech is misheard. --titles takes titles as the questions of the entries. With --corpus, --queries and --out the run is written in TREC format, for other programs to score. The folder of answers has entries.jsonl and questions.jsonl (id, group, text, right).',
    },
  },
  audit: {
    usage: 'everyline audit verify [--json]',
    summary: { zh: '核验审计日志的哈希链', en: 'verify the hash chain of the audit log' },
    details: {
      zh: '链条完整时退出码为 0，被改动时为 1 并指出第一条不符的记录。',
      en: 'Exits with 0 when the chain is whole, with 1 when it was tampered with, naming the first record that does not fit.',
    },
  },
  help: {
    usage: 'everyline help [COMMAND]',
    summary: { zh: '显示帮助', en: 'show this help' },
    details: { zh: '例如 everyline help serve。', en: 'For example everyline help serve.' },
  },
} as const satisfies Readonly<Record<string, CommandHelp>>;

export type CommandName = keyof typeof COMMANDS;
