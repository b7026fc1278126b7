import type { EvidenceStepName, EvidenceVerdict } from '@velum/authority'

export type Language = 'en' | 'zh'

/** What each step says, passed and not. */
type Words = Record<EvidenceStepName, readonly [string, string]>

const english: Words = {
  snapshot: [
    'The snapshot of the chain is of the right chain and reaches far enough.',
    'The snapshot is of another chain, or older than the file.',
  ],
  'request-final': [
    'The opening was asked for in public, on the chain, for good.',
    'The chain has no such request.',
  ],
  'request-presentation': [
    'The request names this very presentation.',
    'The request names another presentation.',
  ],
  'request-basis': [
    'The request rests on the document in this file, letter for letter.',
    'The document in this file is not the one that the request rests on.',
  ],
  'request-authority': [
    'It asked the authority that the holder had agreed to.',
    'It asked another authority or epoch than the holder had agreed to.',
  ],
  'presentation-time': [
    'It was presented before anybody asked to open it.',
    'It was asked for before it was presented: the time in the file is wrong.',
  ],
  requester: [
    'Who asked was the service that was presented to, or had its signed word.',
    'Who asked was neither the service that was presented to nor had its signed word.',
  ],
  question: [
    'The service’s question and the holder’s answer belong together.',
    'The question in the file is not the one that was answered.',
  ],
  'epoch-key': [
    'The key is one that the authority has published.',
    'The key is none that the authority has published.',
  ],
  presentation: [
    'The presentation is genuine: verified again, completely, as of its time.',
    'The presentation does not verify: nothing of the kind was presented.',
  ],
  'presentation-id': ['Its number follows from its content.', 'Its number does not follow from its content.'],
  'issuer-accredited': [
    'Somebody whom the register trusts stood behind the issuer when it was presented.',
    'Nobody stood behind the issuer: whoever made it up can have it name anybody.',
  ],
  approvals: ['Enough trustees have approved on the chain.', 'Too few trustees have approved on the chain.'],
  partials: [
    'Each trustee’s part is the one that it announced, and is proved right.',
    'A trustee’s part is not the one that it announced, or is not right.',
  ],
  combination: [
    'The parts lead to this registration point and to no other.',
    'The parts do not lead to this registration point.',
  ],
  result: [
    'The requester closed the request with this result and no other.',
    'The request was not closed with this result.',
  ],
  'record-anchored': [
    'The sealed record stood in the issuer’s public list before anybody asked.',
    'The sealed record is in no list that the issuer had made public by then.',
  ],
  'record-opened': [
    'The registration point opens the record, and no other point does.',
    'The registration point does not open the record.',
  ],
  'record-signature': [
    'Whoever owns the registration point has signed the record.',
    'The record is not signed by whoever owns the registration point.',
  ],
}

const chinese: Words = {
  snapshot: ['链上快照属于正确的链，且时间足够新。', '快照属于另一条链，或早于本文件。'],
  'request-final': ['开启请求已在链上公开提出，不可撤回。', '链上没有这项请求。'],
  'request-presentation': ['请求所指的正是这次出示。', '请求所指的是另一次出示。'],
  'request-basis': [
    '请求依据的正是本文件中的法律文书，一字不差。',
    '本文件中的法律文书不是请求所依据的那一份。',
  ],
  'request-authority': ['请求的对象是持有人同意过的开启机构。', '请求的对象不是持有人同意过的机构或时期。'],
  'presentation-time': ['出示在先，请求开启在后。', '请求开启早于出示：文件中的时间有误。'],
  requester: [
    '请求人是接受出示的服务方，或持有其签名授权。',
    '请求人既不是接受出示的服务方，也没有其签名授权。',
  ],
  question: ['服务方的提问与持有人的回答相符。', '文件中的提问不是持有人所回答的那一个。'],
  'epoch-key': ['所用密钥是该机构公布过的。', '所用密钥不是该机构公布过的。'],
  presentation: ['这次出示是真实的：已按当时的情况重新完整核验。', '这次出示未能通过核验。'],
  'presentation-id': ['其编号由内容得出。', '其编号与内容不符。'],
  'issuer-accredited': [
    '出示时，发证方有登记处认可的认证机构为其背书。',
    '没有人为发证方背书：自造的发证方可以指认任何人。',
  ],
  approvals: ['链上有足够多的受托人批准。', '链上批准的受托人不足。'],
  partials: ['每位受托人的份额与其公布的一致，且证明正确。', '有受托人的份额与其公布的不一致，或不正确。'],
  combination: ['各份额合成的正是这个登记点。', '各份额合成不出这个登记点。'],
  result: ['请求人以这一结果、且仅以这一结果结案。', '请求并未以这一结果结案。'],
  'record-anchored': [
    '在有人请求开启之前，密封记录已在发证方公布的清单中。',
    '在请求开启之前，发证方公布的清单中没有这份密封记录。',
  ],
  'record-opened': ['这个登记点能打开该记录，别的都不能。', '这个登记点打不开该记录。'],
  'record-signature': ['登记点的主人签署了该记录。', '该记录没有登记点主人的签名。'],
}

/** One step as a line. */
export function stepText(
  { name, passed, reason }: EvidenceVerdict['steps'][number],
  language: Language,
): string {
  const [yes, no] = (language === 'zh' ? chinese : english)[name]
  const [good, bad] = language === 'zh' ? ['是', '否'] : ['yes', 'NO ']
  return passed ? `  ${good}  ${yes}` : `  ${bad}  ${no}${reason === undefined ? '' : ` (${reason})`}`
}

/** What the whole of it proves, and on whose word. */
export function verdictText(verdict: EvidenceVerdict, language: Language, show: boolean): string[] {
  const zh = language === 'zh'
  if (!verdict.valid) {
    return [
      zh
        ? '结论：本文件不能作为证据。上面标“否”的步骤没有成立。'
        : 'Verdict: this file proves nothing as it is. What failed is marked NO above.',
    ]
  }
  return [
    zh ? '结论：每一步都成立。' : 'Verdict: every step holds.',
    ...provedLines(verdict, zh),
    '',
    ...wordLines(verdict, zh),
    '',
    ...personLines(verdict, zh, show),
    '',
    ...notCheckedLines(verdict, zh),
  ]
}

function provedLines({ proves }: EvidenceVerdict, zh: boolean): string[] {
  if (proves?.type !== 'transaction') {
    return zh
      ? ['只证明有一位登记过的人当时在场；其所作所为、所同意的内容，本文件均不证明。']
      : ['Proved: that a registered person was there. Nothing shows what they did or', 'agreed to.']
  }
  const { description, reference } = proves.transaction
  return [
    ...(zh
      ? ['证明：当事人同意了以下文字，一字不差（其钱包只显示了其中一种语言）：']
      : [
          'Proved: the person agreed to exactly these words, of which their wallet',
          'showed them one language:',
        ]),
    ...Object.entries(description).map(([tag, text]) => `  ${tag}: ${text}`),
    ...(reference === undefined ? [] : [`  ${zh ? '编号' : 'number'}: ${reference}`]),
  ]
}

/** Which signature says whose the point is. */
function wordLines(
  { whoSays, certified: named, accreditedAs, record }: EvidenceVerdict,
  zh: boolean,
): string[] {
  const certified = named && `${named.subject} (${zh ? '颁发者 ' : 'issued by '}${named.issuer})`
  const issuer = accreditedAs === undefined ? '' : zh ? `（${accreditedAs}）` : ` (${accreditedAs})`
  if (whoSays === 'independent-signature') {
    return zh
      ? [
          '登记点属于谁，由独立的签名证明：登记时，有证书的密钥签署了该记录的地址；',
          `证书由您信任的机构签发，写明 ${certified}。发证方无法伪造这一签名。`,
          '证书只写姓名：同名的人须由人排除。',
        ]
      : [
          'That the point belongs to the named person is proved by an independent',
          'signature: when registering, a key signed the record whose certificate, from',
          `an authority that you trust, names ${certified}.`,
          'The issuer could not have made that signature. A namesake has the same name:',
          'make sure that the certificate is this person’s.',
        ]
  }
  const other =
    certified === undefined
      ? []
      : [
          zh
            ? `  另有一份证书写明 ${certified}，与记录中的姓名不完全一致，须由人核对。`
            : `  A certificate names ${certified}: not letter for letter the name in the\n  record. Compare the two.`,
        ]
  return zh
    ? [
        `登记点属于谁，只有发证方${issuer}的话为据：它声明登记时核对过此人身份。`,
        '没有独立的签名证明这一点；记录上的签名只证明登记点的主人认可其内容。',
        ...fixedLines(record, zh),
        ...other,
      ]
    : [
        `That the point belongs to the named person is the issuer’s word${issuer} alone:`,
        'it says whom it saw when it registered them. No independent signature proves',
        'it; the record’s own signature shows only that the point’s owner agreed.',
        ...fixedLines(record, zh),
        ...other,
      ]
}

/** Since when the issuer cannot say something else. */
function fixedLines(record: EvidenceVerdict['record'], zh: boolean): string[] {
  if (!record) return []
  const { date, recordVersion, anchored } = record
  const day = anchored.at.toISOString().slice(0, 10)
  return zh
    ? [`记录为第 ${recordVersion} 版，署期 ${date}，于 ${day} 公布后不可更改。`]
    : [
        `It is record ${recordVersion} of that person, dated ${date}, and fixed for good since`,
        `${day}, before anybody asked.`,
      ]
}

function personLines({ person = {} }: EvidenceVerdict, zh: boolean, show: boolean): string[] {
  if (!show) return [zh ? '加上 --show 可查看记录中的身份。' : 'Add --show to see whom the record names.']
  return [
    zh ? '记录中的身份：' : 'The record names:',
    ...Object.entries(person).map(([claim, value]) => `  ${claim}: ${JSON.stringify(value)}`),
  ]
}

function notCheckedLines({ notChecked }: EvidenceVerdict, zh: boolean): string[] {
  const texts = zh
    ? { revocation: '  当时凭证是否已被吊销（服务方当时查过）', purpose: '  服务方提问时所称的用途' }
    : {
        revocation: '  whether the credential was revoked then (the service checked it)',
        purpose: '  the purpose that the service gave when it asked',
      }
  return [zh ? '已无人能够核验：' : 'Nobody can check any more:', ...notChecked.map((one) => texts[one])]
}
