/** What happened and what to do next, in the languages of the wallet. */
export interface Words {
  readonly en: readonly [what: string, next: string]
  readonly zh: readonly [what: string, next: string]
}

/** Words for every code of an error class: a code without any does not compile. */
export type WordsByCode<Code extends string> = Readonly<Record<Code, Words>>

export const askIssuerForNewOffer: Words['en'][1] = 'Ask the issuer for a new offer.'
export const askIssuerForNewOfferZh: Words['zh'][1] = '请向颁发机构索取新的邀约。'
export const startAgainAtService: Words['en'][1] = 'Go back to the service and start again.'
export const startAgainAtServiceZh: Words['zh'][1] = '请回到服务页面重新开始。'

export const chainUnreachable: Words = {
  en: [
    'The public register that proves who issued what cannot be reached.',
    'Check your connection and try again in a moment.',
  ],
  zh: ['无法连接用于核对颁发机构的公共登记链。', '请检查网络，稍后再试。'],
}

/** For what only a fault of the software can bring about. */
export const ourFault: Words = {
  en: ['Something went wrong inside the wallet.', 'Try again. If it happens again, update the wallet.'],
  zh: ['钱包内部出错。', '请重试；如果再次出现，请更新钱包。'],
}
