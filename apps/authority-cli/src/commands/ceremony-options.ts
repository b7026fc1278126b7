import { InvalidArgumentError, Option } from 'commander'
import { parseDuration } from '../terminal/parse-option.ts'

/** Whose shares carry the key over in a refresh, for commander. */
export function dealersOption(): Option {
  return new Option(
    '--dealers <numbers>',
    'in a refresh: trustees that have their shares, like 1,3,4; all name the same',
  ).argParser((text) => {
    if (!/^[1-9]\d?(,[1-9]\d?)*$/.test(text)) throw new InvalidArgumentError('Write it like 1,3,4.')
    return [...new Set(text.split(',').map(Number))].sort((left, right) => left - right)
  })
}

/** How often the chain is looked at, for commander. */
export function pollOption(): Option {
  return new Option('--poll <time>', 'how often the chain is looked at')
    .argParser(parseDuration)
    .default(3, '3s')
}
