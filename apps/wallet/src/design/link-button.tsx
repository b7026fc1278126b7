import type { ReactNode } from 'react'
import { Link } from 'react-aria-components'
import type { ButtonLook } from './button.tsx'
import './button.css'

interface LinkButtonProps {
  readonly href: string
  readonly look?: ButtonLook
  readonly icon?: ReactNode
  readonly wide?: boolean
  readonly children: ReactNode
}

/** Goes somewhere, and looks as weighty as a button. */
export function LinkButton({ href, look = 'plain', icon, wide = false, children }: LinkButtonProps) {
  return (
    <Link href={href} className={`button button-${look}${wide ? ' button-wide' : ''}`}>
      {icon}
      <span>{children}</span>
    </Link>
  )
}
