const width = 80

/** A sentence as lines of at most 80 characters, broken between words; a text without spaces, as Chinese, stays one line. */
export function wrap(sentence: string): string[] {
  const lines: string[] = []
  for (const word of sentence.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
