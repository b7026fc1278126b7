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
  'template-mismatch': tellsHoldersApart,
  'claims-invalid': tellsHoldersApart,
  'statements-differ': tellsHoldersApart,
  'unexpected-member': tellsHoldersApart,
}
