import type { Chain } from '@velum/registry'

/** The time of the newest final block; the beginning of time while there is none. */
export async function finalTime({ provider }: Chain): Promise<Date> {
  const block = await provider.request({ method: 'eth_getBlockByNumber', params: ['finalized', false] })
  return new Date(block === null ? 0 : Number((block as { timestamp: string }).timestamp) * 1000)
}
