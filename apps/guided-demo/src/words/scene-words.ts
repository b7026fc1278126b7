import type { LocalizedSceneWords } from './words.ts'

/** What is told beside each scene: who acts, what happens, and why it is built like this. */
export const sceneWords: LocalizedSceneWords = {
  card: {
    en: {
      who: 'You, a citizen',
      title: 'Take a card that only you can show',
      text: [
        'The residents’ office of Harbour City has a card for you. Your wallet draws two secrets that never leave it, and the card is signed over them without being shown them.',
        'Before you take it, the wallet shows you the record that will be sealed: your name, and who together could open it. You sign that record.',
      ],
      why: 'A copy of the card is useless to a thief. And nobody can later claim that the sealed record names somebody else: you signed it yourself.',
    },
    zh: {
      who: '您，一位市民',
      title: '领取一张只有您能出示的卡片',
      text: [
        '港城居民事务处为您准备了一张卡片。您的钱包会生成两个从不外传的秘密，发证方在看不到它们的情况下为卡片签名。',
        '领取之前，钱包会让您看到将被密封的记录：您的姓名，以及哪些人共同才能打开它。您亲自签署这份记录。',
      ],
      why: '偷走卡片的副本毫无用处。日后也没有人能声称密封的记录写的是别人：那是您自己签署的。',
    },
  },
  account: {
    en: {
      who: 'You, a citizen',
      title: 'Open an account without a name',
      text: [
        'Tideway Market lends stalls on the quay. It need not know who you are, only that you are the same person next time.',
        'Your wallet makes up a pseudonym for this market alone and seals your name for the trustees. The market stores the sealed part and cannot open it.',
      ],
      why: 'Another service sees another pseudonym. Nobody can put the two together, not even both services and the office that made your card.',
    },
    zh: {
      who: '您，一位市民',
      title: '不报姓名，开立账户',
      text: [
        '潮汐市集出借码头上的摊位。它无需知道您是谁，只需在下次认出是同一个人。',
        '钱包会专为这个市集生成一个假名，并把您的姓名密封给受托人。市集保存密封的部分，自己无法打开。',
      ],
      why: '另一项服务看到的是另一个假名。没有人能把两者对上，即使两项服务与发证机构联手也不行。',
    },
  },
  promise: {
    en: {
      who: 'You, a citizen',
      title: 'Borrow something, and never bring it back',
      text: [
        'At the market’s stalls take the brass scales. Your wallet shows you the promise word for word, and your answer is a signature over exactly these words.',
        'Then the story takes a bad turn. The day passes, the scales do not come back, and customers were cheated with them. You did that. Go on.',
      ],
      why: 'Without a promise a sealed name proves that somebody was there, and nothing else. With it, it proves what they agreed to.',
    },
    zh: {
      who: '您，一位市民',
      title: '借走一样东西，再也不还',
      text: [
        '在市集的摊位页领用黄铜天平。钱包会逐字显示您的承诺，您的回答就是对这些文字的签名。',
        '接下来事情变糟了：一天过去，天平没有归还，还有顾客因此受骗。这是您干的。请继续。',
      ],
      why: '没有承诺，密封的姓名只能证明有人来过。有了承诺，它才证明此人同意过什么。',
    },
  },
  request: {
    en: {
      who: 'The market’s clerk',
      title: 'Ask for the name, in front of everybody',
      text: [
        'The market has a pseudonym, a promise, and a sealed name that it cannot open. Its clerk writes a complaint and asks the authority of five trustees to open this one presentation.',
        'The program checks the case first, as every trustee will. Then the request stands on the chain: who asks, about which presentation, resting on which document (its salted hash), and where the person can object.',
      ],
      why: 'No trustee’s program decrypts anything that was not asked for in public first. Whoever wants to open a name must be seen wanting it.',
    },
    zh: {
      who: '市集的职员',
      title: '当着所有人的面，请求查明姓名',
      text: [
        '市集手里有一个假名、一份承诺，以及一个自己打不开的密封姓名。职员写下投诉，请求由五位受托人组成的机构开启这一次出示。',
        '程序先按每位受托人的标准检查案卷，然后把请求写到链上：谁请求、针对哪次出示、依据哪份文书（其加盐哈希），以及当事人在哪里可以申辩。',
      ],
      why: '凡是没有先公开请求过的，受托人的程序一概不解密。想打开一个姓名的人，必须让所有人看见他想打开。',
    },
  },
  notice: {
    en: {
      who: 'You, a citizen',
      title: 'Your wallet tells you',
      text: [
        'Your wallet knows the numbers of everything that you ever showed. It reads the public log of requests by itself, and finds one of them there.',
        'It says who asks, on whose behalf, until when the trustees decide, and where you can answer. Open it and look at the notice on its first page.',
      ],
      why: 'The market could not tell you: it does not know who you are. And the chain’s node does not learn which answer is yours: your wallet reads the whole log.',
    },
    zh: {
      who: '您，一位市民',
      title: '钱包告诉了您',
      text: [
        '钱包记得您每次出示的编号。它会自行查阅公开的请求记录，并在其中找到了一个。',
        '它会说明谁在请求、代表谁、受托人决定的期限，以及您可以向哪里答复。请打开钱包，看看首页的通知。',
      ],
      why: '市集无法通知您，因为它不知道您是谁。链上的节点也不会知道哪一次是您：钱包读取的是全部记录。',
    },
  },
  trustees: {
    en: {
      who: 'Five trustees',
      title: 'Three must agree, each for themselves',
      text: [
        'No one has the key that opens names. It was made by five trustees together and exists only in five shares; three of them open one presentation, two open nothing.',
        'Each verifies the whole presentation again, reads the complaint, and decides. One thinks that a civil court should go first. One is away.',
      ],
      why: 'A vote and what it opens with are two things. Whoever approves first tries to hand over its part at once below, and its program refuses: parts of requests that never reach three must not be lying around.',
    },
    zh: {
      who: '五位受托人',
      title: '须有三位同意，各自独立决定',
      text: [
        '没有任何人拥有能打开姓名的密钥。它由五位受托人共同生成，只以五个份额存在；三个份额可开启一次出示，两个则什么也打不开。',
        '每位受托人都重新核验整个出示、阅读投诉，然后作出决定。一位认为应先由民事法院处理。一位不在。',
      ],
      why: '投票与用来开启的份额是两回事。下面，第一位批准者想立即交出份额，程序拒绝了：未达三票的请求，其份额不得流落在外。',
    },
  },
  parts: {
    en: {
      who: 'The trustees who approved',
      title: 'Now the parts may leave',
      text: [
        'Three approvals stand on the chain for good. The third trustee’s part was written with its vote; the first two hand over theirs now.',
        'A part is proved right for this one request, and encrypted to the market’s clerk: a trustee who sees another’s part can do nothing with it.',
      ],
      why: 'A trustee can neither cheat with a false part, which would be named, nor open more than was asked for: a part fits one request about one presentation.',
    },
    zh: {
      who: '批准的受托人',
      title: '现在份额可以交出了',
      text: [
        '三票批准已在链上不可更改。第三位的份额在投票时已写出，前两位现在交出自己的份额。',
        '每个份额都附有只对这一请求成立的证明，并加密给市集的职员：受托人看到他人的份额也无能为力。',
      ],
      why: '受托人既不能用假份额作弊（会被指名），也不能打开请求之外的内容：一个份额只适用于一次出示的一项请求。',
    },
  },
  opening: {
    en: {
      who: 'The market’s clerk',
      title: 'Three parts make a name',
      text: [
        'The clerk checks each part against the chain and combines them. Out comes one point: it is the address of the sealed record and the key to it. No other record opens.',
        'The request is then closed on chain with a hash of the result, so that the clerk cannot show somebody else another one.',
      ],
      why: 'What was opened is one presentation of one person. All else that this person ever showed, here or elsewhere, stays as closed as before.',
    },
    zh: {
      who: '市集的职员',
      title: '三个份额合成一个姓名',
      text: [
        '职员把每个份额与链对照，再合成。得到的是一个点：它既是密封记录的地址，也是打开它的钥匙。其他记录都打不开。',
        '随后以结果的哈希在链上结案，这样职员就不能给别人看另一个结果。',
      ],
      why: '被打开的是一个人的一次出示。此人在此处或别处出示过的其他一切，依旧密封如初。',
    },
  },
  told: {
    en: {
      who: 'You, a citizen',
      title: 'You know that they know',
      text: [
        'Open your wallet again. The notice has changed: three agreed, one refused, and whoever asked has a result.',
        'You can save the whole case as a report for a lawyer: numbers, hashes, who asked and who voted how.',
      ],
      why: 'An opening in secret is what a citizen has to fear most. No two trustees can have one. Three who break the rules together still could, and so the five come from houses that do not answer to each other.',
    },
    zh: {
      who: '您，一位市民',
      title: '您知道他们已经知道',
      text: [
        '请再次打开钱包。通知已经变了：三位同意，一位拒绝，请求方已得到结果。',
        '您可以把整个过程保存为给律师的报告：编号、哈希、谁请求、谁怎样投票。',
      ],
      why: '市民最怕的是秘密开启。任何两位受托人都做不到；三位共谋违规仍有可能，所以五位受托人来自互不隶属的机构。',
    },
  },
  evidence: {
    en: {
      who: 'A judge',
      title: 'Believe nobody, check the file',
      text: [
        'The market hands over one file. The judge takes a snapshot of the chain from a node that the court trusts, and checks one against the other, without any network.',
        'Save both files and drop them on the page of evidence: your browser repeats all nineteen steps, and says on whose word it is that the name belongs to the point.',
      ],
      why: 'A judge who has to trust the clerk, the trustees or this program is not a judge. Change one letter in the file, and the step that breaks is named.',
    },
    zh: {
      who: '一位法官',
      title: '谁也不信，只核验文件',
      text: [
        '市集交出一份文件。法官从法院信任的节点获取链上快照，在完全断网的情况下将两者对照。',
        '保存这两个文件，拖到证据核验页：您的浏览器会重复全部十九个步骤，并说明“姓名属于这个点”是依据谁的话。',
      ],
      why: '必须相信职员、受托人或本程序的法官，就不是法官。文件改动一个字，就会指明是哪一步不成立。',
    },
  },
  audit: {
    en: {
      who: 'A journalist, or anybody',
      title: 'Replay everything that was ever asked',
      text: [
        'The whole log is public: each key and how it was made, each request, each vote. Anybody replays it without a key and without asking for permission.',
        'Openings equal requests. Somebody who asks too often, or trustees who approve whatever comes, can be seen doing so.',
      ],
      why: 'Powers that nobody counts grow. Whoever runs this program next year needs nothing but the log.',
    },
    zh: {
      who: '记者，或任何人',
      title: '重放历来的每一次请求',
      text: [
        '全部记录都是公开的：每个密钥及其生成过程、每项请求、每一票。任何人无需密钥、无需许可即可重放。',
        '开启与请求一一对应。谁请求得太频繁，哪些受托人来者不拒，一目了然。',
      ],
      why: '无人计数的权力会不断膨胀。明年运行这个程序的人，只需要这份记录。',
    },
  },
  innocent: {
    en: {
      who: 'The market’s clerk, again, and the trustees',
      title: 'And now somebody who did nothing',
      text: [
        'The clerk is curious and asks about the other visit: when you only opened your account. The request goes out as public as the first.',
        'The trustees inspect it. The presentation is genuine, and it names no transaction: nothing shows what that person did. They refuse, and with three refusals of five it can never be opened.',
      ],
      why: 'The program cannot tell justice from curiosity. It can see to it that people decide, that they see what is proved and what is only presence, and that it is known how they decided.',
    },
    zh: {
      who: '又是市集的职员，以及受托人',
      title: '轮到什么也没做的人',
      text: [
        '职员出于好奇，又请求查明另一次访问：您只是开了个账户的那次。这项请求与前一次同样公开。',
        '受托人查看案卷：出示是真实的，但没有写明任何交易，无从证明此人做过什么。他们拒绝了；五位中三位拒绝，它就永远打不开。',
      ],
      why: '程序分不清正义与好奇。但它能确保由人来决定，让他们看清什么得到了证明、什么只是在场，并让决定为人所知。',
    },
  },
  end: {
    en: {
      who: 'Everybody',
      title: 'That was accountable anonymity',
      text: [
        'One person was found, for one promise, by three people who had to be asked in public. A market that never knew a name has evidence for a court. And one who did nothing stayed unknown.',
        'All of it ran on this machine, with the programs that a town would use.',
      ],
      aside: 'Look deeper',
      why: 'The folders of all parties are on your disk, and the same commands work in your own terminal.',
    },
    zh: {
      who: '所有人',
      title: '这就是可问责的匿名',
      text: [
        '为了一份承诺，经三位必须公开受请的人之手，一个人被找到了。从不知道姓名的市集，拿到了可呈堂的证据。而什么也没做的人，依旧无人知晓。',
        '这一切都在本机上运行，所用的正是一座城市会用的程序。',
      ],
      aside: '看得更深',
      why: '各方的文件夹都在您的磁盘上，同样的命令也可以在您自己的终端里运行。',
    },
  },
}
