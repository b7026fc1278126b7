import { type ComponentProps, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../design/button.tsx'
import { Gate } from '../design/gate.tsx'
import { Notice } from '../design/notice.tsx'
import { Waiting } from '../design/waiting.tsx'
import { reload } from '../platform/hash-location.ts'

type OpenedWallet = typeof import('./opened-wallet.tsx').OpenedWallet

type OpenedPart =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly OpenedWallet: OpenedWallet }
  | { readonly state: 'missing' }

/** The screens behind the passphrase: they load while the holder types it, so that the first one need not wait for them. */
export function useOpenedPart(): OpenedPart {
  const [part, setPart] = useState<OpenedPart>({ state: 'loading' })
  useEffect(() => {
    import('./opened-wallet.tsx').then(
      ({ OpenedWallet }) => setPart({ state: 'ready', OpenedWallet }),
      // The network went away in between, or the wallet was renewed there.
      () => setPart({ state: 'missing' }),
    )
  }, [])
  return part
}

export function OpenedScreens({ part, ...props }: { part: OpenedPart } & ComponentProps<OpenedWallet>) {
  const { t } = useTranslation('app')
  if (part.state === 'ready') return <part.OpenedWallet {...props} />
  if (part.state === 'loading') return <Waiting />
  return (
    <Gate title={t('partMissing')}>
      <h1>{t('partMissing')}</h1>
      <Notice tone="care">{t('partMissingNext')}</Notice>
      <div className="gate-form">
        <Button look="main" wide onPress={reload}>
          {t('reload')}
        </Button>
      </div>
    </Gate>
  )
}
