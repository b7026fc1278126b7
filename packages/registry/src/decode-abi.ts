import { AbiCoder, getBytes, type Interface, ParamType, Result } from 'ethers'

/** An event's name and values, by position and by name. */
export interface DecodedEvent {
  name: string
  args: Result
}

/** What anybody may put on chain as text need not be UTF-8, and ethers throws for such text when it is read: one request with
 *  it would stop everybody who reads the log. Octets that are no UTF-8 are U+FFFD here. */
export function decodeValues(types: readonly ParamType[], data: string): Result {
  const decoded = AbiCoder.defaultAbiCoder().decode(types.map(withOctets), data).toArray()
  return named(
    types,
    decoded.map((value, i) => (types[i]?.type === 'string' ? textOf(value) : value)),
  )
}

/** Undefined for an event that the contract does not have. */
export function decodeEvent(
  contract: Interface,
  log: { topics: readonly string[]; data: string },
): DecodedEvent | undefined {
  const [topic, ...indexed] = log.topics
  const event = contract.getEvent(topic ?? '')
  if (event === null) return undefined
  const inData = event.inputs.filter((input) => !input.indexed)
  const values = decodeValues(inData, log.data).toArray()
  const coder = AbiCoder.defaultAbiCoder()
  const all = event.inputs.map((input) =>
    // Of texts and lists the topic has only the hash; none of our contracts indexes any.
    input.indexed ? coder.decode([input], indexed.shift() ?? '0x')[0] : values.shift(),
  )
  return { name: event.name, args: named(event.inputs, all) }
}

function named(types: readonly ParamType[], values: readonly unknown[]): Result {
  return Result.fromItems(
    [...values],
    types.map(({ name }) => name),
  )
}

/** A text's own octets: on the wire `string` and `bytes` are the same. None of our contracts has texts inside of lists. */
function withOctets(type: ParamType): ParamType {
  return type.type === 'string' ? ParamType.from({ type: 'bytes', name: type.name }) : type
}

function textOf(octets: string): string {
  // A byte order mark stays: what is shown is what was written.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(getBytes(octets))
}
