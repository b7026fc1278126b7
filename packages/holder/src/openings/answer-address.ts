/** How the holder can answer whoever asks, as the requester wrote it on the chain: anybody may have written anything there. */
export interface AnswerAddress {
  /** Characters that are not seen, or turn others around, are replaced. */
  readonly text: string
  /** There for a plain https address and a plain mail address alone; `text` then says where it leads. */
  readonly href?: string
}

/** Reads the `answerTo` of a request. */
export function answerAddress(answerTo: string): AnswerAddress {
  const mail = mailAddress.exec(answerTo)?.[1]
  if (mail !== undefined) return { text: mail, href: `mailto:${mail}` }
  if (plainAscii.test(answerTo) && URL.canParse(answerTo)) {
    const { href, username, password } = new URL(answerTo)
    // What stands before an @ looks like the host and is not.
    if (username === '' && password === '') return { text: href, href }
  }
  return { text: answerTo.replace(unseen, '\u{FFFD}') }
}

// No `?` and no `%`: a link must not fill in subject, text or further recipients.
const mailAddress = /^(?:mailto:)?([a-z0-9._+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i

// Letters of other scripts can look like a known name's; written as xn-- they do not.
const plainAscii = /^https:\/\/[\x21-\x5b\x5d-\x7e]+$/

const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu
