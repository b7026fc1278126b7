import { startAgainAtService, startAgainAtServiceZh, type Words } from './words.ts'

/** Codes of having a card bound to this wallet, and of proving what services ask beside facts. */
export const bindingWords = {
  'issuer-not-proved': {
    en: [
      'This site names an issuer, and the public register does not say that the site is that issuer’s. Nothing was signed.',
      'Do not go on: somebody may be after what the issuer has sealed about you. Get the offer from the issuer itself.',
    ],
    zh: [
      '此网站自称代表某颁发机构，而公开登记并未确认该网站属于该机构，没有签署任何内容。',
      '请不要继续：可能有人企图获取该机构为您封存的内容。请直接从颁发机构取得邀约。',
    ],
  },
  'record-not-waiting': {
    en: [
      'This record does not wait for you any more. Nothing was signed.',
      'Open the offer once more. If it is used up, ask the issuer for a new one.',
    ],
    zh: [
      '此记录已不再等待您确认，没有签署任何内容。',
      '请重新打开邀约；如已失效，请向颁发机构索取新的邀约。',
    ],
  },
  'record-changed': {
    en: [
      'The issuer would now seal something else than what you were shown. Nothing more was signed.',
      'Open the offer once more and look at the record anew.',
    ],
    zh: ['颁发机构现在要封存的内容与向您展示的不同，没有再签署任何内容。', '请重新打开邀约，再次查看记录。'],
  },
  'choice-already-sent': {
    en: [
      'You confirmed this record before, with another choice about publishing it, and the issuer may have acted on that.',
      'Go on with the choice that you made first.',
    ],
    zh: ['您之前已确认过此记录，并选择了不同的公布方式，颁发机构可能已据此处理。', '请按最初的选择继续。'],
  },
  'record-differs': {
    en: [
      'The record to be sealed does not fit the card it belongs to, so the card was not kept.',
      'Tell the issuer about it.',
    ],
    zh: ['要封存的记录与所属卡片不一致，因此没有保存卡片。', '请告知颁发机构。'],
  },
  'record-mismatch': {
    en: [
      'The issuer has sealed something else than what you signed, so the card was not kept.',
      'Tell the issuer about it, and keep this message.',
    ],
    zh: ['颁发机构封存的内容与您签署的不同，因此没有保存卡片。', '请告知颁发机构，并保留此信息。'],
  },
  'independent-signature-invalid': {
    en: [
      'The signature does not fit the certificate, or it is not over this record. Nothing was sent.',
      'Sign the record once more with the key of the certificate, or go on without.',
    ],
    zh: [
      '签名与证书不符，或所签的不是此记录，没有发送任何内容。',
      '请用证书对应的密钥重新签署记录，或不附签名继续。',
    ],
  },
  'authority-not-current': {
    en: [
      'The public register does not recognise the authority that could open your sealed name. Nothing was done.',
      'Do not go on. Ask whoever named this authority.',
    ],
    zh: [
      '公共登记处不认可可开启您封存身份的机构，没有进行任何操作。',
      '请不要继续，并询问指定该机构的一方。',
    ],
  },
  'epoch-not-current': {
    en: [
      'Your name would be sealed with an old key of the authority. Nothing was done.',
      'Start again. If it happens again, tell whoever named the key.',
    ],
    zh: [
      '您的身份将以该机构的旧密钥封存，没有进行任何操作。',
      '请重新开始；如再次出现，请告知指定密钥的一方。',
    ],
  },
  'scope-unknown': {
    en: [
      'The service asks for a name that it would share with other services, and the public register does not allow it that.',
      `Nothing was sent. ${startAgainAtService}`,
    ],
    zh: [
      '服务要求与其他服务共用的化名，而公共登记处未准许其使用。',
      `没有发送任何内容。${startAgainAtServiceZh}`,
    ],
  },
  'request-unsigned': {
    en: [
      'The service asks to recognise you, or for your sealed name, and does not prove who it is.',
      'Nothing was sent. Do not answer; tell the service about it.',
    ],
    zh: [
      '服务要求识别您或获取您的封存身份，却没有证明自己的身份。',
      '没有发送任何内容。请不要答复，并告知该服务。',
    ],
  },
  'record-not-found': {
    en: ['No record was sealed with this card, or it is not here any more.', 'Go back to your cards.'],
    zh: ['此卡片没有封存记录，或记录已不在此处。', '请返回卡包。'],
  },
  'secrets-lost': {
    en: [
      'The secrets that your bound cards need are not in this wallet any more.',
      'Restore a backup. Without one, report the loss to the issuers of these cards.',
    ],
    zh: ['绑定卡片所需的密钥已不在此钱包中。', '请恢复备份；如没有备份，请向这些卡片的颁发机构挂失。'],
  },
} as const satisfies Record<string, Words>
