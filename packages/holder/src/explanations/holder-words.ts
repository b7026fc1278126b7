import type { HolderErrorCode } from '../holder-error.ts'
import { bindingWords } from './binding-words.ts'
import { startAgainAtService, startAgainAtServiceZh, type WordsByCode } from './words.ts'

export const holderWords: WordsByCode<HolderErrorCode> = {
  'offer-not-supported': {
    en: [
      'This offer is of a kind of card that the wallet does not keep.',
      'Ask the issuer for a W3C credential.',
    ],
    zh: ['此邀约的卡片类型不受钱包支持。', '请向颁发机构索取 W3C 凭证。'],
  },
  'template-unavailable': {
    en: [
      'The issuer does not say what this card should look like, so it could not be checked.',
      'Try again later.',
    ],
    zh: ['颁发机构没有提供卡片的样式说明，因此无法核对。', '请稍后再试。'],
  },
  'template-mismatch': {
    en: ['The issuer sent another card than it offered, so it was not kept.', 'Tell the issuer about it.'],
    zh: ['颁发机构发来的卡片与邀约不符，因此没有保存。', '请告知颁发机构。'],
  },
  'address-not-at-issuer': {
    en: [
      'The card names an address that is not the issuer’s, which could be used to follow you. It was not kept.',
      'Tell the issuer about it.',
    ],
    zh: ['卡片中含有不属于颁发机构的地址，可能被用来追踪您，因此没有保存。', '请告知颁发机构。'],
  },
  'credential-rejected': {
    en: ['The card failed a check, so it was not kept.', 'Tell the issuer about it.'],
    zh: ['卡片未通过核对，因此没有保存。', '请告知颁发机构。'],
  },
  ...bindingWords,
  'request-expired': {
    en: ['The request is too old. Nothing was sent.', startAgainAtService],
    zh: ['此请求已过期，没有发送任何内容。', startAgainAtServiceZh],
  },
  'already-answered': {
    en: [
      'This request was answered before, or an answer may have been on its way when the wallet was interrupted.',
      'See your history. To show something again, ask the service to ask again.',
    ],
    zh: ['此请求已答复过，或钱包中断时答复可能已发出。', '请查看记录；如需再次出示，请让服务重新发起请求。'],
  },
  'selection-incomplete': {
    en: ['Something that the service needs is not chosen.', 'Choose a card for each thing it asks for.'],
    zh: ['服务所需的内容尚未选全。', '请为每一项选择卡片。'],
  },
  'suites-cannot-mix': {
    en: [
      'A card of an older kind cannot be shown together with one that is bound to this wallet.',
      'Nothing was shown. Choose another card, or ask the service to ask for one at a time.',
    ],
    zh: [
      '旧式卡片不能与绑定到本钱包的卡片一起出示。',
      '没有出示任何内容。请选择其他卡片，或请该服务分次请求。',
    ],
  },
  'credential-not-usable': {
    en: [
      'The chosen card cannot answer: it is revoked, not valid now, or lacks what is asked for.',
      'Choose another card.',
    ],
    zh: ['所选卡片无法答复：已被吊销、当前无效，或缺少所需内容。', '请选择其他卡片。'],
  },
  'credential-repeated': {
    en: [
      'The same card is chosen for two questions of the service, which asks for two different ones.',
      'Choose another card for one of them. Nothing was shown.',
    ],
    zh: [
      '同一张卡片被用于服务的两个问题，而服务需要两张不同的卡片。',
      '请为其中一项选择其他卡片。没有出示任何内容。',
    ],
  },
  'credential-not-found': {
    en: [
      'This card is not in the wallet any more.',
      'It may have been deleted in another tab. Go back to your cards.',
    ],
    zh: ['此卡片已不在钱包中。', '可能已在其他标签页中删除，请返回卡包。'],
  },
  'opening-not-found': {
    en: [
      'This wallet knows of no such request about something it showed.',
      'Look in the history for what stands on the chain now.',
    ],
    zh: ['钱包中没有与所出示内容有关的此项申请。', '请在出示记录中查看链上的最新情况。'],
  },
  'did-not-held': {
    en: [
      'This DID is not in the wallet any more.',
      'It may have been deleted in another tab. Go back to the list.',
    ],
    zh: ['此 DID 已不在钱包中。', '可能已在其他标签页中删除，请返回列表。'],
  },
  'did-method-not-supported': {
    en: [
      'A did:key is its own key: it cannot change, and nobody can be named to act for it.',
      'Create a did:ethr for that.',
    ],
    zh: ['did:key 就是密钥本身，无法更换，也不能指定代理。', '如有需要，请创建 did:ethr。'],
  },
  'did-not-controlled': {
    en: ['On the register, another key controls this DID.', 'Use the wallet that holds that key.'],
    zh: ['登记显示，此 DID 由另一把密钥控制。', '请使用持有该密钥的钱包。'],
  },
}
