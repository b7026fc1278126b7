import type { ActionId } from '../actions.ts'
import type { Holder } from '../guide-world.ts'
import type { Language } from '../language.ts'
import type { SceneId } from '../scenes.ts'

interface SceneWords {
  readonly who: string
  readonly title: string
  readonly text: readonly string[]
  readonly why: string
  /** Above it, where it is no reason. */
  readonly aside?: string
}

export type LocalizedSceneWords = Readonly<Record<SceneId, Readonly<Record<Language, SceneWords>>>>

type Text = Readonly<Record<Language, string>>

/** On the button that runs a command. */
export const actionWords: Readonly<Record<ActionId, Text>> = {
  'request-fraud': { en: 'Ask for the opening', zh: '提出开启请求' },
  'inspect-1': { en: 'Inspect the case', zh: '查看案卷' },
  'approve-1': { en: 'Approve', zh: '批准' },
  'early-1': { en: 'Try to hand over already', zh: '试着现在就交出份额' },
  'approve-2': { en: 'Approve', zh: '批准' },
  'refuse-3': { en: 'Refuse, with a reason', zh: '拒绝并说明理由' },
  'approve-5': { en: 'Approve, as the third', zh: '作为第三位批准' },
  'hand-over-1': { en: 'Hand the part over', zh: '交出份额' },
  'hand-over-2': { en: 'Hand the part over', zh: '交出份额' },
  collect: { en: 'Check the three parts', zh: '核对三个份额' },
  combine: { en: 'Combine them', zh: '合成' },
  close: { en: 'Close the request', zh: '结案' },
  snapshot: { en: 'Take a snapshot of the chain', zh: '获取链上快照' },
  verify: { en: 'Check it in the terminal too', zh: '在终端中也核验一遍' },
  audit: { en: 'Replay the log', zh: '重放记录' },
  'request-visit': { en: 'Ask about the visit', zh: '就那次访问提出请求' },
  'inspect-1-visit': { en: 'Inspect the case', zh: '查看案卷' },
  'refuse-1-visit': { en: 'Refuse', zh: '拒绝' },
  'refuse-2-visit': { en: 'Refuse', zh: '拒绝' },
  'refuse-5-visit': { en: 'Refuse', zh: '拒绝' },
}

/** The program speaks English but for evidence: what it said, for readers of Chinese, when it went as the story wants it. */
export const saidInChinese: Readonly<Partial<Record<ActionId, string>>> = {
  'request-fraud': '请求已写到链上。等待期过后，受托人可在期限内批准。',
  'inspect-1': '每一项检查都通过：请求公开、依据一致、出示真实。此人同意过的正是借用天平的那段话。',
  'approve-1': '您已批准，投票在链上人人可见。三票中现有一票；您的份额加密留在文件夹里。',
  'early-1': '拒绝交出：三票中只有一票。份额须等三票齐备才能离开文件夹。',
  'approve-2': '您已批准。三票中现有两票，份额仍留在文件夹里。',
  'refuse-3': '您已拒绝。投票与理由的哈希已上链，理由原文由您保管。',
  'approve-5': '您已批准。三票齐备，您的份额已写出，交给请求方。',
  'hand-over-1': '三票齐备，人人可见。您的份额已写出。',
  'hand-over-2': '三票齐备，人人可见。您的份额已写出。',
  collect: '三个份额都与链上公布的一致，已全部收下。可以开启了。',
  combine: '已开启：找到密封记录，打开成功，且由登记点的主人签署。以下是记录中的身份。',
  close: '请求已结案，结果的哈希已上链。',
  snapshot: '快照已获取。请将区块哈希与另一个节点对照。',
  audit: '全部记录已重放，没有一项声明不成立。',
  'request-visit': '请求已写到链上，与前一次同样公开。',
  'inspect-1-visit': '出示是真实的，但只证明在场：没有任何内容表明此人做过或同意过什么。',
  'refuse-1-visit': '您已拒绝。理由：“只证明了在场，而在场并不是过错。”',
  'refuse-2-visit': '您已拒绝。理由：“没有写明交易，无从证明做过什么。”',
  'refuse-5-visit': '您已拒绝。理由：“好奇不是法律依据。”五位中三位拒绝，它再也打不开。',
}

/** Whose desk it is, and who that is in this town. */
export const deskWords: Readonly<
  Record<Holder | 'court' | 'anybody', Readonly<Record<Language, readonly [string, string]>>>
> = {
  market: { en: ['Tideway Market', 'the clerk’s terminal'], zh: ['潮汐市集', '职员的终端'] },
  'trustee-1': { en: ['Trustee 1', 'a judge’s clerk'], zh: ['受托人 1', '法官书记员'] },
  'trustee-2': { en: ['Trustee 2', 'the bar association'], zh: ['受托人 2', '律师协会'] },
  'trustee-3': { en: ['Trustee 3', 'the data protection office'], zh: ['受托人 3', '数据保护局'] },
  'trustee-4': { en: ['Trustee 4', 'the university'], zh: ['受托人 4', '大学'] },
  'trustee-5': { en: ['Trustee 5', 'the harbour notary'], zh: ['受托人 5', '港口公证处'] },
  court: { en: ['The court', 'the judge’s terminal'], zh: ['法院', '法官的终端'] },
  anybody: { en: ['Anybody', 'a terminal without any key'], zh: ['任何人', '没有密钥的终端'] },
}

interface FrameWords {
  readonly name: string
  readonly skip: string
  readonly other: string
  readonly acts: readonly [string, string, string]
  readonly steps: string
  readonly turns: string
  readonly why: string
  readonly back: string
  readonly next: string
  readonly toEnd: string
  readonly again: string
  readonly againNote: string
  readonly away: string
  readonly wait: string
  readonly waitDone: string
  readonly failed: string
  readonly expired: string
  readonly running: string
  readonly chain: string
  readonly chainNothing: string
  readonly chainWhy: string
  readonly block: string
  readonly asked: Readonly<Record<'fraud' | 'visit', string>>
  readonly approved: (trustee: number) => string
  readonly refused: (trustee: number) => string
  readonly closed: string
  readonly whoKnows: string
  readonly onlyYou: string
  readonly youAndMarket: string
  readonly pending: string
  readonly done: Readonly<Partial<Record<SceneId, string>>>
  readonly todo: Readonly<Partial<Record<SceneId, string>>>
}

export const frameWords: Readonly<Record<Language, FrameWords>> = {
  en: {
    name: 'Guided demo',
    skip: 'Skip to content',
    other: '中文',
    acts: ['A promise', 'An opening', 'What anybody can check'],
    steps: 'Scenes',
    turns: 'Before and after',
    why: 'Why it is built like this',
    back: 'Back',
    next: 'Go on',
    toEnd: 'To the end',
    again: 'Begin anew',
    againNote: 'Begins with another invented citizen. What is on the chain stays there.',
    away: 'Away. No vote, and none is needed.',
    wait: 'The delay runs: time for the citizen to object. A town would take days.',
    waitDone: 'The delay is over.',
    failed: 'This was not to end so. Run it again; if it goes on, begin anew.',
    expired: 'This request has expired: nobody can vote on it any more. Begin anew.',
    running: 'Running …',
    chain: 'On the chain, for everybody to see',
    chainNothing: 'Nothing. Taking a card and showing it leaves no trace that anybody could read.',
    chainWhy: 'All that the chain learns of this story.',
    block: 'block',
    asked: {
      fraud: 'Tideway Market asks to open the promise',
      visit: 'Tideway Market asks to open the visit',
    },
    approved: (trustee) => `Trustee ${trustee} approves`,
    refused: (trustee) => `Trustee ${trustee} refuses`,
    closed: 'Closed, with the hash of a result',
    whoKnows: 'Who knows the name',
    onlyYou: 'you, and the office that made your card',
    youAndMarket: 'you, the office, and the market with its evidence',
    pending: 'waiting',
    done: {
      account: 'The market knows you by a pseudonym.',
      promise: 'The market has your promise. Go on: the scales will not come back.',
    },
    todo: {
      account: 'Answer in your wallet. This page notices by itself.',
      promise: 'Take the scales. This page notices by itself.',
    },
  },
  zh: {
    name: '引导演示',
    skip: '跳到正文',
    other: 'English',
    acts: ['一份承诺', '一次开启', '人人可以核验'],
    steps: '场景',
    turns: '前后场景',
    why: '为什么这样设计',
    back: '返回',
    next: '继续',
    toEnd: '到结尾',
    again: '重新开始',
    againNote: '换一位虚构的市民从头开始。链上已有的内容会保留。',
    away: '不在。没有投票，也不需要。',
    wait: '等待期进行中：留给当事人申辩。真实的城市会等上几天。',
    waitDone: '等待期已过。',
    failed: '本不该这样结束。请再运行一次；若仍如此，请重新开始。',
    expired: '这项请求已过期，谁都不能再表决。请重新开始。',
    running: '运行中……',
    chain: '链上，人人可见',
    chainNothing: '什么也没有。领取卡片与出示，都不会留下任何人可读的痕迹。',
    chainWhy: '关于这个故事，链上知道的只有这些。',
    block: '区块',
    asked: { fraud: '潮汐市集请求开启那份承诺', visit: '潮汐市集请求开启那次访问' },
    approved: (trustee) => `受托人 ${trustee} 批准`,
    refused: (trustee) => `受托人 ${trustee} 拒绝`,
    closed: '已结案，附结果的哈希',
    whoKnows: '谁知道姓名',
    onlyYou: '您自己，以及发卡的事务处',
    youAndMarket: '您自己、事务处，以及持有证据的市集',
    pending: '等待中',
    done: {
      account: '市集以一个假名认识您。',
      promise: '市集已有您的承诺。请继续：天平不会归还了。',
    },
    todo: {
      account: '请在钱包中作答。本页会自行察觉。',
      promise: '请领用天平。本页会自行察觉。',
    },
  },
}
