import type { EvidenceLanguage } from '@velum/authority'
import type { FileFacts, FileKind, Refusal } from './messages.ts'

interface Words {
  readonly loading: string
  readonly ready: string
  readonly choose: string
  readonly remove: string
  readonly missing: Record<FileKind, string>
  readonly facts: (about: Exclude<FileFacts, { readonly certificates: unknown }>) => string
  readonly trust: string
  readonly trustNote: string
  readonly refused: Record<Refusal, (name: string) => string>
  readonly checkOthers: string
  readonly checkedFiles: (evidence: string, snapshot: string) => string
  readonly unreadable: string
  readonly failedItself: string
  readonly unloaded: string
  readonly waiting: (missing: 'evidence' | 'snapshot') => string
  readonly checking: string
  readonly valid: string
  readonly invalid: string
  readonly breaksAt: string
  readonly held: (passed: number, all: number) => string
  readonly steps: string
  readonly passed: string
  readonly failed: string
  readonly reason: string
  readonly proved: string
  readonly reference: string
  readonly tongue: (tag: string) => string
  readonly whoSays: string
  readonly person: string
  readonly personNote: string
  readonly show: string
  readonly hide: string
  readonly basis: string
  readonly save: (name: string) => string
  readonly notChecked: string
  readonly chapters: Readonly<Record<'asked' | 'presented' | 'opened' | 'recorded', string>>
}

const day = (at: Date, locale: string) =>
  at.toLocaleString(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

const short = (id: string) => `${id.slice(0, 10)}…${id.slice(-6)}`

export const words: Record<EvidenceLanguage, Words> = {
  en: {
    loading: 'Loading what checks …',
    ready:
      'Everything is loaded. You may switch your network off now: nothing of your files leaves this page.',
    choose: 'Choose files',
    remove: 'Remove',
    missing: {
      evidence: 'from whoever asked for the opening',
      snapshot: 'your own, from a node that you trust',
      certificate: 'if you trust an authority that certifies names',
    },
    facts: (about) => {
      if ('requestId' in about) return `request ${short(about.requestId)}, made at block ${about.block}`
      return `${about.authority}: chain ${about.chainId} up to block ${about.block}, ${day(about.at, 'en-GB')} UTC`
    },
    trust: 'I trust this certificate to name people rightly',
    trustNote:
      'It counts only when you tick it. Compare the fingerprint with one that its owner has published, not with one that came with the evidence.',
    refused: {
      unknown: (name) =>
        `“${name}” is neither an evidence file nor a snapshot nor a certificate, or it was changed since it was made. Ask for it once more, and do not open it in an editor that rewrites it.`,
      'byte-order-mark': (name) =>
        `“${name}” begins with a byte order mark, which no evidence file, snapshot or certificate has: an editor has rewritten it. Ask for it once more.`,
      'not-utf8': (name) =>
        `“${name}” is no text in UTF-8, as evidence files and snapshots are: it was damaged on its way. Ask for it once more.`,
      unopened: (name) =>
        `“${name}” cannot be read. Choose single files, not a folder, and choose them again if they have changed meanwhile.`,
    },
    checkOthers: 'Check the files above without it',
    checkedFiles: (evidence, snapshot) => `${evidence}, checked against ${snapshot}`,
    unreadable:
      'The snapshot has the right form, but what is in it does not fit together. Take a new one: velum-authority snapshot.',
    failedItself:
      'The check itself has failed: this page says neither yes nor no. Load it again, or use the command line.',
    unloaded: 'What checks did not load. Load this page again.',
    waiting: (missing) =>
      missing === 'evidence' ? 'Now the evidence file.' : 'Now a snapshot of the chain to check it against.',
    checking: 'Checking …',
    valid: 'Every step holds',
    invalid: 'This file proves nothing as it is',
    breaksAt: 'It breaks here',
    held: (passed, all) => `${passed} of ${all} steps hold`,
    steps: 'Step by step',
    passed: 'holds',
    failed: 'does not hold',
    reason: 'code',
    proved: 'What it proves',
    reference: 'Number at the service',
    tongue: (tag) => ({ en: 'in English', zh: 'in Chinese' })[tag] ?? tag,
    whoSays: 'Who says that it is this person?',
    person: 'Whom the record names',
    personNote: 'Covered until you ask for it: whoever looks over your shoulder need not know.',
    show: 'Show whom it names',
    hide: 'Cover it again',
    basis: 'The document that the request rests on',
    save: (name) => `Save ${name}`,
    notChecked: 'What nobody can check any more',
    chapters: {
      asked: 'Asked for in public',
      presented: 'Presented by somebody registered',
      opened: 'Opened by enough trustees, together',
      recorded: 'Recorded long before',
    },
  },
  zh: {
    loading: '正在载入核验程序……',
    ready: '已全部载入。现在可以断开网络：您的文件不会离开本页。',
    choose: '选择文件',
    remove: '移除',
    missing: {
      evidence: '由请求开启的一方提供',
      snapshot: '由您自己从信任的节点取得',
      certificate: '如果您信任某个证明姓名的机构',
    },
    facts: (about) => {
      if ('requestId' in about) return `请求 ${short(about.requestId)}，制作于区块 ${about.block}`
      return `${about.authority}：链 ${about.chainId}，截至区块 ${about.block}，${day(about.at, 'zh-CN')} UTC`
    },
    trust: '我信任此证书所证明的姓名',
    trustNote: '只有您勾选后才算数。请将指纹与其所有者公布的指纹对照，而不是与随证据一同送来的指纹对照。',
    refused: {
      unknown: (name) =>
        `“${name}”既不是证据文件，也不是链上快照或证书；或者它在制作之后被改动过。请重新索取，且不要用会改写文件的编辑器打开。`,
      'byte-order-mark': (name) =>
        `“${name}”以字节顺序标记开头，而证据文件、快照和证书都没有这种标记：它被编辑器改写过。请重新索取。`,
      'not-utf8': (name) =>
        `“${name}”不是 UTF-8 文本，而证据文件和快照都是：它在传送途中损坏了。请重新索取。`,
      unopened: (name) => `无法读取“${name}”。请选择单个文件，而非文件夹；如果文件刚刚有变动，请重新选择。`,
    },
    checkOthers: '不用它，核验上面的文件',
    checkedFiles: (evidence, snapshot) => `${evidence}，对照 ${snapshot}`,
    unreadable: '快照的格式正确，但内容前后不符。请重新获取：velum-authority snapshot。',
    failedItself: '核验程序自身出错：本页不作任何结论。请重新载入，或使用命令行。',
    unloaded: '核验程序未能载入。请重新载入本页。',
    waiting: (missing) => (missing === 'evidence' ? '还需要证据文件。' : '还需要一份用来对照的链上快照。'),
    checking: '正在核验……',
    valid: '每一步都成立',
    invalid: '本文件不能作为证据',
    breaksAt: '问题出在这一步',
    held: (passed, all) => `${all} 步中 ${passed} 步成立`,
    steps: '逐步核验',
    passed: '成立',
    failed: '不成立',
    reason: '代码',
    proved: '它证明了什么',
    reference: '服务方的编号',
    tongue: (tag) => ({ en: '英文', zh: '中文' })[tag] ?? tag,
    whoSays: '谁说就是这个人？',
    person: '记录中的身份',
    personNote: '在您要求之前不显示，以免旁人看到。',
    show: '显示记录中的身份',
    hide: '重新遮住',
    basis: '请求所依据的文书',
    save: (name) => `保存 ${name}`,
    notChecked: '已无人能够核验的内容',
    chapters: {
      asked: '公开提出请求',
      presented: '由登记过的人出示',
      opened: '由足够多的受托人共同开启',
      recorded: '记录早已存在',
    },
  },
}
