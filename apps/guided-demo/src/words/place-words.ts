import type { Language } from '../language.ts'

/** What stands in the places where no command is run. */
export const placeWords = {
  en: {
    walletTitle: 'In your wallet',
    marketTitle: 'At the market',
    youAre: (name: string) => `In this story you are ${name}, whom we have made up.`,
    openWallet: 'Open the wallet',
    takeCard: 'Take the card',
    code: 'It asks for this code',
    cardSteps: [
      'Open the link; where you have no wallet yet, make one with any passphrase.',
      'Type the code, read what will be sealed, and take the card.',
      'Come back to this page.',
    ],
    hasCard: 'Your wallet has a card of this office already, bound to you? Then go on with that one.',
    openAccount: 'Go to the market’s accounts',
    accountSteps: ['Choose “Open my wallet” there.', 'Read who asks and what is sealed. Answer.'],
    openStalls: 'Go to the market’s stalls',
    stallSteps: ['Take the brass scales.', 'Read the promise in your wallet, word for word. Answer.'],
    noticeSteps: [
      'Unlock it if it asks you to.',
      'Its first page says that somebody asks to find out who you are.',
      'Open the notice: who asks, until when, and where you can object.',
    ],
    toldSteps: [
      'Unlock it if it asks you to.',
      'The notice has changed. See who voted how.',
      'Save the report, if you like.',
    ],
    votes: 'How the five stand',
    vote: { approved: 'approved', refused: 'refused', away: 'away', open: 'no vote' },
    filesTitle: 'With your own eyes',
    filesText: 'Save both files, then drop them on the page of evidence. It works without a network too.',
    saveEvidence: 'Save evidence.json',
    saveSnapshot: 'Save snapshot.json',
    openEvidence: 'Open the page of evidence',
    spoil:
      'Then open evidence.json in an editor, change one letter, and drop it again: either it is no evidence file any more, or a step breaks and is named.',
    summary: [
      [
        'The citizen',
        'had a pseudonym at the market, knew of each request at once, and was opened once, for one promise.',
      ],
      [
        'The market',
        'never learned a name by itself. It has evidence that a court can check, and one refusal.',
      ],
      [
        'Five trustees',
        'decided, three of them together. None of them could have done it alone, nor two of them together.',
      ],
      ['Everybody', 'can replay all of it from the public log, today and in years.'],
    ],
    terminal: 'In your own terminal, as trustee 2 of this town:',
  },
  zh: {
    walletTitle: '在您的钱包里',
    marketTitle: '在市集',
    youAre: (name: string) => `在这个故事里，您是我们虚构的 ${name}。`,
    openWallet: '打开钱包',
    takeCard: '领取卡片',
    code: '它会要求输入此验证码',
    cardSteps: [
      '打开链接；还没有钱包的话，用任意口令创建一个。',
      '输入验证码，阅读将被密封的内容，领取卡片。',
      '回到本页。',
    ],
    hasCard: '钱包里已有该事务处绑定给您的卡片？用那一张继续即可。',
    openAccount: '前往市集的账户页',
    accountSteps: ['在那里选择“打开我的钱包”。', '看清谁在请求、密封了什么，然后作答。'],
    openStalls: '前往市集的摊位页',
    stallSteps: ['领用黄铜天平。', '在钱包中逐字阅读承诺，然后作答。'],
    noticeSteps: [
      '如有提示，请解锁。',
      '首页会说明：有人请求查明您是谁。',
      '打开通知：谁在请求、期限，以及在哪里申辩。',
    ],
    toldSteps: ['如有提示，请解锁。', '通知已经变了。看看谁怎样投票。', '需要的话，保存报告。'],
    votes: '五位的决定',
    vote: { approved: '已批准', refused: '已拒绝', away: '不在', open: '未投票' },
    filesTitle: '亲眼核验',
    filesText: '保存这两个文件，再拖到证据核验页。断网也能用。',
    saveEvidence: '保存 evidence.json',
    saveSnapshot: '保存 snapshot.json',
    openEvidence: '打开证据核验页',
    spoil:
      '然后用编辑器打开 evidence.json，改动一个字，再拖一次：它要么不再是证据文件，要么有一步不成立并被指明。',
    summary: [
      ['市民', '在市集有一个假名，每次请求都立即得知；只因一份承诺被开启过一次。'],
      ['市集', '自己从未得知姓名。它有法院可以核验的证据，也吃了一次拒绝。'],
      ['五位受托人', '作出了决定，其中三位共同开启。任何一位都不能单独做到，两位联手也不行。'],
      ['所有人', '今天或多年以后，都能从公开记录重放这一切。'],
    ],
    terminal: '在您自己的终端里，以本城受托人 2 的身份：',
  },
} as const satisfies Record<Language, unknown>
