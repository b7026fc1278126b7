import type { RegistryErrorCode } from '@velum/registry'
import { chainUnreachable, ourFault, type Words, type WordsByCode } from './words.ts'

const wrongSettings: Words = {
  en: [
    'The wallet’s settings do not fit the network.',
    'Reload the wallet. If this stays, tell the operator of this wallet.',
  ],
  zh: ['钱包设置与网络不符。', '请重新载入钱包；如仍如此，请联系此钱包的运营方。'],
}

export const registryWords: WordsByCode<RegistryErrorCode> = {
  'invalid-deployment': wrongSettings,
  'invalid-address': {
    en: [
      'This is not an address.',
      'An address is 0x and 40 characters from 0 to 9 and a to f. Copy it again.',
    ],
    zh: ['这不是有效的地址。', '地址由 0x 和 40 个字符（0–9、a–f）组成，请重新复制。'],
  },
  'invalid-key': ourFault,
  'invalid-change': {
    en: ['This change is not possible as it stands.', 'Check what you entered, then try again.'],
    zh: ['无法按所填内容进行更改。', '请检查填写的内容后再试。'],
  },
  'chain-unreachable': chainUnreachable,
  'chain-error': {
    en: ['The network answered with an error.', 'Try again in a moment.'],
    zh: ['网络返回了错误。', '请稍后再试。'],
  },
  'chain-changed': {
    en: [
      'This is not the network that the wallet knew: it was set up anew or its latest entries were taken back.',
      'Reload the wallet. If this stays, tell the operator of this wallet.',
    ],
    zh: [
      '网络与钱包此前所知的不同：可能已重建，或最新的记录被撤回。',
      '请重新载入钱包；如仍如此，请联系此钱包的运营方。',
    ],
  },
  'chain-closed': ourFault,
  'not-controller': {
    en: ['Another key controls this DID.', 'Use the wallet that holds that key.'],
    zh: ['此 DID 由另一把密钥控制。', '请使用持有该密钥的钱包。'],
  },
  'change-refused': {
    en: [
      'The register did not take the change. Nothing was changed.',
      'Look at the DID again, then repeat the change.',
    ],
    zh: ['登记处未接受此更改，内容没有变化。', '请重新查看该 DID，然后再次更改。'],
  },
  'change-pending': {
    en: [
      'The change was sent and is not in the register yet.',
      'Look again in a minute; do not repeat it before.',
    ],
    zh: ['更改已发送，尚未登记。', '请一分钟后再查看，在此之前不要重复操作。'],
  },
  'payer-unfunded': {
    en: ['The account that pays for changes has no funds.', 'Tell the operator of this wallet.'],
    zh: ['支付更改费用的账户余额不足。', '请联系此钱包的运营方。'],
  },
  'relayer-missing': {
    en: ['Nobody sends changes to the register for this wallet.', 'Tell the operator of this wallet.'],
    zh: ['此钱包没有代为提交更改的中继服务。', '请联系此钱包的运营方。'],
  },
  'relayer-unreachable': {
    en: [
      'The service that sends changes to the register cannot be reached.',
      'Check your connection and try again later.',
    ],
    zh: ['无法连接代为提交更改的中继服务。', '请检查网络，稍后再试。'],
  },
  'too-many-changes': {
    en: ['Too many changes were sent in a short time.', 'Wait a few minutes, then try again.'],
    zh: ['短时间内提交的更改过多。', '请等待几分钟后再试。'],
  },
}
