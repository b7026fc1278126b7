import type { EvidenceStep, EvidenceStepName } from './verify-evidence-file.ts'

/** In which the steps and what they add up to are said. */
export type EvidenceLanguage = 'en' | 'zh'

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

/** What a step of an evidence file's check found, as a sentence for whoever has to judge. */
export function describeEvidenceStep(
  { name, passed }: Pick<EvidenceStep, 'name' | 'passed'>,
  language: EvidenceLanguage,
): string {
  const [yes, no] = (language === 'zh' ? chinese : english)[name]
  return passed ? yes : no
}
