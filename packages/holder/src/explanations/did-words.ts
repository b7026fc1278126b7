import type { DidErrorCode } from '@velum/did'
import { chainUnreachable, ourFault, type WordsByCode } from './words.ts'

export const didWords: WordsByCode<DidErrorCode> = {
  'invalid-did': {
    en: ['This is not a DID.', 'Copy it again, whole and without anything around it.'],
    zh: ['这不是 DID。', '请重新完整复制，不要带其他内容。'],
  },
  'invalid-key': ourFault,
  'invalid-document': {
    en: ['What is published under this DID cannot be read.', 'Ask its owner about it; do not rely on it.'],
    zh: ['此 DID 公布的内容无法读取。', '请询问其所有者，暂勿信赖。'],
  },
  'method-not-supported': {
    en: ['This kind of DID is not supported.', 'The wallet knows did:key, did:ethr and did:web.'],
    zh: ['不支持这类 DID。', '钱包支持 did:key、did:ethr 和 did:web。'],
  },
  'network-unknown': {
    en: ['This DID is on another network than the one the wallet uses.', 'Ask which network it belongs to.'],
    zh: ['此 DID 属于钱包未使用的网络。', '请确认它所属的网络。'],
  },
  'registry-missing': {
    en: [
      'The network that the wallet uses has no register of DIDs.',
      'Ask the operator of this wallet whether its settings are current.',
    ],
    zh: ['钱包所用的网络上没有 DID 登记处。', '请向此钱包的运营方确认设置是否最新。'],
  },
  'did-not-found': {
    en: ['There is no such DID.', 'Check it for typing mistakes, or ask its owner.'],
    zh: ['没有这个 DID。', '请检查是否输入有误，或询问其所有者。'],
  },
  'did-deactivated': {
    en: ['This DID was ended by its owner.', 'Ask the owner for the one that is in use.'],
    zh: ['此 DID 已被其所有者停用。', '请向所有者索取现用的 DID。'],
  },
  'chain-unreachable': chainUnreachable,
  'host-unreachable': {
    en: ['The site that publishes this DID cannot be reached.', 'Check your connection and try again later.'],
    zh: ['无法连接公布此 DID 的网站。', '请检查网络，稍后再试。'],
  },
}
