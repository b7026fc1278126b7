import {
  boundResidentIdTemplate,
  type CredentialSuite,
  residentIdTemplate,
  type Template,
} from '@velum/credential'
import { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { ExitCode } from '../exit-code.ts'
import { readJsonFile } from '../read-input.ts'
import { suiteWords } from '../terminal/cryptosuite-option.ts'
import { parseCount } from '../terminal/parse-option.ts'
import { table } from '../terminal/table.ts'
import { atDesk, contextOf } from './command-context.ts'

export function templateCommand(): Command {
  return new Command('template')
    .description('the kinds of credential that are issued')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addHelpText('after', '\nExample:\n  velum-issuer template list')
}

function addCommand(): Command {
  return new Command('add')
    .description('add a template, or its next version when it differs from the newest one')
    .argument('[file]', 'the template as JSON, - for standard input')
    .option('--resident-id', 'the template "Resident ID" that comes with Velum')
    .option('--bound-resident-id', 'the same, bound to its holder')
    .addHelpText('after', '\nExample:\n  velum-issuer template add library-card.json')
    .action(async (file: string | undefined, options: BuiltIn, command: Command) => {
      const context = contextOf(command)
      const draft = await readDraft(file, options)
      const added = await atDesk(context, (desk) => desk.run('add-template', { draft }))
      context.printer.result(added, () =>
        added.added
          ? `Added ${added.name}, version ${added.version}.`
          : `Nothing to add: ${added.name}, version ${added.version}, says the same already.`,
      )
    })
}

interface BuiltIn {
  readonly residentId?: boolean
  readonly boundResidentId?: boolean
}

async function readDraft(file: string | undefined, options: BuiltIn): Promise<unknown> {
  const { residentId = false, boundResidentId = false } = options
  if (Number(residentId) + Number(boundResidentId) + Number(file !== undefined) === 1) {
    if (file !== undefined) return readJsonFile(file)
    return residentId ? residentIdTemplate : boundResidentIdTemplate
  }
  throw new CliError('usage', 'Name a file, --resident-id or --bound-resident-id, one of them.', {
    exitCode: ExitCode.usage,
  })
}

function listCommand(): Command {
  return new Command('list')
    .description('list all templates and their versions')
    .addHelpText('after', '\nExample:\n  velum-issuer template list --json')
    .action(async (_options: object, command: Command) => {
      const context = contextOf(command)
      const templates = await atDesk(context, (desk) => desk.run('list-templates', {}))
      context.printer.result(
        templates.map(({ name, version, title, binding }) => ({
          name,
          version,
          title,
          bound: binding !== undefined,
          suites: suitesOf({ binding }),
        })),
        () =>
          templates.length === 0
            ? 'There is no template yet. Add one with `velum-issuer template add`.'
            : table(
                ['NAME', 'VERSION', 'TITLE', '', 'CLAIMS', 'SUITES'],
                templates.map(({ name, version, title, order, binding }) => [
                  name,
                  String(version),
                  title.en,
                  title.zh,
                  String(order.length),
                  suitesOf({ binding })
                    .map((suite) => suiteWords({ suite, bound: binding !== undefined }))
                    .join(' or '),
                ]),
              ),
      )
    })
}

/** BBS+ ties no credential to its holder. */
function suitesOf({ binding }: { readonly binding: Template['binding'] | undefined }): CredentialSuite[] {
  return binding === undefined ? ['bbs-2023', 'BbsBlsSignature2020'] : ['bbs-2023']
}

function showCommand(): Command {
  return new Command('show')
    .description('show a template: its claims, what they may be, and their labels')
    .argument('<name>', 'its name')
    .option('--template-version <n>', 'another version than the newest', parseCount)
    .addHelpText('after', '\nExample:\n  velum-issuer template show resident-id')
    .action(async (name: string, options: { templateVersion?: number }, command: Command) => {
      const context = contextOf(command)
      const version = options.templateVersion
      const template = await atDesk(context, (desk) =>
        desk.run('find-template', { name, ...(version === undefined ? {} : { version }) }),
      )
      context.printer.result(template, () => describeTemplate(template))
    })
}

function describeTemplate(template: Template): string {
  const { title, name, version, validFrom, validUntil, schema, labels, order } = template
  const rows = order.map((claim) => {
    const { type, ...limits } = schema.properties[claim] ?? { type: 'string' }
    const presence = schema.required.includes(claim) ? 'required' : 'optional'
    const rules = Object.entries(limits).map(([rule, value]) => `${rule} ${JSON.stringify(value)}`)
    return [claim, type, presence, labels[claim]?.en ?? '', labels[claim]?.zh ?? '', rules.join(', ')]
  })
  const heading = `${title.en} ${title.zh} (${name}, version ${version}), valid ${validFrom} to ${validUntil}`
  return `${heading}\n\n${table(['CLAIM', 'TYPE', '', 'LABEL', '', 'RULES'], rows)}`
}
