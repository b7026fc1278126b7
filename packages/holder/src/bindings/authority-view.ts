/** An opening authority, as the chain names it: so many of its trustees together could open what is sealed for it. */
export interface AuthorityView {
  /** `0x` and 64 hexadecimal digits. */
  readonly id: string
  readonly name: string
  readonly threshold: number
  readonly trustees: number
  readonly epoch: number
}
