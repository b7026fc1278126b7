import type { ReactNode } from 'react'
import { LanguageSwitch } from './language-switch.tsx'
import { Mark } from './mark.tsx'
import { Veil } from './veil.tsx'
import './gate.css'

/** The wallet's closed door: the veil on one side, what to do on the other. */
export function Gate({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="gate">
      <title>{`${title.replace('\n', ' ')} · Velum`}</title>
      <div className="gate-veil" aria-hidden="true">
        <Veil seed="velum/gate/3" width={900} height={900} sheets={4} threads={42} />
      </div>
      <div className="gate-side">
        <header className="gate-bar">
          <span className="gate-sign">
            <Mark size={30} />
            <span>Velum</span>
          </span>
          <LanguageSwitch />
        </header>
        <main className="gate-body">{children}</main>
      </div>
    </div>
  )
}
