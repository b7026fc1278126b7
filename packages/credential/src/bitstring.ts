/// <reference path="./digitalbazaar.d.ts" />
import { BitstringStatusList } from '@digitalbazaar/vc-bitstring-status-list'

/** The bits of a list as the library has them, over a copy: the library takes the whole buffer under the bytes it
 *  is given. */
export function toBitstring(list: Uint8Array): BitstringStatusList {
  return new BitstringStatusList({ buffer: Uint8Array.from(list) })
}
