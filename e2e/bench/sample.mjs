import { randomBytes } from 'node:crypto'

export const random = (length) => new Uint8Array(randomBytes(length))

/** What is signed and shown: random messages, every other one of them disclosed. */
export function createSample(messageCount) {
  const messages = Array.from({ length: messageCount }, () => random(48))
  const disclosedIndexes = messages.map((_, index) => index).filter((index) => index % 2 === 0)
  return { messages, disclosedIndexes, header: random(64), presentationHeader: random(64) }
}
