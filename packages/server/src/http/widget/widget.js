// The chat window of Everyline in a page of somebody else, by one tag:
//   <script src="https://HOST/widget.js" data-title="有问题问我" data-language="zh-CN" async></script>
// It speaks with the public conversations of the server that it came from, loads nothing else, sets no cookie, and writes
// what is said as text only. The page's own policy needs that server in script-src and connect-src.
(() => {
  'use strict';
  const tag = document.currentScript;
  if (tag === null || document.getElementById('everyline-widget') !== null) return;
  const server = new URL(tag.src).origin;
  const wanted = tag.dataset.language || document.documentElement.lang || navigator.language;
  const isEnglish = /^en\b/i.test(wanted);
  const words = isEnglish
    ? {
        title: 'Ask us',
        open: 'Open the chat',
        close: 'Close',
        hello: 'Hello. What would you like to know?',
        placeholder: 'Your question',
        send: 'Send',
        person: 'Ask for a person',
        solved: 'Solved',
        notSolved: 'Not solved',
        thanks: 'Thank you for telling us.',
        again: 'New conversation',
        source: 'Source: ',
        you: 'You',
        failed: 'The service cannot be reached. Please try again.',
        foreign: 'This page has not been allowed to show the chat.',
        privacy:
          'Please write no identity numbers; numbers of persons are made unreadable before anything is kept.',
      }
    : {
        title: '有问题，问我',
        open: '打开咨询窗口',
        close: '关闭',
        hello: '您好，请问您想了解什么？',
        placeholder: '请输入问题',
        send: '发送',
        person: '转人工',
        solved: '已解决',
        notSolved: '未解决',
        thanks: '谢谢您的评价。',
        again: '新的对话',
        source: '依据：',
        you: '您',
        failed: '暂时连接不上，请稍后再试。',
        foreign: '本网站未获允许使用此窗口。',
        privacy: '请不要填写身份证号等信息；个人号码在保存前会被遮盖。',
      };
  const title = tag.dataset.title || words.title;
  const storeKey = 'everyline-conversation';

  const host = document.createElement('div');
  host.id = 'everyline-widget';
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    * { box-sizing: border-box; font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
    .open { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; border: 0; border-radius: 24px;
      padding: 12px 18px; background: #14508f; color: #fff; cursor: pointer; box-shadow: 0 2px 8px #0004; }
    .panel { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; width: min(380px, calc(100vw - 16px));
      height: min(560px, calc(100vh - 16px)); display: flex; flex-direction: column; background: #fff; color: #1b1f24;
      border: 1px solid #c9d1d9; border-radius: 10px; overflow: hidden; box-shadow: 0 6px 24px #0004; }
    @media (max-width: 480px) { .panel { right: 8px; bottom: 8px; } }
    [hidden] { display: none !important; }
    header { display: flex; align-items: center; gap: 8px; padding: 10px 12px; background: #14508f; color: #fff; }
    header strong { flex: 1; font-weight: 600; color: #fff; }
    header button { background: transparent; border: 1px solid #fff9; color: #fff; }
    button { border: 1px solid #6e7781; background: #fff; color: #1b1f24; border-radius: 6px; padding: 5px 10px;
      cursor: pointer; min-height: 34px; }
    button:focus-visible, textarea:focus-visible { outline: 3px solid #f5a623; outline-offset: 1px; }
    .log { flex: 1; overflow-y: auto; padding: 12px; display: flex; flex-direction: column; gap: 10px; }
    .said { max-width: 88%; padding: 8px 10px; border-radius: 8px; background: #eef2f6; white-space: pre-wrap;
      overflow-wrap: anywhere; align-self: flex-start; }
    .said.citizen { align-self: flex-end; background: #d7e8fa; }
    .said.service { align-self: center; background: transparent; color: #57606a; font-size: 13px; }
    .quiet { color: #57606a; font-size: 13px; }
    .choices { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 6px; }
    form { display: flex; gap: 8px; padding: 10px; border-top: 1px solid #d0d7de; }
    textarea { flex: 1; resize: none; height: 44px; border: 1px solid #6e7781; border-radius: 6px; padding: 8px;
      color: #1b1f24; background: #fff; }
    form button { background: #14508f; color: #fff; border-color: #14508f; }
    .foot { display: flex; flex-wrap: wrap; gap: 6px; padding: 0 10px 10px; align-items: center; }
  `);
  root.adoptedStyleSheets = [sheet];

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const button = (text, onclick) => make('button', { type: 'button', textContent: text, onclick });
  const log = make('div', { className: 'log' });
  log.setAttribute('role', 'log');
  log.setAttribute('aria-live', 'polite');
  log.tabIndex = 0;
  log.setAttribute('aria-label', title);
  const notice = make('p', { className: 'quiet', hidden: true });
  const field = make('textarea', { placeholder: words.placeholder, maxLength: 500 });
  field.setAttribute('aria-label', words.placeholder);
  const form = make('form', {}, field, make('button', { type: 'submit', textContent: words.send }));
  const person = button(words.person, () => act('/person', {}));
  const solved = button(words.solved, () => judge(true));
  const notSolved = button(words.notSolved, () => judge(false));
  const again = button(words.again, () => forget());
  const foot = make('div', { className: 'foot' }, person, solved, notSolved, again);
  const closer = button('✕', () => show(false));
  closer.setAttribute('aria-label', words.close);
  const panel = make(
    'section',
    { className: 'panel', hidden: true },
    make('header', {}, make('strong', { textContent: title }), closer),
    log,
    notice,
    form,
    foot,
  );
  notice.style.margin = '0 12px 8px';
  panel.setAttribute('aria-label', title);
  const opener = make('button', { type: 'button', className: 'open', textContent: title });
  opener.setAttribute('aria-label', `${words.open}: ${title}`);
  opener.onclick = () => show(true);
  root.append(opener, panel);
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') show(false);
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    void say(text);
  });

  let held = read();
  let last = 0;
  let looking = null;
  let isBusy = false;
  /** Whether what is shown below the conversation tells somebody who waits how long. */
  let waits = false;

  function read() {
    try {
      return JSON.parse(sessionStorage.getItem(storeKey) ?? 'null');
    } catch {
      return null;
    }
  }
  function keep(conversation) {
    held = conversation;
    try {
      if (conversation === null) sessionStorage.removeItem(storeKey);
      else sessionStorage.setItem(storeKey, JSON.stringify(conversation));
    } catch {
      // A page that allows no storage keeps the conversation until it is left.
    }
  }

  function show(isOpen) {
    panel.hidden = !isOpen;
    opener.hidden = isOpen;
    if (!isOpen) {
      looking?.abort();
      opener.focus();
      return;
    }
    if (log.childElementCount === 0) greet();
    field.focus();
    if (held !== null) void follow();
  }
  function greet() {
    log.replaceChildren(
      make('div', { className: 'said', textContent: words.hello }),
      make('div', { className: 'quiet', textContent: words.privacy }),
    );
    foot.hidden = held === null;
  }
  function forget() {
    looking?.abort();
    keep(null);
    last = 0;
    notice.hidden = true;
    field.disabled = false;
    greet();
    field.focus();
  }

  async function ask(path, options = {}, signal = undefined) {
    const response = await fetch(`${server}/api/public/conversations${path}`, {
      ...options,
      signal,
      credentials: 'omit',
      mode: 'cors',
      headers: {
        'accept-language': isEnglish ? 'en' : 'zh-CN',
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(held === null ? {} : { authorization: `Bearer ${held.secret}` }),
      },
    });
    const body = await response.json();
    if (response.ok) return body;
    throw Object.assign(new Error(body.message ?? words.failed), { code: body.code });
  }
  async function attempt(work) {
    if (isBusy) return;
    isBusy = true;
    try {
      await work();
    } catch (cause) {
      if (cause.name === 'AbortError') return;
      if (cause.code === 'not_found') keep(null);
      const text =
        cause.code === 'foreign_origin' ? words.foreign : cause.code ? cause.message : words.failed;
      notice.textContent = text;
      notice.hidden = false;
    } finally {
      isBusy = false;
    }
  }
  function say(text) {
    return attempt(async () => {
      notice.hidden = true;
      const clientKey = crypto.getRandomValues(new Uint32Array(3)).join('-');
      if (held === null) {
        const language = isEnglish ? 'en' : 'zh-CN';
        const begun = await ask('', {
          method: 'POST',
          body: JSON.stringify({ channel: 'widget', language, text, clientKey }),
        });
        keep({ id: begun.id, secret: begun.secret });
        render(begun);
      } else {
        const body = JSON.stringify({ text, clientKey });
        render(await ask(`/${held.id}/messages`, { method: 'POST', body }));
      }
      void follow();
    });
  }
  function act(path, body) {
    if (held === null) return;
    void attempt(async () => {
      render(await ask(`/${held.id}${path}`, { method: 'POST', body: JSON.stringify(body) }));
      void follow();
    });
  }
  function judge(isSolved) {
    act('/feedback', { solved: isSolved });
    notice.textContent = words.thanks;
    notice.hidden = false;
  }

  /** Waits for what is said by others, while the window is open. */
  async function follow() {
    looking?.abort();
    const mine = new AbortController();
    looking = mine;
    let failures = 0;
    while (!mine.signal.aborted && held !== null && !panel.hidden) {
      try {
        const wait = last === 0 ? 0 : 25;
        const seen = await ask(`/${held.id}?after=${last}&waitSeconds=${wait}`, {}, mine.signal);
        failures = 0;
        render(seen);
        if (seen.state === 'closed') return;
      } catch (cause) {
        if (mine.signal.aborted) return;
        if (cause.code === 'not_found') return forget();
        failures += 1;
        await new Promise((done) => setTimeout(done, Math.min(60_000, 2_000 * 2 ** failures)));
      }
    }
  }

  function render(conversation) {
    for (const message of conversation.messages) {
      if (message.position <= last) continue;
      last = message.position;
      log.append(bubble(message));
    }
    foot.hidden = false;
    person.hidden = conversation.state !== 'answering';
    again.hidden = conversation.state !== 'closed';
    field.disabled = conversation.state === 'closed';
    if (conversation.notice !== null) {
      notice.textContent = conversation.notice;
      notice.hidden = false;
    } else if (waits) notice.hidden = true;
    waits = conversation.notice !== null;
    log.scrollTop = log.scrollHeight;
  }
  function bubble({ from, text, citations, choices }) {
    const said = make('div', { className: `said ${from}`, textContent: text });
    const sources = citations
      .filter(({ kind }) => kind === 'entry')
      .map(({ title: name, source }) => (source === null ? name : `${name} (${source})`));
    if (sources.length > 0) {
      said.append(
        make('div', { className: 'quiet', textContent: words.source + sources.join('; ') }),
      );
    }
    if (choices.length > 0) {
      said.append(
        make('div', { className: 'choices' }, ...choices.map((one) => button(one, () => say(one)))),
      );
    }
    return said;
  }

  const place = () => document.body.append(host);
  if (document.body === null) document.addEventListener('DOMContentLoaded', place);
  else place();
})();
