import { ChevronLeft } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import './page.css'

interface PageProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** Where the page belongs to. */
  readonly back?: { readonly href: string; readonly text: string }
  /** The heading is for screen readers; the page shows by itself what it is about. */
  readonly quiet?: boolean
  readonly children: ReactNode
}

/** A page with its heading. The heading takes the focus, so that a screen reader says where one has arrived. */
export function Page({ title, lead, actions, back, quiet = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className="page">
      <title>{`${title} · Velum`}</title>
      {back && (
        <a className="page-back" href={back.href}>
          <ChevronLeft aria-hidden />
          {back.text}
        </a>
      )}
      <div className={quiet ? 'only-read-aloud' : 'page-head'}>
        <div className="page-words">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className="page-lead">{lead}</p>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  )
}
