import { boundResidentIdTemplate, residentIdTemplate } from '@velum/credential'
import { createIssuer, openStore } from '@velum/issuer'
import { connectChain } from '@velum/registry'
import { Command } from 'commander'
import { platformRandom } from '../desk/open-desk.ts'
import { keepDeployment, loadDeployment } from '../load-deployment.ts'
import { defaultPort } from '../settings.ts'
import { readPassphrase } from '../terminal/passphrase.ts'
import { contextOf } from './command-context.ts'

interface InitOptions {
  readonly url: string
  readonly name: string
  readonly nameZh?: string
  readonly residentId?: boolean
  readonly boundResidentId?: boolean
  readonly authority?: string
  readonly publish?: boolean
}

export function initCommand(): Command {
  return new Command('init')
    .description('make an issuer: keys, a did:ethr, both signing keys and an empty status list on the chain')
    .option('--url <url>', 'where wallets will reach it; never changes', `http://localhost:${defaultPort}`)
    .requiredOption('--name <text>', 'the issuer’s name in English')
    .option('--name-zh <text>', 'the issuer’s name in Chinese (default: the English one)')
    .option('--resident-id', 'also add the template "Resident ID" that comes with Velum')
    .option('--bound-resident-id', 'also add the same, bound to its holder')
    .option('--authority <id>', 'who together can open sealed identity records: 0x and 64 digits')
    .option('--publish', 'put sealed records on the chain where their holders agree')
    .addHelpText(
      'after',
      '\nExample:\n  velum-issuer init --deployment velum-deployment.json --name "Harbour City" --resident-id',
    )
    .action(async (options: InitOptions, command: Command) => {
      const { settings, printer } = contextOf(command)
      const deployment = await loadDeployment(settings)
      const passphrase = await readPassphrase({ file: settings.passphraseFile, isNew: true })
      const place =
        settings.databaseUrl === undefined ? { dataDir: settings.dir } : { databaseUrl: settings.databaseUrl }
      const store = await openStore(place)
      const chain = connectChain({ deployment })
      try {
        const issuer = await createIssuer({
          store,
          chain,
          passphrase,
          url: options.url,
          name: { en: options.name, zh: options.nameZh ?? options.name },
          fetch,
          now: () => new Date(),
          random: platformRandom,
          ...(options.authority === undefined ? {} : { authority: options.authority }),
        })
        await keepDeployment(settings.dir, deployment)
        if (options.publish) await issuer.setPublishing(true)
        if (options.residentId) await issuer.addTemplate(residentIdTemplate)
        if (options.boundResidentId) await issuer.addTemplate(boundResidentIdTemplate)
        const keys = await issuer.listKeys()
        printer.result(
          { did: issuer.did, url: issuer.url, keys },
          () =>
            `The issuer is on the chain.\n  DID  ${issuer.did}\n  URL  ${issuer.url}\nKeep the passphrase: without it the keys are lost.`,
        )
      } finally {
        chain.close()
        await store.close()
      }
    })
}
