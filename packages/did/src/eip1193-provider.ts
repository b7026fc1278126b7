/** How a chain is asked: the one function of an Ethereum provider that everything else can be built on.
 *  Rejects when the chain cannot be reached or answers with an error. (EIP-1193) */
export interface Eip1193Provider {
  request(call: { method: string; params?: readonly unknown[] }): Promise<unknown>
}
