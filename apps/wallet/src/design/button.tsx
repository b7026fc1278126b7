import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import './button.css'

export type ButtonLook = 'main' | 'plain' | 'quiet' | 'danger'

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly look?: ButtonLook
  readonly wide?: boolean
  readonly icon?: ReactNode
  readonly children?: ReactNode
}

/** While `isPending` it keeps its place and focus and shows that something runs. */
export function Button({ look = 'plain', wide = false, icon, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button button-${look}${wide ? ' button-wide' : ''}`}>
      {icon}
      {children !== undefined && <span>{children}</span>}
    </AriaButton>
  )
}
