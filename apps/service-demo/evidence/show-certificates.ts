import type { EvidenceLanguage } from '@velum/authority'
import { element } from './element.ts'
import type { ShownCertificate } from './messages.ts'
import { words } from './words.ts'

/** Each certificate with what tells it from another, and a tick that only the visitor sets: whoever hands over evidence could hand over
 *  a certificate of their own too. */
export function showCertificates(
  place: HTMLElement,
  certificates: readonly ShownCertificate[],
  language: EvidenceLanguage,
  trust: (fingerprint: string, trusted: boolean) => void,
): void {
  const text = words[language]
  const items = certificates.map(({ name, subject, fingerprint, trusted }, position) => {
    const [id, about] = [`trust-${position}`, `about-${position}`]
    const box = element('input', { type: 'checkbox', class: 'trust-box', id, 'aria-describedby': about })
    box.checked = trusted
    box.addEventListener('change', () => trust(fingerprint, box.checked))
    return element(
      'li',
      {},
      element(
        'div',
        { id: about },
        element('p', {}, element('strong', {}, subject), ' ', name),
        element('p', { class: 'fingerprint' }, 'SHA-256 ', element('code', {}, fingerprint)),
      ),
      element('label', { class: 'trust', for: id }, box, ' ', text.trust),
    )
  })
  place.replaceChildren(element('ul', {}, ...items), element('p', {}, text.trustNote), ' ')
}
