// What `npm run games` prints: of each game its property and its adversary, of each move how often it was tried, and the count.
import { writeFileSync } from 'node:fs'

const width = 118

function wrapped(label, text) {
  const indent = ' '.repeat(label.length)
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (label.length + line.length + word.length >= width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.map((line, i) => (i === 0 ? label : indent) + line).join('\n')
}

const count = (tried) => tried.toLocaleString('en').padStart(9)

export default class GamesReporter {
  onTestModuleEnd(module) {
    const moves = [...module.children.allTests()]
    const game = moves.map((move) => move.meta().game).find(Boolean)
    console.log(`\n${game?.name ?? module.moduleId}`)
    if (game) {
      console.log(wrapped('  property   ', game.property))
      console.log(wrapped('  adversary  ', game.adversary))
      console.log('      tried')
    }
    for (const move of moves) {
      const { tried, measured } = move.meta()
      const passed = move.result().state === 'passed'
      const times = tried === undefined ? ''.padStart(9) : count(tried)
      console.log(wrapped(`${passed ? '✓' : '✗'} ${times}  `, move.name + (measured ? ` (${measured})` : '')))
      for (const error of move.result().errors ?? []) console.error(error.stack ?? error.message)
    }
    for (const error of module.errors()) console.error(error.stack ?? error.message)
  }

  onTestRunEnd(modules, errors) {
    const moves = modules.flatMap((module) => [...module.children.allTests()])
    const passed = moves.filter((move) => move.result().state === 'passed').length
    // A game that could not begin has no moves, and is a failure all the same.
    const broken = modules.filter((module) => module.errors().length > 0).length
    const failed = moves.length - passed + broken + errors.length
    for (const error of errors) console.error(error.stack ?? error.message)
    const tried = moves.reduce((sum, move) => sum + (move.meta().tried ?? 0), 0)
    console.log(`\n${tried.toLocaleString('en')} tries`)
    console.log(`${passed} passed, ${failed} failed`)
    const file = process.env.VELUM_GAMES_REPORT
    if (file) writeFileSync(file, JSON.stringify({ passed, failed }))
  }
}
