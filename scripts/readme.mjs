// Writes into the README what stands elsewhere: the table of packages from the manifests, and the lines of the demo service
// that embed the SDK. `--check` fails when they are stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './workspace.mjs'

const readmePath = join(root, 'README.md')
const readme = readFileSync(readmePath, 'utf8')
const layers = /```text layers\n([\s\S]*?)```/
  .exec(readme)[1]
  .split('\n')
  .map((line) =>
    line
      .replace(/^\s*\S+\s{2,}/, '')
      .trim()
      .split(/\s{2,}/),
  )
const layerOf = (name) => layers.findIndex((line) => line.includes(name))

const rows = ['packages', 'apps']
  .flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(root, parent, name, 'package.json')),
  )
  .map((path) => JSON.parse(readFileSync(path, 'utf8')))
  .map(({ name, description, dependencies = {} }) => ({
    name: name.replace('@velum/', ''),
    description,
    below: Object.keys(dependencies)
      .filter((dependency) => dependency.startsWith('@velum/'))
      .map((dependency) => dependency.replace('@velum/', ''))
      .sort()
      .map((name) => `\`${name}\``),
  }))
  .sort((a, b) => layerOf(b.name) - layerOf(a.name) || a.name.localeCompare(b.name))
  .map(({ name, description, below }) => `| \`${name}\` | ${description} | ${below.join(' ')} |`)

const table = ['| package | its one sentence | imports |', '| --- | --- | --- |', ...rows].join('\n')
const server = readFileSync(join(root, 'apps/service-demo/src/server.ts'), 'utf8')
const embedding = /\/\/ #region velum\n([\s\S]*?)\n *\/\/ #endregion/.exec(server)[1].replace(/^ {2}/gm, '')

const updated = readme
  .replace(/<!-- sdk -->[\s\S]*<!-- \/sdk -->/, `<!-- sdk -->\n\`\`\`ts\n${embedding}\n\`\`\`\n<!-- /sdk -->`)
  .replace(/<!-- packages -->[\s\S]*<!-- \/packages -->/, `<!-- packages -->\n${table}\n<!-- /packages -->`)
if (process.argv.includes('--check')) {
  if (updated !== readme) {
    console.error(
      'README.md: the table of packages or the SDK lines are stale. Run `node scripts/readme.mjs`.',
    )
    process.exitCode = 1
  }
} else writeFileSync(readmePath, updated)
