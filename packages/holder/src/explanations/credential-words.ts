import type { CredentialErrorCode } from '@velum/credential'
import { ourFault, type Words, type WordsByCode } from './words.ts'

const notWellMade: Words = {
  en: ['What the issuer sent is not made as it should be, so it was not kept.', 'Tell the issuer about it.'],
  zh: ['颁发机构发来的内容不合规范，因此没有保存。', '请告知颁发机构。'],
}

export const credentialWords: WordsByCode<CredentialErrorCode> = {
  'authority-invalid': notWellMade,
  'binding-needed': {
    en: [
      'This card is bound to a wallet, and what binds it is not here.',
      'Restore the backup of the wallet that received it, or ask its issuer for a new one.',
    ],
    zh: ['此卡片与某个钱包绑定，而绑定信息不在这里。', '请恢复接收它的钱包的备份，或向颁发机构申请新卡片。'],
  },
  'claims-invalid': notWellMade,
  'credential-invalid': notWellMade,
  'derivation-failed': {
    en: ['No proof can be made from this card: it is damaged.', 'Ask its issuer for a new one.'],
    zh: ['此卡片已损坏，无法生成证明。', '请向颁发机构申请新卡片。'],
  },
  'engine-unavailable': {
    en: [
      'This browser does not let the wallet compute proofs.',
      'Allow WebAssembly for this site, or use another browser.',
    ],
    zh: ['此浏览器不允许钱包计算证明。', '请允许此网站使用 WebAssembly，或换用其他浏览器。'],
  },
  'issuer-key-unknown': {
    en: ['The issuer’s key is not published.', 'Tell the issuer about it; do not rely on the card.'],
    zh: ['颁发机构的密钥未公布。', '请告知颁发机构，暂勿信赖此卡片。'],
  },
  'key-invalid': ourFault,
  'randomness-broken': {
    en: [
      'This device gives no usable random numbers, so nothing can be kept secret.',
      'Use another device or browser.',
    ],
    zh: ['此设备无法产生可用的随机数，因此无法保密。', '请使用其他设备或浏览器。'],
  },
  'status-list-invalid': notWellMade,
  'template-invalid': notWellMade,
  'unknown-claim': {
    en: ['The card does not hold what is asked for.', 'Choose another card, or answer without it.'],
    zh: ['此卡片没有所请求的内容。', '请选择其他卡片，或不提供该项。'],
  },
  'unknown-context': {
    en: [
      'The card uses words whose meaning the wallet does not know, so it was not kept.',
      'Ask the issuer for a card that this wallet understands.',
    ],
    zh: ['卡片使用了钱包不认识的词汇定义，因此没有保存。', '请向颁发机构索取此钱包支持的卡片。'],
  },
}
