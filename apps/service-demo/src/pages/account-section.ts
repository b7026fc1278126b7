import { html } from 'hono/html'
import type { Account } from '../accounts/account.ts'
import type { Language, Reader } from '../language.ts'
import { checksList } from './checks-list.ts'
import type { Markup } from './markup.ts'
import type { AcceptedVerdict, Content } from './outcome-content.ts'
import { shortPseudonym, signalFlags } from './signal-flags.ts'
import { trusteesSection } from './trustees.ts'

const words = {
  en: {
    opened: 'Your account is open',
    back: 'Welcome back',
    backAs: (name: string) => `Welcome back, ${name}`,
    openedText: 'These five flags are you, here. You will find them again at your next visit.',
    backText: (visits: number, since: string) => `Visit no. ${visits}, since ${since}.`,
    flags: 'Five signal flags, drawn from your pseudonym',
    pseudonym: 'Pseudonym',
    visits: 'Visits',
    knows: (here: string) => `What ${here} knows`,
    resident: 'You are a resident: an issuer that we trust vouches for it.',
    isPseudonym: (short: string) =>
      `Your pseudonym here is ${short}. At every visit the same, and nowhere else.`,
    came: (visits: number, since: string) =>
      visits === 1 ? 'You came for the first time today.' : `You came ${visits} times, first on ${since}.`,
    called: (name: string) => `You want to be called ${name}.`,
    lent: (title: string) => `You left a deposit for: ${title}.`,
    cannot: 'What it cannot do',
    noName: 'Nobody here knows your name, and nothing that we can read leads to it.',
    noLink:
      'We cannot recognise you at another service, and no other service can recognise you by what we keep.',
    noOpen: 'We cannot open what your wallet sealed.',
    nickname: 'What shall we call you?',
    nicknameHint: 'If you like. Choose a name that does not say who you are.',
    keep: 'Keep it',
    full: 'The pseudonym and this visit in full',
    visit: 'This visit',
    visitHint: 'Your wallet lists it by the same id.',
  },
  zh: {
    opened: '账户已开立',
    back: '欢迎回来',
    backAs: (name: string) => `欢迎回来，${name}`,
    openedText: '在这里，这五面旗就是您。下次光临时您会再次看到它们。',
    backText: (visits: number, since: string) => `自 ${since} 以来第 ${visits} 次光临。`,
    flags: '由您的假名绘成的五面信号旗',
    pseudonym: '假名',
    visits: '光临次数',
    knows: (here: string) => `${here}知道什么`,
    resident: '您是居民：由我们信任的颁发机构担保。',
    isPseudonym: (short: string) => `您在此处的假名是 ${short}，每次相同，别处不同。`,
    came: (visits: number, since: string) =>
      visits === 1 ? '您今天首次光临。' : `您已光临 ${visits} 次，首次是 ${since}。`,
    called: (name: string) => `您希望被称为${name}。`,
    lent: (title: string) => `您为此留下了押金：${title}。`,
    cannot: '做不到什么',
    noName: '这里没有人知道您的姓名，我们能读到的内容也无法追溯到它。',
    noLink: '我们无法在别处认出您，别处也无法凭我们保存的内容认出您。',
    noOpen: '我们无法打开您的钱包所密封的内容。',
    nickname: '我们该怎么称呼您？',
    nicknameHint: '可以不填。请选一个不会透露身份的名字。',
    keep: '保存',
    full: '完整的假名与本次访问编号',
    visit: '本次访问',
    visitHint: '您的钱包以同一编号记录此次访问。',
  },
} as const

/** An account with everything that is known about its visitor, and what is not. */
export function accountSection(
  reader: Reader,
  verdict: AcceptedVerdict,
  account: Account | undefined,
  retentionDays: number,
): Content {
  const { language, service } = reader
  const text = words[language]
  const { visits = 1, nickname } = account ?? {}
  const since = day(language, account?.firstVisit)
  const returning = nickname === undefined ? text.back : text.backAs(nickname)
  const title = visits === 1 ? text.opened : returning
  const here = service.words.here[language]
  const body = html`<section class="accepted account">
    <h1>${title}</h1>
    <p class="lead">${visits === 1 ? text.openedText : text.backText(visits, since)}</p>
    ${card(reader, verdict, visits)}
    ${nicknameForm(reader, nickname)}
    <div class="ledger">
      ${list('knows', text.knows(here), known(reader, verdict, account))}
      ${list('cannot', text.cannot, [text.noName, text.noLink, text.noOpen])}
    </div>
    ${verdict.escrow ? trusteesSection(language, verdict.escrow, retentionDays) : ''}
    ${inFull(language, verdict)} ${checksList(language, verdict.checks)}
  </section>`
  return { title, body }
}

function card({ language, service }: Reader, { pseudonyms }: AcceptedVerdict, visits: number): Markup {
  const text = words[language]
  const pseudonym = pseudonyms.account ?? ''
  return html`<figure class="pass hoist">
    <figcaption><span>${service.name[language]}</span><strong>${text.visits}: ${visits}</strong></figcaption>
    ${signalFlags(pseudonym, text.flags)}
    <p class="place">${text.pseudonym} <code>${shortPseudonym(pseudonym)}</code></p>
  </figure>`
}

function known(
  { language, service }: Reader,
  { pseudonyms }: AcceptedVerdict,
  account: Account | undefined,
): string[] {
  const text = words[language]
  const references = new Set(account?.deposits.map(({ reference }) => reference))
  const lent = service.offers.filter(({ reference }) => references.has(reference))
  return [
    text.resident,
    text.isPseudonym(shortPseudonym(pseudonyms.account ?? '')),
    text.came(account?.visits ?? 1, day(language, account?.firstVisit)),
    ...(account?.nickname === undefined ? [] : [text.called(account.nickname)]),
    ...lent.map(({ title }) => text.lent(title[language])),
  ]
}

function list(kind: 'knows' | 'cannot', title: string, items: readonly string[]): Markup {
  return html`<section class="${kind}" aria-labelledby="${kind}">
    <h2 id="${kind}">${title}</h2>
    <ul>
      ${items.map((item) => html`<li>${item}</li>`)}
    </ul>
  </section>`
}

/** Posted to the very page of this visit: who may read it may write here, and nobody else. */
function nicknameForm({ language, search }: Reader, nickname = ''): Markup {
  const text = words[language]
  return html`<form class="nickname" method="post" action="/account${search}">
    <label for="nickname">${text.nickname}</label>
    <div>
      <input
        id="nickname"
        name="nickname"
        value="${nickname}"
        maxlength="40"
        autocomplete="off"
        aria-describedby="nickname-hint"
      />
      <button type="submit">${text.keep}</button>
    </div>
    <p class="note" id="nickname-hint">${text.nicknameHint}</p>
  </form>`
}

function inFull(language: Language, { pseudonyms, presentationId }: AcceptedVerdict): Markup {
  const text = words[language]
  return html`<details class="checks">
    <summary>${text.full}</summary>
    <ol>
      <li><strong>${text.pseudonym}</strong> <code class="whole">${pseudonyms.account}</code></li>
      <li>
        <strong>${text.visit}</strong> <code class="whole">${presentationId}</code>
        <span>${text.visitHint}</span>
      </li>
    </ol>
  </details>`
}

function day(language: Language, at: string | undefined): string {
  if (at === undefined) return ''
  const locale = language === 'en' ? 'en-GB' : 'zh-CN'
  return new Date(at).toLocaleDateString(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  })
}
