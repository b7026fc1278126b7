import type { RejectionReason } from '@velum/credential'
import { chainUnreachable, type Words } from './words.ts'

const tellsHoldersApart: Words = {
  en: [
    'The card is not made like every other of its kind, so services could recognise you by it. It was not kept.',
    'Tell the issuer about it.',
  ],
  zh: ['此卡片与同类卡片的构造不同，服务可能借此认出您，因此没有保存。', '请告知颁发机构。'],
}
const notSigned: Words = {
  en: [
    'The card is not signed by the issuer it names, so it was not kept.',
    'Do not rely on it; tell the issuer.',
  ],
  zh: ['卡片并非由其所称的颁发机构签署，因此没有保存。', '请勿信赖，并告知颁发机构。'],
}

const notBound: Words = {
  en: [
    'The card is not bound to this wallet as it must be, so it was not kept.',
    'Accept the offer once more. If it happens again, tell the issuer.',
  ],
  zh: ['卡片没有按要求与此钱包绑定，因此没有保存。', '请再次接受邀约；如再次出现，请告知颁发机构。'],
}

/** For a card that was refused on receipt, where the reason says more than that a check failed. */
export const rejectionWords: Readonly<Partial<Record<RejectionReason, Words>>> = {
  'chain-unreachable': chainUnreachable,
  'issuer-unreachable': {
    en: ['The issuer’s keys cannot be looked up now, so the card could not be checked.', 'Try again later.'],
    zh: ['暂时查不到颁发机构的密钥，无法核对卡片。', '请稍后再试。'],
  },
  'issuer-unknown': notSigned,
  'issuer-untrusted': notSigned,
  'proof-invalid': notSigned,
  'issuer-key-unknown': {
    en: [
      'The card is signed with a key that the issuer does not use now, so it was not kept.',
      'Ask the issuer for a new offer.',
    ],
    zh: ['签署卡片的密钥已不是颁发机构的现用密钥，因此没有保存。', '请向颁发机构索取新的邀约。'],
  },
  expired: {
    en: ['The card’s time is over already, so it was not kept.', 'Ask the issuer for one that is valid.'],
    zh: ['卡片已过有效期，因此没有保存。', '请向颁发机构索取有效的卡片。'],
  },
  'not-yet-valid': {
    en: ['The card is not valid yet.', 'Check that this device’s clock is right, or accept it later.'],
    zh: ['卡片尚未生效。', '请检查设备时间是否正确，或稍后再接受。'],
  },
  'binding-missing': notBound,
  'binding-malformed': notBound,
  'binding-invalid': notBound,
  'binding-unexpected': {
    en: [
      'The issuer sent a card of a kind that is not bound where a bound one was agreed, so it was not kept.',
      'Tell the issuer about it.',
    ],
    zh: ['约定的是绑定卡片，颁发机构却发来未绑定的卡片，因此没有保存。', '请告知颁发机构。'],
  },
  'profile-unpublished': {
    en: [
      'The issuer has not published how cards of this kind are made, so nobody can see that yours is like the others. It was not kept.',
      'Try again later, or tell the issuer about it.',
    ],
    zh: [
      '颁发机构尚未公布此类卡片的构造，无法确认您的卡片与他人的相同，因此没有保存。',
      '请稍后再试，或告知颁发机构。',
    ],
  },
  'profile-stale': tellsHoldersApart,
  'authority-unknown': {
    en: [
      'The public register does not recognise the authority that could open your sealed name, so the card was not kept.',
      'Tell the issuer about it.',
    ],
    zh: ['公共登记处不认可可开启您封存身份的机构，因此没有保存卡片。', '请告知颁发机构。'],
  },
  'authority-mismatch': {
    en: [
      'The card names another authority than the one that you agreed to, so it was not kept.',
      'Tell the issuer about it.',
    ],
    zh: ['卡片所指的开启机构与您同意的不同，因此没有保存。', '请告知颁发机构。'],
  },
  'template-mismatch': tellsHoldersApart,
  'claims-invalid': tellsHoldersApart,
  'statements-differ': tellsHoldersApart,
  'unexpected-member': tellsHoldersApart,
}
