import { startAgainAtService, startAgainAtServiceZh, type Words } from './words.ts'

const cannotBeRead: Words = {
  en: ['The service’s message cannot be read.', `Nothing was shown. ${startAgainAtService}`],
  zh: ['服务发来的信息无法读取。', `没有出示任何内容。${startAgainAtServiceZh}`],
}
const doNotTrust: Words = {
  en: [
    'The request contradicts itself about who is asking. Somebody may be pretending to be another.',
    'Do not answer it. Start again from the service’s own address.',
  ],
  zh: ['请求中关于请求者的信息自相矛盾，可能有人冒充他人。', '请不要答复，请从该服务的官方地址重新开始。'],
}
const notSupported: Words = {
  en: [
    'The service asks in a way that this wallet does not support.',
    'Nothing was shown. Tell the service about it.',
  ],
  zh: ['服务的请求方式不受此钱包支持。', '没有出示任何内容，请告知该服务。'],
}
const tooOld: Words = {
  en: ['The request is too old.', startAgainAtService],
  zh: ['此请求已过期。', startAgainAtServiceZh],
}
const answerUnusable: Words = {
  en: ['The answer was not made as the service asked.', startAgainAtService],
  zh: ['答复与服务的请求不符。', startAgainAtServiceZh],
}

/** Codes of answering a request and of signing in. */
export const requestWords = {
  'request-malformed': cannotBeRead,
  'request-expired': tooOld,
  'request-not-found': {
    en: ['The service does not know this request any more.', startAgainAtService],
    zh: ['服务已查不到此请求。', startAgainAtServiceZh],
  },
  'request-answered': {
    en: [
      'This request has been answered already, and each is answered once.',
      `Your records show whether it was you. ${startAgainAtService}`,
    ],
    zh: ['此请求已有答复，每份请求只能答复一次。', `可在记录中查看是否由您答复。${startAgainAtServiceZh}`],
  },
  'request-mismatch': doNotTrust,
  'request-signature-invalid': doNotTrust,
  'request-time-off': {
    en: [
      'The request’s time is missing or does not fit this device’s clock, so it cannot be answered.',
      'Check that this device’s clock is right. If it is, the request is too old: go back to the service and start again.',
    ],
    zh: [
      '请求未注明时间，或其时间与此设备的时间不符，因此无法答复。',
      '请检查设备时间；如无误，则请求已过时，请回到服务页面重新开始。',
    ],
  },
  'client-id-not-supported': notSupported,
  'response-mode-not-supported': notSupported,
  'insecure-url': {
    en: ['An address in the message is not secure.', 'Do not go on. Tell whoever gave you the link.'],
    zh: ['信息中有不安全的地址。', '请不要继续，并告知提供链接的一方。'],
  },
  'verifier-unreachable': {
    en: ['The service cannot be reached.', 'Check your connection and try again.'],
    zh: ['无法连接该服务。', '请检查网络后再试。'],
  },
  'query-malformed': cannotBeRead,
  'query-not-supported': notSupported,
  'statement-not-supported': {
    en: [
      'The service wants something proved that this wallet does not know how to prove.',
      'Nothing was shown. Update the wallet, or tell the service about it.',
    ],
    zh: ['服务要求的证明类型不受此钱包支持。', '没有出示任何内容，请更新钱包，或告知该服务。'],
  },
  'statement-malformed': cannotBeRead,
  'transaction-not-supported': {
    en: [
      'The request is about a transaction of a kind that this wallet does not know, so it cannot show you what you would confirm.',
      'Nothing was confirmed. Update the wallet, or tell the service about it.',
    ],
    zh: [
      '请求涉及此钱包不认识的交易类型，无法向您展示将要确认的内容。',
      '没有确认任何内容，请更新钱包，或告知该服务。',
    ],
  },
  'transaction-malformed': cannotBeRead,
  'too-many-optional-claims': notSupported,
  'selection-not-allowed': {
    en: [
      'The service does not take this combination.',
      'Choose other facts, or leave the optional ones out.',
    ],
    zh: ['服务不接受这样的组合。', '请选择其他内容，或去掉可选项。'],
  },
  'response-malformed': answerUnusable,
  'response-already-sent': {
    en: ['This answer was sent before.', 'It is not sent twice. Ask the service to ask again.'],
    zh: ['此答复已经发送过。', '不会重复发送；请让服务重新发起请求。'],
  },
  'presentation-missing': answerUnusable,
  'presentation-unexpected': answerUnusable,
  'challenge-malformed': cannotBeRead,
  'challenge-expired': tooOld,
  'challenge-host-mismatch': doNotTrust,
  'sign-in-malformed': cannotBeRead,
} as const satisfies Record<string, Words>
