#!/usr/bin/env node
// forge wants a native solc; npm has the Emscripten one. This answers forge's two questions, `--version` and
// `--standard-json`, the way a native solc does.
const fs = require('node:fs')
const path = require('node:path')

const args = process.argv.slice(2)

function option(name) {
  const at = args.indexOf(name)
  return at < 0 ? undefined : args[at + 1]
}

/** solcjs reads no files itself: sources given as urls are put in place. */
function inlineSources(input, basePath) {
  for (const source of Object.values(input.sources)) {
    if (source.content !== undefined || source.urls === undefined) continue
    source.content = fs.readFileSync(path.resolve(basePath, source.urls[0]), 'utf8')
    delete source.urls
  }
}

/** A pipe takes a large output in parts and may ask to wait. */
function writeAll(text) {
  const bytes = Buffer.from(text)
  let written = 0
  while (written < bytes.length) {
    try {
      written += fs.writeSync(1, bytes, written)
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error
    }
  }
}

if (args.includes('--version')) {
  // From the manifest: forge asks several times, and loading the compiler takes a second.
  const { version } = require('solc/package.json')
  console.log(`solc, the solidity compiler commandline interface (npm)\nVersion: ${version}`)
} else if (args.includes('--standard-json')) {
  const basePath = option('--base-path') ?? process.cwd()
  const input = JSON.parse(fs.readFileSync(0, 'utf8'))
  inlineSources(input, basePath)
  const readImport = (name) => {
    try {
      return { contents: fs.readFileSync(path.resolve(basePath, name), 'utf8') }
    } catch (error) {
      return { error: error.message }
    }
  }
  writeAll(require('solc').compile(JSON.stringify(input), { import: readImport }))
} else {
  console.error('Only --version and --standard-json are supported.')
  process.exitCode = 1
}
