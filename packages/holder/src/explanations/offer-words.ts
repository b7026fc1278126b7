import { askIssuerForNewOffer, askIssuerForNewOfferZh, type Words } from './words.ts'

const issuerRefuses: Words = {
  en: ['The issuer does not take this offer any more.', askIssuerForNewOffer],
  zh: ['颁发机构不再接受此邀约。', askIssuerForNewOfferZh],
}
const misunderstood: Words = {
  en: [
    'The issuer and the wallet do not understand each other.',
    'Update the wallet. If this stays, tell the issuer.',
  ],
  zh: ['颁发机构与钱包无法正常沟通。', '请更新钱包；如仍如此，请告知颁发机构。'],
}

const knownByAnother: Words = {
  en: [
    'The issuer knows you with another wallet, and nobody is registered twice.',
    'Restore the backup of that wallet. If it is lost, report the loss to the issuer.',
  ],
  zh: [
    '颁发机构已将您登记在另一个钱包下，每人只能登记一次。',
    '请恢复那个钱包的备份；如已丢失，请向颁发机构挂失。',
  ],
}

/** Codes of receiving a credential. */
export const offerWords = {
  'offer-malformed': {
    en: ['This link holds no offer that can be read.', askIssuerForNewOffer],
    zh: ['此链接中没有可读取的邀约。', askIssuerForNewOfferZh],
  },
  'offer-not-found': {
    en: ['The issuer does not know this offer.', askIssuerForNewOffer],
    zh: ['颁发机构查不到此邀约。', askIssuerForNewOfferZh],
  },
  'offer-expired': {
    en: ['This offer is too old.', askIssuerForNewOffer],
    zh: ['此邀约已过期。', askIssuerForNewOfferZh],
  },
  'offer-used': {
    en: [
      'This offer was used before. An offer works once.',
      `Look among your cards. ${askIssuerForNewOffer}`,
    ],
    zh: ['此邀约已被使用；每份邀约只能用一次。', `请先查看卡包；如没有，${askIssuerForNewOfferZh}`],
  },
  'offer-locked': {
    en: ['The code was mistyped too often, so the offer is locked.', askIssuerForNewOffer],
    zh: ['验证码输错次数过多，邀约已锁定。', askIssuerForNewOfferZh],
  },
  'grant-not-supported': {
    en: [
      'This offer asks for a sign-in at the issuer, which the wallet does not support.',
      'Ask for an offer with a code.',
    ],
    zh: ['此邀约要求在颁发机构登录，钱包尚不支持。', '请索取带验证码的邀约。'],
  },
  'tx-code-missing': {
    en: ['This offer needs a code.', 'Enter the code that the issuer gave you in another way.'],
    zh: ['此邀约需要验证码。', '请输入颁发机构通过其他途径给您的验证码。'],
  },
  'tx-code-wrong': {
    en: ['The code is wrong.', 'Check it and enter it again; after a few wrong ones the offer is locked.'],
    zh: ['验证码不正确。', '请核对后重新输入；多次输错后邀约会被锁定。'],
  },
  'grant-refused': {
    en: ['The issuer refused the offer or its code.', 'Check the code, or ask for a new offer.'],
    zh: ['颁发机构拒绝了此邀约或验证码。', '请核对验证码，或索取新的邀约。'],
  },
  'token-invalid': issuerRefuses,
  'nonce-invalid': {
    en: ['It took too long, so the issuer wants to begin anew.', 'Accept the offer once more.'],
    zh: ['耗时过长，颁发机构要求重新开始。', '请再次接受邀约。'],
  },
  'token-request-malformed': misunderstood,
  'proof-missing': misunderstood,
  'proof-invalid': {
    en: [
      'The issuer did not take the wallet’s proof.',
      'Check that this device’s clock is right, then try again.',
    ],
    zh: ['颁发机构未接受钱包的证明。', '请检查设备时间是否正确，然后重试。'],
  },
  'proof-not-supported': misunderstood,
  'binding-not-offered': misunderstood,
  'session-invalid': {
    en: ['It took too long, so the issuer wants to begin anew.', 'Accept the offer once more.'],
    zh: ['耗时过长，颁发机构要求重新开始。', '请再次接受邀约。'],
  },
  'registration-invalid': {
    en: [
      'The issuer did not take this wallet’s registration.',
      'Accept the offer once more. If it happens again, update the wallet.',
    ],
    zh: ['颁发机构未接受此钱包的登记。', '请再次接受邀约；如再次出现，请更新钱包。'],
  },
  'registration-taken': {
    en: [
      'The issuer has registered this wallet for somebody else.',
      'Everybody needs a wallet of their own. Tell the issuer if nobody else has used this one.',
    ],
    zh: [
      '颁发机构已将此钱包登记在他人名下。',
      '每个人都需要自己的钱包；如果从未有他人使用过此钱包，请告知颁发机构。',
    ],
  },
  'second-pseudonym': knownByAnother,
  'second-registration': knownByAnother,
  'independent-signature-missing': {
    en: [
      'Your sealed record carries the signature of an independent certificate, and the new one would not.',
      'Sign the new record with such a certificate too. If you have none any more, report the loss to the issuer.',
    ],
    zh: [
      '您已封存的记录带有独立证书的签名，而新记录没有。',
      '请同样用独立证书签署新记录；如已没有证书，请向颁发机构挂失。',
    ],
  },
  'issuer-not-ready': {
    en: ['The issuer is just publishing something new on the public register.', 'Try again in a minute.'],
    zh: ['颁发机构正在公共登记处发布新内容。', '请一分钟后再试。'],
  },
  'authority-unavailable': {
    en: [
      'The authority for which the issuer seals names is not recognised on the public register now.',
      'Nothing was issued. Try again later, or ask the issuer.',
    ],
    zh: [
      '颁发机构封存身份所用的开启机构目前未获公共登记认可。',
      '没有颁发任何内容，请稍后再试，或询问颁发机构。',
    ],
  },
  'record-unknown': {
    en: ['The issuer says that it has no sealed record of yours.', 'Ask the issuer about it.'],
    zh: ['颁发机构称没有您的封存记录。', '请向颁发机构询问。'],
  },
  'record-malformed': {
    en: [
      'The record that the issuer wants you to sign cannot be read. Nothing was signed.',
      'Tell the issuer about it.',
    ],
    zh: ['颁发机构要您签署的记录无法读取，没有签署任何内容。', '请告知颁发机构。'],
  },
  'batch-too-large': misunderstood,
  'configuration-unknown': issuerRefuses,
  'credential-refused': {
    en: ['The issuer does not give this card.', 'Ask the issuer why.'],
    zh: ['颁发机构未提供此卡片。', '请向颁发机构询问原因。'],
  },
  'issuer-metadata-invalid': misunderstood,
  'issuer-unreachable': {
    en: [
      'The issuer cannot be reached. The offer is not used up.',
      'Check your connection and try again later.',
    ],
    zh: ['无法连接颁发机构，邀约未被使用。', '请检查网络，稍后再试。'],
  },
  'issuer-failed': {
    en: ['The issuer had a fault. Nothing is lost.', 'Try again later.'],
    zh: ['颁发机构出现故障，没有任何损失。', '请稍后再试。'],
  },
} as const satisfies Record<string, Words>
