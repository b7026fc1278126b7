export type WalletLinkKind = 'offer' | 'request' | 'sign-in'

/** What a scanned, pasted or opened text is: a credential offer, a request, a sign-in, or (undefined) none of these.
 *  Looks at the form only. */
export declare function recogniseLink(text: string): WalletLinkKind | undefined
