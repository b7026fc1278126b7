/** Whether a text for people says what it shows: something to read, on one line, without characters that are not seen or that turn
 *  others around. */
export function isReadable(text: unknown, maxLength: number): text is string {
  return (
    typeof text === 'string' && text.length <= maxLength && /[\p{L}\p{N}]/u.test(text) && !unseen.test(text)
  )
}

// Controls and formats (zero width, bidirectional), line and paragraph separators, halves of characters.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u
